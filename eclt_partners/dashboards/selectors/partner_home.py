"""What does a person of a partner see of the partnership?

What both sides know anyway: joint scores once both have answered, the promises and
actions of both, and the dates. Nothing of another partner of a coalition.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from agreements.choices import Phase
from agreements.ledger import LedgerFilters, due_dates_of_partner, filtered
from agreements.models import CommitmentInstance
from agreements.rules.outcomes import OPEN, REPORTED
from agreements.rules.steps import side_of_key
from agreements.selectors.results import ResultLine, standing_in_all
from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.selectors.agreements import AgreementRow, agreement_rows
from eclt_partners.dashboards.selectors.documents import DocumentLine, lines_of
from eclt_partners.dashboards.selectors.history import actor_names
from eclt_partners.dashboards.selectors.partner_home_rows import home_rows
from eclt_partners.dashboards.selectors.plans import PlanRow, plan_row
from eclt_partners.dashboards.selectors.results import (
    LatestResult,
    latest_results_of_partner,
)
from partners.choices import OwnerSide, Side
from partners.models import (
    CapacityGoal,
    Contact,
    Event,
    Partnership,
    SafeguardingCheck,
)
from partners.selectors.expectations import SideWords, words_in_short
from partners.selectors.sides import party_rows
from reviews.choices import ReviewKind
from reviews.models import Action, Review
from reviews.selectors.lists import TALK_STATES
from reviews.selectors.readings import valid_scores
from reviews.selectors.standing import standing_in

SHOWN_PROMISES = 6
SHOWN_SETTLED = 10
SHOWN_RESULTS = 6


@dataclass(frozen=True, slots=True)
class PartnerHome:
    """The page of a partnership for one person of a partner.

    Attributes:
        beside: the names of the other partners of a coalition.
        next_on: when both sides take stock next, or None.
        open_review: the review that takes answers now, or None.
        under_way: the full review whose answers are in, or None.
        results: the latest joint scores of the own pair.
        reviews: reviews with something to show, newest first.
        ours: open promises of the partner; "ours" is the reader's side.
        theirs: open promises of the foundation.
        together: open promises of both together.
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

    beside: Sequence[str]
    next_on: date | None
    open_review: Review | None
    under_way: Review | None
    results: Sequence[LatestResult]
    reviews: Sequence[Review]
    ours: Sequence[CommitmentInstance]
    theirs: Sequence[CommitmentInstance]
    together: Sequence[CommitmentInstance]
    waiting_count: int
    actions: Sequence[Action]
    events: Sequence[Event]
    expectations: Sequence[SideWords]
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
    """Return the page as this person may see it. Three queries.

    One for the parties, one for all there is, one for names.

    Args:
        actor: the person by link; decides which documents are listed.
        partnership: the one of the person's link.
        contact: the person.
        today: the day in the country.
        now: the moment, aware.
    """
    parties = list(party_rows(partnership, None))
    party_ids = [each.pk for each in parties if each.partner_id == contact.partner_id]
    rows, reached, facts = home_rows(
        actor, partnership, contact, party_ids, today=today, now=now
    )
    promises = [each for each in rows.promises if each.state in OPEN]
    names = actor_names(each.uploaded_by for each in rows.documents)
    return PartnerHome(
        beside=[each.partner.name for each in parties if each.pk not in party_ids],
        next_on=standing_in(facts, partnership, today).due_on,
        open_review=next(iter(rows.open_reviews), None),
        under_way=next((each for each in rows.reviews if _is_under_way(each)), None),
        results=latest_results_of_partner(
            partnership, party_ids, valid_scores(facts.scores)
        ),
        reviews=list(rows.reviews),
        ours=_of(OwnerSide.PARTNER, promises),
        theirs=_of(OwnerSide.FOUNDATION, promises),
        together=_of(OwnerSide.JOINT, promises),
        waiting_count=sum(_waits_for_partner(each) for each in rows.promises),
        actions=list(rows.actions),
        events=list(rows.events),
        expectations=words_in_short(rows.expectations),
        documents=lines_of(rows.documents, names),
        agreements=agreement_rows(rows.agreements, today=today),
        reached=standing_in_all(reached)[:SHOWN_RESULTS],
        plan=plan_row(next(iter(rows.plans), None), rows.functions),
        goals=list(rows.goals),
        checks=list(rows.checks),
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


def _is_under_way(review: Review) -> bool:
    return review.kind == ReviewKind.FULL and review.state in TALK_STATES


def _of(
    side: OwnerSide, promises: Sequence[CommitmentInstance]
) -> list[CommitmentInstance]:
    return [each for each in promises if each.commitment.side == side][:SHOWN_PROMISES]


def _waits_for_partner(instance: CommitmentInstance) -> bool:
    if instance.asked_by:
        return side_of_key(instance.asked_by) == Side.FOUNDATION
    is_reported = instance.state in REPORTED
    return is_reported and side_of_key(instance.reported_by) == Side.FOUNDATION
