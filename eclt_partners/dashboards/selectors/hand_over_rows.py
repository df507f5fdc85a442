"""Which rows does a handover pack read beside the page of the partnership?

Asked for once, together.
"""

from typing import Any, NamedTuple

from django.db.models import QuerySet

from agreements.choices import InstanceState, RenegotiationState
from agreements.models import AgreementVersion, CommitmentInstance, Renegotiation
from agreements.models.renegotiations import RenegotiationQuerySet
from agreements.selectors.tables import with_moments
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from partners.models import (
    AuthorisedOfficer,
    CapacityGoal,
    Event,
    Incident,
    Onboarding,
    OutsideAssessment,
    Partnership,
    StageChange,
)
from partners.selectors.assessments import assessments_of
from partners.selectors.capacity import goals_with_stories
from partners.selectors.checks import CheckRows, check_rows
from partners.selectors.expectations import SideRows, side_rows
from partners.selectors.officers import officers_of
from partners.selectors.onboarding import first_step_rows
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review


class PackRows(NamedTuple):
    """What a handover pack reads.

    Attributes:
        stages: every change of stage, newest first.
        last_reviews: the last completed full review with its talk, if any.
        disputed: due dates on which the sides do not agree.
        tables: changes that are open or put aside, with all that their clock asks for.
        heads: the newest version of each agreement that has such a change.
        declined: wishes for change that were declined.
        goals: with readings and comments.
        assessments: of the partners by others.
        officers: who may sign for the partners, at any time.
        reports: a confidential report, if there is one and the reader reads reports.
        first_steps: of the leads of today.
        events: all that was noted.
        leads: who began to lead, at any time.
    """

    stages: QuerySet[StageChange]
    last_reviews: QuerySet[Review]
    disputed: QuerySet[CommitmentInstance]
    tables: QuerySet[Renegotiation]
    heads: QuerySet[AgreementVersion]
    declined: QuerySet[Renegotiation]
    goals: QuerySet[CapacityGoal]
    assessments: QuerySet[OutsideAssessment]
    officers: QuerySet[AuthorisedOfficer]
    reports: QuerySet[Incident, Any]
    first_steps: QuerySet[Onboarding]
    events: QuerySet[Event]
    leads: QuerySet[Onboarding]


def pack_rows(
    actor: Actor, partnership: Partnership, partner_ids: list[int]
) -> tuple[PackRows, SideRows, CheckRows]:
    """Return the rows, the words of both sides and the checks of each other.

    Two queries: one for all, one for who belongs to the agreements of open changes.

    Args:
        actor: the reader.
        partnership: loaded in scope.
        partner_ids: its partners of today.
    """
    tables = _tables_of(partnership)
    rows = PackRows(
        stages=StageChange.objects.filter(partnership=partnership),
        last_reviews=_last_reviews(partnership),
        disputed=_disputed(partnership),
        tables=with_moments(tables.unfinished()),
        heads=_heads(tables.unfinished()),
        declined=tables.filter(state=RenegotiationState.DECLINED).order_by(
            "-closed_at"
        ),
        goals=goals_with_stories(partnership, None),
        assessments=assessments_of(partner_ids),
        officers=officers_of(partner_ids),
        reports=_reports(actor, partnership),
        first_steps=first_step_rows(partnership, actor),
        events=partnership.events.all(),
        leads=Onboarding.objects.filter(partnership=partnership).select_related(
            "user", "contact", "party__partner"
        ),
    )
    sides, checks = side_rows(partnership, None), check_rows(partnership, None)
    ask_together(*rows, *sides, *checks)
    return rows, sides, checks


def _last_reviews(partnership: Partnership) -> QuerySet[Review]:
    done = partnership.reviews.filter(
        kind=ReviewKind.FULL, state=ReviewState.COMPLETED
    ).select_related("talk")
    return done.order_by("-completed_on", "-pk")[:1]


def _disputed(partnership: Partnership) -> QuerySet[CommitmentInstance]:
    rows = CommitmentInstance.objects.filter(
        commitment__version__agreement__partnership=partnership,
        state=InstanceState.DISPUTED,
    )
    rows = rows.select_related("commitment__party__partner")
    return rows.order_by("due_on", "pk")


def _tables_of(partnership: Partnership) -> RenegotiationQuerySet:
    rows = Renegotiation.objects.filter(agreement__partnership=partnership)
    return rows.select_related("agreement", "raised_party__partner")


def _heads(tables: RenegotiationQuerySet) -> QuerySet[AgreementVersion]:
    """Return the newest versions of the agreements of these changes, with their rules."""
    rows = AgreementVersion.objects.filter(agreement__in=tables.values("agreement"))
    newest = rows.order_by("agreement_id", "-number").distinct("agreement_id")
    return newest.defer("canonical")


def _reports(actor: Actor, partnership: Partnership) -> QuerySet[Incident, Any]:
    """Return an open report, for whoever reads reports here, and for nobody else."""
    if not actor.may(Action.SEE_INCIDENTS, country=partnership.country_id):
        return Incident.objects.none()
    seen = Incident.objects.visible_to(actor).open().filter(partnership=partnership)
    return seen.values_list("pk")[:1]
