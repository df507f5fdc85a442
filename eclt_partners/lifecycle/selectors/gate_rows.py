"""Which rows do all gates of a partnership read? Asked for once, together."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from agreements.models import AgreementVersion
from eclt_partners.accounts.models import User
from eclt_partners.common.asking import ask_together
from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.models import GateNote
from partners.choices import CheckDirection, Fate, Stage
from partners.models import (
    AfterCheck,
    CapacityGoal,
    Function,
    InterestStatement,
    Partnership,
    PartnershipParty,
    SafeguardingCheck,
    StageChange,
)
from partners.selectors.chapters import chapter_start
from reviews.choices import ReviewState
from reviews.models import Review
from reviews.selectors.ground import functions_of, versions_of

# What is noted about one handover and its closing; the next one asks for it anew.
OF_A_HANDOVER: Final = (
    NoteKind.PLAN_CONFIRMED,
    NoteKind.STAFF_TOLD,
    NoteKind.COMMUNITY_TOLD,
    NoteKind.GOVERNMENT_TOLD,
    NoteKind.FINAL_MONEY,
    NoteKind.FINAL_REPORT,
)


@dataclass(frozen=True, slots=True)
class GateRows:
    """What the gates of one partnership read.

    Attributes:
        foundation_lead: nobody when that person can no longer sign in.
        parties: present, with their partners and leads.
        checked: ids of the partners whose safeguarding was checked.
        notes: that count, see `notes_that_count`.
        stated: who said which conflicts of interest there are.
        functions: that are to go on, with their readings.
        read: see `functions_of`.
        versions: see `versions_of`.
        reviews: full ones; those that are only planned stand behind the others.
        goals: with their readings.
        checks: after an end, with their reports.
    """

    foundation_lead: QuerySet[User]
    parties: QuerySet[PartnershipParty]
    checked: QuerySet[SafeguardingCheck, int]
    notes: QuerySet[GateNote]
    stated: QuerySet[InterestStatement, Any]
    functions: QuerySet[Function]
    read: QuerySet[Function]
    versions: QuerySet[AgreementVersion, Any]
    reviews: QuerySet[Review]
    goals: QuerySet[CapacityGoal]
    checks: QuerySet[AfterCheck]


def gate_rows(partnership: Partnership, *, today: date) -> GateRows:
    """Return what all gates of a partnership read. One query.

    Args:
        partnership: where.
        today: in the country.
    """
    parties = partnership.parties.filter(to_on=None)
    parties = parties.select_related("partner", "partner_lead")
    functions = Function.objects.filter(plan__partnership=partnership)
    rows = GateRows(
        foundation_lead=User.objects.filter(
            pk=partnership.foundation_lead_id or 0, is_active=True
        ),
        parties=parties,
        checked=SafeguardingCheck.objects.filter(
            partner__in=parties.values("partner"), direction=CheckDirection.PARTNER
        ).values_list("partner_id", flat=True),
        notes=notes_that_count(partnership),
        stated=partnership.interest_statements.values_list("party_id", flat=True),
        functions=functions.exclude(fate=Fate.STOP).prefetch_related("readings"),
        read=functions_of([partnership.pk], today),
        versions=versions_of([partnership.pk]),
        reviews=Review.objects.full()
        .filter(partnership=partnership)
        .exclude(state=ReviewState.CANCELLED)
        .alias(is_only_planned=Q(state=ReviewState.SCHEDULED))
        .order_by("is_only_planned", "-due_on", "-pk"),
        goals=partnership.capacity_goals.prefetch_related("readings"),
        checks=AfterCheck.objects.filter(partnership=partnership).select_related(
            "report"
        ),
    )
    ask_together(
        rows.foundation_lead,
        rows.parties,
        rows.checked,
        rows.notes,
        rows.stated,
        rows.functions,
        rows.read,
        rows.versions,
        rows.reviews,
        rows.goals,
        rows.checks,
    )
    return rows


def notes_that_count(partnership: Partnership) -> QuerySet[GateNote]:
    """Return the notes since the partnership began its present chapter.

    What was said before an end does not open the gates of a new chapter, and what was
    said about a handover does not open those of the next one, when a new agreement led
    back to working together (methods A2).
    """
    rows = GateNote.objects.filter(partnership=partnership).annotate(
        start=chapter_start("partnership"), turned_back_at=_turned_back("partnership")
    )
    is_of_an_earlier_one = Q(kind__in=OF_A_HANDOVER, noted_at__lte=F("turned_back_at"))
    return rows.filter(
        Q(start=None) | Q(noted_at__gt=F("start")),
        Q(turned_back_at=None) | ~is_of_an_earlier_one,
    )


def _turned_back(partnership: str) -> Subquery:
    """Return when a handover last ended with a new agreement; null without one."""
    back = StageChange.objects.filter(
        partnership=OuterRef(partnership),
        from_stage=Stage.TRANSITION,
        to_stage=Stage.ACTIVE,
    )
    return Subquery(back.order_by("-changed_at").values("changed_at")[:1])
