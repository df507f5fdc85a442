"""What does a person of a partner see of the partnership?

What both sides know anyway: joint scores once both have answered, the promises and
actions of both, and the dates. Nothing of another partner of a coalition.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from agreements.choices import Phase
from agreements.ledger import LedgerFilters, due_dates_of_partner, filtered
from agreements.models import CommitmentInstance
from agreements.rules.outcomes import OPEN, REPORTED
from agreements.rules.steps import side_of_key
from agreements.selectors.results import ResultLine, standing_results
from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.selectors.agreements import AgreementRow, rows_of
from eclt_partners.dashboards.selectors.documents import DocumentLine, documents_of
from eclt_partners.dashboards.selectors.plans import PlanRow, plan_of
from eclt_partners.dashboards.selectors.results import (
    LatestResult,
    latest_results_of_partner,
)
from partners.choices import OwnerSide, Side
from partners.models import (
    CapacityGoal,
    Contact,
    Event,
    Expectation,
    Partnership,
    SafeguardingCheck,
)
from reviews.choices import ActionState, ReviewState
from reviews.models import Action, Review
from reviews.selectors.standing import standing_of

SHOWN_REVIEWS = 5
SHOWN_PROMISES = 6
SHOWN_SETTLED = 10
SHOWN_RESULTS = 6


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
        waiting_count: reports of the foundation that wait for this side's answer.
        actions: open actions of talks.
        events: what was noted and waits for its review.
        expectations: what both sides wrote down.
        documents: what is filed for both sides.
        agreements: those the own partner is a party of, with what is open.
        reached: what these agreements reached and spent, latest first.
        plan: what must last after the end.
        goals: of the foundation and of the own organisation.
        checks: of safeguarding, in both directions.
    """

    next_on: date | None
    open_review: Review | None
    results: Sequence[LatestResult]
    reviews: Sequence[Review]
    ours: Sequence[CommitmentInstance]
    theirs: Sequence[CommitmentInstance]
    waiting_count: int
    actions: Sequence[Action]
    events: Sequence[Event]
    expectations: Sequence[Expectation]
    documents: Sequence[DocumentLine]
    agreements: Sequence[AgreementRow]
    reached: Sequence[ResultLine]
    plan: PlanRow | None
    goals: Sequence[CapacityGoal]
    checks: Sequence[SafeguardingCheck]


def partner_home(
    actor: Actor,
    partnership: Partnership,
    contact: Contact,
    *,
    today: date,
    now: datetime,
) -> PartnerHome:
    """Return the page as this person may see it. A fixed number of queries.

    Args:
        actor: the person by link; decides which documents are listed.
        partnership: the one of the person's link.
        contact: the person.
        today: the day in the country.
        now: the moment, aware.
    """
    party_ids = parties_of(partnership, contact)
    seen = list(
        filtered(promises_seen(partnership, party_ids, now=now), LedgerFilters())
    )
    promises = [each for each in seen if each.state in OPEN]
    own = Q(party__isnull=True) | Q(party__in=party_ids)
    agreements = rows_of(
        partnership.agreements.filter(parties__in=party_ids).distinct(), today=today
    )
    return PartnerHome(
        next_on=standing_of(partnership, today).due_on,
        open_review=partnership.reviews.filter(state=ReviewState.OPEN).first(),
        results=latest_results_of_partner(partnership, party_ids),
        reviews=list(_reviews(partnership)),
        ours=[each for each in promises if _is_partners(each)][:SHOWN_PROMISES],
        theirs=[each for each in promises if not _is_partners(each)][:SHOWN_PROMISES],
        waiting_count=sum(_waits_for_partner(each) for each in seen),
        actions=list(_actions(partnership)),
        events=list(_events(partnership, contact)),
        expectations=list(
            partnership.expectations.filter(own).select_related("party__partner")
        ),
        documents=documents_of(actor, partnership),
        agreements=agreements,
        reached=standing_results(row.agreement for row in agreements)[:SHOWN_RESULTS],
        plan=plan_of(partnership),
        goals=list(_goals(partnership, own)),
        checks=list(SafeguardingCheck.objects.filter(partner=contact.partner_id)),
    )


def parties_of(partnership: Partnership, contact: Contact) -> list[int]:
    """Return the open parties of a person's partner in a partnership."""
    parties = partnership.parties.filter(partner=contact.partner_id, to_on=None)
    return list(parties.values_list("pk", flat=True))


def promises_seen(
    partnership: Partnership, party_ids: Sequence[int], *, now: datetime
) -> QuerySet[CommitmentInstance]:
    """Return all due dates; in a coalition not those of another partner."""
    return due_dates_of_partner(partnership, party_ids, now=now)


def settled_promises(
    seen: QuerySet[CommitmentInstance],
) -> QuerySet[CommitmentInstance]:
    """Return the last due dates on which both sides say the same."""
    settled = filtered(seen, LedgerFilters(phase=Phase.SETTLED))
    return settled.order_by("-due_on", "-pk")[:SHOWN_SETTLED]


def _goals(partnership: Partnership, own: Q) -> QuerySet[CapacityGoal]:
    goals = partnership.capacity_goals.filter(own)
    return goals.select_related("party__partner").prefetch_related("readings")


def _events(partnership: Partnership, contact: Contact) -> QuerySet[Event]:
    """Return what waits for its review; in a coalition not what another partner told."""
    people = Contact.objects.filter(partner=contact.partner_id)
    own = [f"contact:{pk}" for pk in people.values_list("pk", flat=True)]
    told = Q(side=Side.FOUNDATION) | Q(reported_by__in=own)
    return partnership.events.filter(told, closed_on=None)


def _is_partners(instance: CommitmentInstance) -> bool:
    return instance.commitment.side == OwnerSide.PARTNER


def _waits_for_partner(instance: CommitmentInstance) -> bool:
    if instance.asked_by:
        return side_of_key(instance.asked_by) == Side.FOUNDATION
    is_reported = instance.state in REPORTED
    return is_reported and side_of_key(instance.reported_by) == Side.FOUNDATION


def _reviews(partnership: Partnership) -> QuerySet[Review]:
    shown = [ReviewState.CLOSED, ReviewState.TALK_HELD, ReviewState.COMPLETED]
    rows = partnership.reviews.filter(state__in=shown, is_registered=False)
    return rows.order_by("-due_on", "-pk")[:SHOWN_REVIEWS]


def _actions(partnership: Partnership) -> QuerySet[Action]:
    rows = Action.objects.filter(
        review__partnership=partnership, state=ActionState.OPEN
    )
    return rows.select_related("owner_user", "owner_contact")
