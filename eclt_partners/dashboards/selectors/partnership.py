"""What does the page of one partnership show?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from agreements.models import Commitment, CommitmentInstance
from agreements.rules.outcomes import OPEN
from agreements.selectors import KeepingRow, keeping_rows
from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.selectors.agreements import AgreementRow, agreement_rows
from eclt_partners.dashboards.selectors.documents import DocumentLine, documents_of
from eclt_partners.dashboards.selectors.history import (
    HistoryLine,
    history_lines,
    main_entries,
)
from eclt_partners.dashboards.selectors.overlays import overlays_of
from eclt_partners.dashboards.selectors.plans import PlanRow, plan_of
from eclt_partners.dashboards.selectors.results import LatestResult, latest_results
from eclt_partners.lifecycle.selectors.checks import CheckLine, check_lines
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.selectors import ledger
from partners.choices import OwnerSide
from partners.models import (
    CapacityGoal,
    Contact,
    Event,
    Expectation,
    PartnerFlag,
    Partnership,
    PartnershipParty,
    SafeguardingCheck,
)
from partners.selectors.flags import open_flags
from reviews.choices import ActionState, ReviewKind
from reviews.models import Action, Review
from reviews.models.reviews import UNFINISHED
from reviews.rules.standing import Standing
from reviews.rules.trend import Trend
from reviews.selectors.readings import trends
from reviews.selectors.standing import standing_of

RECENT_LINES = 6
RECENT_MAILS = 5
# Six years of full reviews; the list of reviews has the older ones.
SHOWN_REVIEWS = 25


@dataclass(frozen=True, slots=True)
class PromiseGroup:
    """The open due dates of promises of one side, earliest first."""

    side: OwnerSide
    instances: Sequence[CommitmentInstance]


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """Everything on the page of one partnership, for one reader."""

    partnership: Partnership
    overlays: Sequence[str]
    parties: Sequence[PartnershipParty]
    contacts: Sequence[Contact]
    checks: Sequence[SafeguardingCheck]
    flags: Sequence[PartnerFlag]
    standing: Standing
    trends: Sequence[Trend]
    full_review: Review | None
    reviews: Sequence[Review]
    has_more_reviews: bool
    results: Sequence[LatestResult]
    promises: Sequence[PromiseGroup]
    keeping: Sequence[KeepingRow]
    actions: Sequence[Action]
    agreements: Sequence[AgreementRow]
    goals: Sequence[CapacityGoal]
    plan: PlanRow | None
    after_checks: Sequence[CheckLine]
    expectations: Sequence[Expectation]
    events: Sequence[Event]
    documents: Sequence[DocumentLine]
    mails: Sequence[Outgoing]
    history: Sequence[HistoryLine]

    @property
    def reason_codes(self) -> list[str]:
        """Why the status is as it is, as codes."""
        fired = (*self.standing.red, *self.standing.amber)
        grey = [f"grey:{reason.value}" for reason in self.standing.grey]
        return [each.text for each in fired] + grey


def partnerships_in_scope(actor: Actor) -> QuerySet[Partnership]:
    """Return the partnerships the actor may see, with country and lead."""
    return Partnership.objects.visible_to(actor).select_related(
        "country", "foundation_lead"
    )


def partnership_page(
    actor: Actor, partnership: Partnership, *, today: date
) -> PartnershipPage:
    """Return the page as this actor may see it, on a day in the country.

    The number of queries does not depend on how much there is to show.

    Args:
        actor: the reader; decides about means of one side and about mails.
        partnership: loaded in scope, with country.
        today: the day in the country.
    """
    parties = _parties(partnership)
    partner_ids = [party.partner_id for party in parties]
    reviews = _newest_reviews(partnership)
    commitments = _commitments(partnership)
    entries = list(main_entries(partnership.pk)[:RECENT_LINES])
    found = trends([partnership.pk], today)
    return PartnershipPage(
        partnership=partnership,
        overlays=overlays_of(partnership, reviews, today=today),
        parties=parties,
        contacts=_contacts(partner_ids),
        checks=_checks(partner_ids),
        flags=open_flags(partner_ids),
        standing=standing_of(partnership, today),
        trends=[found[key] for key in sorted(found)],
        full_review=next((row for row in reviews if _is_open_full(row)), None),
        reviews=reviews[:SHOWN_REVIEWS],
        has_more_reviews=len(reviews) > SHOWN_REVIEWS,
        results=latest_results(actor, partnership),
        promises=_open_promises(commitments),
        keeping=keeping_rows(commitments),
        actions=_open_actions(partnership),
        agreements=agreement_rows(partnership, today=today),
        goals=list(
            partnership.capacity_goals.select_related(
                "party__partner"
            ).prefetch_related("readings")
        ),
        plan=plan_of(partnership),
        after_checks=check_lines(partnership),
        expectations=list(partnership.expectations.select_related("party__partner")),
        events=list(partnership.events.filter(closed_on=None)),
        documents=documents_of(actor, partnership),
        mails=ledger(actor, partnership_id=partnership.pk, limit=RECENT_MAILS),
        history=history_lines(entries),
    )


def _newest_reviews(partnership: Partnership) -> list[Review]:
    """Return the newest reviews, one more than is shown; what is under way is in."""
    rows = partnership.reviews.select_related("talk").alias(
        is_over=~Q(state__in=UNFINISHED)
    )
    found = rows.order_by("is_over", "-due_on", "-pk")[: SHOWN_REVIEWS + 1]
    return sorted(found, key=lambda each: (each.due_on, each.pk), reverse=True)


def _is_open_full(review: Review) -> bool:
    return review.kind == ReviewKind.FULL and review.state in UNFINISHED


def _parties(partnership: Partnership) -> list[PartnershipParty]:
    return list(
        partnership.parties.filter(to_on=None).select_related("partner", "partner_lead")
    )


def _contacts(partner_ids: list[int]) -> list[Contact]:
    rows = Contact.objects.filter(partner__in=partner_ids, left_on=None)
    return list(rows.select_related("partner").order_by("-is_head", "name"))


def _checks(partner_ids: list[int]) -> list[SafeguardingCheck]:
    rows = SafeguardingCheck.objects.filter(partner__in=partner_ids)
    return list(rows.select_related("partner"))


def _commitments(partnership: Partnership) -> list[Commitment]:
    return list(
        Commitment.objects.filter(version__agreement__partnership=partnership)
        .prefetch_related("instances")
        .order_by("code")
    )


def _open_promises(commitments: Sequence[Commitment]) -> list[PromiseGroup]:
    """Return ours, theirs and the joint ones; a side without any is kept empty."""
    groups = []
    for side in OwnerSide:
        instances = [
            instance
            for commitment in commitments
            if commitment.side == side
            for instance in commitment.instances.all()
            if instance.state in OPEN
        ]
        instances.sort(key=lambda instance: (instance.due_on, instance.pk))
        if instances or side != OwnerSide.JOINT:
            groups.append(PromiseGroup(side, instances))
    return groups


def _open_actions(partnership: Partnership) -> list[Action]:
    rows = Action.objects.filter(
        review__partnership=partnership, state=ActionState.OPEN
    )
    return list(rows.select_related("owner_user", "owner_contact"))
