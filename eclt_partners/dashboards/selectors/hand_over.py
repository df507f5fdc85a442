"""What must somebody know who takes a partnership over, as far as the reader may see it?

Nothing is shown here that the reader could not find on other pages: no private note, no
single answer, no lowest value of a side, and nothing of a report about safety but that
there is one, for those who know it anyway (rulings 10, methods B5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agreements.choices import InstanceState, RenegotiationState
from agreements.models import CommitmentInstance, Renegotiation
from agreements.models.renegotiations import RenegotiationQuerySet
from agreements.rules.clocks import Clock, clock
from agreements.rules.terms_reading import from_json
from agreements.selectors.tables import moments_of, with_moments
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.dashboards.selectors.agreements import AgreementRow
from eclt_partners.dashboards.selectors.partnership import (
    PartnershipPage,
    PromiseGroup,
    partnership_page,
)
from partners.models import Incident, Partnership, StageChange
from partners.selectors.assessments import (
    AssessmentLine,
    assessment_lines,
    assessments_of,
)
from partners.selectors.capacity import Grower, growers
from partners.selectors.checks import ChecksPage, checks_page
from partners.selectors.expectations import SideWords, sides_of
from partners.selectors.officers import OfficerLine, officer_lines, officers_of
from partners.selectors.onboarding import FirstSteps, first_steps_at
from partners.selectors.plans import PlanStory, plan_story
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review

SERIOUS = "R5"


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A change that is open or put aside, and what is waited for."""

    table: Renegotiation
    waiting: Clock | None


@dataclass(frozen=True, slots=True)
class HandOver:
    """The hand-over pack of one partnership, for one reader, on one day.

    Attributes:
        page: what the page of the partnership says.
        today: the day in the country.
        stage_since: the day on which its stage was noted, or None.
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
    """

    page: PartnershipPage
    today: date
    stage_since: date | None
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


def hand_over(actor: Actor, partnership: Partnership, *, today: date) -> HandOver:
    """Return the pack; the number of queries does not depend on how much there is.

    Args:
        actor: the reader.
        partnership: loaded in scope, with country and lead.
        today: the day in the country.
    """
    page = partnership_page(actor, partnership, today=today)
    assessments, officers = _of_the_partners(page, today)
    return HandOver(
        page=page,
        today=today,
        stage_since=_stage_since(partnership),
        last_review=_last_review(partnership),
        promises=[_shortened(group, today) for group in page.promises],
        disputed=_disputed(partnership),
        tables=_tables(partnership, page.agreements),
        declined=list(
            _tables_of(partnership)
            .filter(state=RenegotiationState.DECLINED)
            .order_by("-closed_at")
        ),
        sides=sides_of(partnership, None),
        plan=plan_story(partnership),
        growers=growers(partnership, None),
        checks=checks_page(partnership, None, today=today),
        assessments=assessments,
        officers=officers,
        has_report=_has_report(actor, page),
        first_steps=first_steps_at(partnership, actor),
    )


def _of_the_partners(
    page: PartnershipPage, today: date
) -> tuple[list[AssessmentLine], list[OfficerLine]]:
    """Return what others found that still counts, and who may sign. One query."""
    ids = [party.partner_id for party in page.sides.parties]
    assessments, officers = assessments_of(ids), officers_of(ids)
    ask_together(assessments, officers)
    found = assessment_lines(assessments, today=today)
    people = officer_lines(officers, today=today)
    return (
        [line for line in found if line.counts],
        [line for line in people if not (line.is_over or line.is_coming)],
    )


def _stage_since(partnership: Partnership) -> date | None:
    newest = StageChange.objects.filter(partnership=partnership).first()
    return newest.changed_on if newest else None


def _last_review(partnership: Partnership) -> Review | None:
    done = partnership.reviews.filter(
        kind=ReviewKind.FULL, state=ReviewState.COMPLETED
    ).select_related("talk")
    return done.order_by("-completed_on", "-pk").first()


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


def _disputed(partnership: Partnership) -> list[CommitmentInstance]:
    rows = CommitmentInstance.objects.filter(
        commitment__version__agreement__partnership=partnership,
        state=InstanceState.DISPUTED,
    )
    return list(rows.select_related("commitment").order_by("due_on", "pk"))


def _tables(
    partnership: Partnership, agreements: Sequence[AgreementRow]
) -> list[OpenTable]:
    """Return what is open with its clock; the rules stand in the newest versions."""
    newest = {row.agreement.pk: row.versions[0] for row in agreements if row.versions}
    found = []
    for table in with_moments(_tables_of(partnership).unfinished()):
        head = newest.get(table.agreement_id)
        waiting = clock(
            RenegotiationState(table.state),
            moments_of(table),
            answer_days=from_json(head.terms).rules.answer_days if head else None,
        )
        found.append(OpenTable(table, waiting))
    return found


def _tables_of(partnership: Partnership) -> RenegotiationQuerySet:
    rows = Renegotiation.objects.filter(agreement__partnership=partnership)
    return rows.select_related("agreement", "raised_party__partner")


def _has_report(actor: Actor, page: PartnershipPage) -> bool:
    """Tell whether there is a confidential report that the reader may know of.

    That a serious one is open stands in the status, for everybody. Others are known to
    whoever reads reports here, and to nobody else.
    """
    partnership = page.partnership
    if any(fired.code == SERIOUS for fired in page.reviewed.standing.red):
        return True
    if not actor.may(Action.SEE_INCIDENTS, country=partnership.country_id):
        return False
    seen = Incident.objects.visible_to(actor).open()
    return seen.filter(partnership=partnership).exists()
