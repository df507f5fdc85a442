"""What does the page of one partnership show?

Each app that owns tables answers in one query (docs/adr/0031); this module puts the
answers together for one reader.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from agreements.models import Commitment, CommitmentInstance
from agreements.rules.outcomes import OPEN
from agreements.selectors import KeepingRow, keeping_rows
from agreements.selectors.overview import agreed_and_promised
from agreements.situations import is_stopped
from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.selectors.agreements import AgreementRow, agreement_rows
from eclt_partners.dashboards.selectors.overlays import overlays_of
from eclt_partners.dashboards.selectors.plans import PlanRow, plan_row
from eclt_partners.dashboards.selectors.results import LatestResult, latest_results
from eclt_partners.lifecycle.selectors.checks import CheckLine, lines_of_checks
from partners.choices import CheckState, OwnerSide
from partners.models import AfterCheck, Partnership
from partners.rules.stages import REVIEWED_STAGES
from partners.selectors.overview import PeopleAndPlans, people_and_plans
from reviews.selectors.overview import ReviewsAndStanding, reviews_and_standing


@dataclass(frozen=True, slots=True)
class PromiseGroup:
    """The open due dates of promises of one side, earliest first, ended ones last."""

    side: OwnerSide
    instances: Sequence[CommitmentInstance]


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """Everything on the page of one partnership, for one reader.

    Attributes:
        partnership: whose page.
        overlays: what goes on beside the stage, in words.
        sides: who belongs to it, and what both sides plan.
        reviewed: its reviews, and where it stands.
        results: the latest scores that this reader may see.
        promises: open ones, side by side.
        keeping: how both sides keep their promises.
        agreements: by number, as they are today.
        plan: what must last, with its readiness, or None.
        after_checks: looks at what lasts after the end, by day.
    """

    partnership: Partnership
    overlays: Sequence[str]
    sides: PeopleAndPlans
    reviewed: ReviewsAndStanding
    results: Sequence[LatestResult]
    promises: Sequence[PromiseGroup]
    keeping: Sequence[KeepingRow]
    agreements: Sequence[AgreementRow]
    plan: PlanRow | None
    after_checks: Sequence[CheckLine]

    @property
    def reason_codes(self) -> list[str]:
        """Why the status is as it is, as codes."""
        return self.reviewed.standing.reason_codes

    @property
    def has_reviews_ahead(self) -> bool:
        """Whether regular reviews belong to its stage."""
        return self.partnership.stage in REVIEWED_STAGES

    @property
    def next_check(self) -> AfterCheck | None:
        """The check after the end that comes next where no reviews do, or None."""
        return None if self.has_reviews_ahead else self._waiting_check

    @property
    def may_begin_plan(self) -> bool:
        """Whether a plan may be written still, as `is_plan_closed` has it."""
        return not self.partnership.is_settled or self._waiting_check is not None

    @property
    def _waiting_check(self) -> AfterCheck | None:
        checks = (line.check for line in self.after_checks)
        waiting = (each for each in checks if each.state == CheckState.SCHEDULED)
        return next(waiting, None)


def partnerships_in_scope(actor: Actor) -> QuerySet[Partnership]:
    """Return the partnerships the actor may see, with country and lead."""
    return Partnership.objects.visible_to(actor).select_related(
        "country", "foundation_lead"
    )


def partnership_page(
    actor: Actor, partnership: Partnership, *, today: date
) -> PartnershipPage:
    """Return the page as this actor may see it, on a day in the country.

    Three queries, however much there is to show: one of each app.

    Args:
        actor: the reader; decides about means of one side.
        partnership: loaded in scope, with country.
        today: the day in the country.
    """
    sides = people_and_plans(partnership)
    agreed = agreed_and_promised(partnership, today=today)
    reviewed = reviews_and_standing(partnership, today=today)
    return PartnershipPage(
        partnership=partnership,
        overlays=overlays_of(partnership, reviewed.newest, agreed, sides, today=today),
        sides=sides,
        reviewed=reviewed,
        results=latest_results(actor, partnership, reviewed.scores),
        promises=_open_promises(agreed.commitments),
        keeping=keeping_rows(agreed.commitments),
        agreements=agreement_rows(agreed.agreements, today=today),
        plan=plan_row(sides.plan, sides.functions),
        after_checks=lines_of_checks(sides.after_checks),
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
        instances.sort(key=lambda each: (is_stopped(each), each.due_on, each.pk))
        if instances or side != OwnerSide.JOINT:
            groups.append(PromiseGroup(side, instances))
    return groups
