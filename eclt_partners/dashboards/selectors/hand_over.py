"""What must somebody know who takes a partnership over, as far as the reader may see it?

Nothing is shown here that the reader could not find on other pages: no private note, no
single answer, no lowest value of a side, and nothing of a report about safety but that
there is one, for those who know it anyway (rulings 10, methods B5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agreements.choices import RenegotiationState
from agreements.models import CommitmentInstance, Renegotiation
from agreements.rules.clocks import Clock, clock
from agreements.rules.terms_reading import from_json
from agreements.selectors.tables import moments_of
from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.selectors.hand_over_rows import PackRows, pack_rows
from eclt_partners.dashboards.selectors.partnership import (
    PartnershipPage,
    PromiseGroup,
    partnership_page,
)
from partners.models import Event, Onboarding, Partnership, StageChange
from partners.selectors.assessments import AssessmentLine, assessment_lines
from partners.selectors.capacity import Grower, growers_in
from partners.selectors.checks import ChecksPage, checks_in
from partners.selectors.expectations import SideWords, sides_in
from partners.selectors.officers import OfficerLine, officer_lines
from partners.selectors.onboarding import FirstSteps, first_steps_in
from partners.selectors.plans import PlanStory, story_of
from reviews.models import Review

SERIOUS = "R5"


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A change that is open or put aside, and what is waited for."""

    table: Renegotiation
    waiting: Clock | None


@dataclass(frozen=True, slots=True)
class HandOver:
    """The handover pack of one partnership, for one reader, on one day.

    Attributes:
        page: what the page of the partnership says.
        today: the day in the country.
        stages: every change of stage, newest first.
        last_review: the last completed full review with its talk, or None.
        promises: per side what is late, and the next day of each promise.
        disputed: due dates on which the sides do not agree.
        tables: changes that are open or put aside.
        declined: wishes for change that were declined.
        sides: what each side expects and doubts.
        plan: what must last, with its weakest pillar.
        growers: the goals of each organisation.
        checks: of each other, with the interests that were stated.
        assessments: by others, those that count.
        officers: who may sign for the partners today.
        has_report: there is a confidential report, and the reader may know that.
        first_steps: of the leads of today.
        events: all that was noted.
        leads: who began to lead, at any time.
    """

    page: PartnershipPage
    today: date
    stages: Sequence[StageChange]
    last_review: Review | None
    promises: Sequence[PromiseGroup]
    disputed: Sequence[CommitmentInstance]
    tables: Sequence[OpenTable]
    declined: Sequence[Renegotiation]
    sides: Sequence[SideWords]
    plan: PlanStory | None
    growers: Sequence[Grower]
    checks: ChecksPage
    assessments: Sequence[AssessmentLine]
    officers: Sequence[OfficerLine]
    has_report: bool
    first_steps: Sequence[FirstSteps]
    events: Sequence[Event]
    leads: Sequence[Onboarding]

    @property
    def stage_since(self) -> date | None:
        """The day on which its stage was noted, or None."""
        return self.stages[0].changed_on if self.stages else None


def hand_over(actor: Actor, partnership: Partnership, *, today: date) -> HandOver:
    """Return the pack. Five queries, however much there is.

    Args:
        actor: the reader.
        partnership: loaded in scope, with country and lead.
        today: the day in the country.
    """
    page = partnership_page(actor, partnership, today=today)
    partner_ids = [party.partner_id for party in page.sides.parties]
    rows, sides, checks = pack_rows(actor, partnership, partner_ids)
    assessments = assessment_lines(rows.assessments, today=today)
    officers = officer_lines(rows.officers, today=today)
    return HandOver(
        page=page,
        today=today,
        stages=list(rows.stages),
        last_review=next(iter(rows.last_reviews), None),
        promises=[_shortened(group, today) for group in page.promises],
        disputed=list(rows.disputed),
        tables=_open_tables(rows),
        declined=list(rows.declined),
        sides=sides_in(sides),
        plan=story_of(page.sides.plan, page.sides.functions),
        growers=growers_in(rows.goals),
        checks=checks_in(checks, today=today),
        assessments=[line for line in assessments if line.counts],
        officers=[line for line in officers if not (line.is_over or line.is_coming)],
        has_report=_is_serious(page) or bool(rows.reports),
        first_steps=first_steps_in(rows.first_steps, actor),
        events=list(rows.events),
        leads=list(rows.leads),
    )


def _shortened(group: PromiseGroup, today: date) -> PromiseGroup:
    """Keep what is late, and of each promise the next day."""
    kept, coming = [], set()
    for instance in group.instances:
        is_next = instance.commitment_id not in coming
        if instance.due_on >= today:
            coming.add(instance.commitment_id)
        if instance.due_on < today or is_next:
            kept.append(instance)
    return PromiseGroup(group.side, kept)


def _open_tables(rows: PackRows) -> list[OpenTable]:
    """Return what is open with its clock; the rules stand in the newest versions."""
    heads = {version.agreement_id: version for version in rows.heads}
    found = []
    for table in rows.tables:
        head = heads.get(table.agreement_id)
        waiting = clock(
            RenegotiationState(table.state),
            moments_of(table),
            answer_days=from_json(head.terms).rules.answer_days if head else None,
        )
        found.append(OpenTable(table, waiting))
    return found


def _is_serious(page: PartnershipPage) -> bool:
    """Tell whether a serious report is open: that stands in the status, for everybody.

    Others are known to whoever reads reports here, and to nobody else.
    """
    return any(fired.code == SERIOUS for fired in page.reviewed.standing.red)
