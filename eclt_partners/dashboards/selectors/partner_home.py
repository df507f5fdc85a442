"""What does a person of a partner see of the partnership?

What both sides know anyway: joint scores once both have answered, the promises and
actions of both, and the dates. Nothing of another partner of a coalition.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from agreements.models import CommitmentInstance
from agreements.rules.outcomes import OPEN
from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.selectors.agreements import AgreementRow, rows_of
from eclt_partners.dashboards.selectors.documents import DocumentLine, documents_of
from eclt_partners.dashboards.selectors.results import (
    LatestResult,
    latest_results_of_partner,
)
from partners.choices import OwnerSide, Side
from partners.models import Contact, Event, Expectation, Partnership
from reviews.choices import ActionState, ReviewState
from reviews.models import Action, Review
from reviews.selectors.standing import standing_of

SHOWN_REVIEWS = 5


@dataclass(frozen=True, slots=True)
class PartnerHome:
    """The page of a partnership for one person of a partner.

    Attributes:
        next_on: when both sides take stock next, or None.
        open_review: the review that takes answers now, or None.
        results: the latest joint scores of the own pair.
        reviews: reviews with something to show, newest first.
        ours: open promises of the partner; "ours" is the reader's side.
        theirs: open promises of the foundation and of both together.
        actions: open actions of talks.
        events: what was noted and waits for its review.
        expectations: what both sides wrote down.
        documents: what is filed for both sides.
        agreements: those the own partner is a party of, with what is open.
    """

    next_on: date | None
    open_review: Review | None
    results: Sequence[LatestResult]
    reviews: Sequence[Review]
    ours: Sequence[CommitmentInstance]
    theirs: Sequence[CommitmentInstance]
    actions: Sequence[Action]
    events: Sequence[Event]
    expectations: Sequence[Expectation]
    documents: Sequence[DocumentLine]
    agreements: Sequence[AgreementRow]


def partner_home(
    actor: Actor, partnership: Partnership, contact: Contact, *, today: date
) -> PartnerHome:
    """Return the page as this person may see it. A fixed number of queries.

    Args:
        actor: the person by link; decides which documents are listed.
        partnership: the one of the person's link.
        contact: the person.
        today: the day in the country.
    """
    parties = partnership.parties.filter(partner=contact.partner_id, to_on=None)
    party_ids = list(parties.values_list("pk", flat=True))
    promises = list(_promises(partnership, party_ids))
    own = Q(party__isnull=True) | Q(party__in=party_ids)
    return PartnerHome(
        next_on=standing_of(partnership, today).due_on,
        open_review=partnership.reviews.filter(state=ReviewState.OPEN).first(),
        results=latest_results_of_partner(partnership, party_ids),
        reviews=list(_reviews(partnership)),
        ours=[each for each in promises if _is_partners(each)],
        theirs=[each for each in promises if not _is_partners(each)],
        actions=list(_actions(partnership)),
        events=list(_events(partnership, contact)),
        expectations=list(
            partnership.expectations.filter(own).select_related("party__partner")
        ),
        documents=documents_of(actor, partnership),
        agreements=rows_of(
            partnership.agreements.filter(parties__in=party_ids).distinct(),
            today=today,
        ),
    )


def _events(partnership: Partnership, contact: Contact) -> QuerySet[Event]:
    """Return what waits for its review; in a coalition not what another partner told."""
    people = Contact.objects.filter(partner=contact.partner_id)
    own = [f"contact:{pk}" for pk in people.values_list("pk", flat=True)]
    told = Q(side=Side.FOUNDATION) | Q(reported_by__in=own)
    return partnership.events.filter(told, closed_on=None)


def _is_partners(instance: CommitmentInstance) -> bool:
    return instance.commitment.side == OwnerSide.PARTNER


def _promises(
    partnership: Partnership, party_ids: Sequence[int]
) -> QuerySet[CommitmentInstance]:
    """Return open due dates; in a coalition not those of another partner."""
    return (
        CommitmentInstance.objects.filter(
            Q(commitment__party__isnull=True) | Q(commitment__party__in=party_ids),
            commitment__version__agreement__partnership=partnership,
            commitment__version__agreement__parties__in=party_ids,
            state__in=OPEN,
        )
        .select_related("commitment")
        .order_by("due_on", "pk")
        .distinct()
    )


def _reviews(partnership: Partnership) -> QuerySet[Review]:
    shown = [ReviewState.CLOSED, ReviewState.TALK_HELD, ReviewState.COMPLETED]
    rows = partnership.reviews.filter(state__in=shown, is_registered=False)
    return rows.order_by("-due_on", "-pk")[:SHOWN_REVIEWS]


def _actions(partnership: Partnership) -> QuerySet[Action]:
    rows = Action.objects.filter(
        review__partnership=partnership, state=ActionState.OPEN
    )
    return rows.select_related("owner_user", "owner_contact")
