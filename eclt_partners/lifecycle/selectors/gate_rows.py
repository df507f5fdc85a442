"""Which rows do all gates of a partnership read? Asked for once, together."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from agreements.models import AgreementVersion
from eclt_partners.accounts.models import User
from eclt_partners.common.asking import ask_together
from eclt_partners.lifecycle.models import GateNote
from partners.choices import CheckDirection, Fate
from partners.models import (
    AfterCheck,
    CapacityGoal,
    Function,
    InterestStatement,
    Partnership,
    PartnershipParty,
    SafeguardingCheck,
)
from partners.selectors.chapters import chapter_start
from reviews.choices import ReviewState
from reviews.models import Review
from reviews.selectors.ground import functions_of, versions_of


@dataclass(frozen=True, slots=True)
class GateRows:
    """What the gates of one partnership read.

    Attributes:
        foundation_lead: nobody when that person can no longer sign in.
        parties: present, with their partners and leads.
        checked: ids of the partners whose safeguarding was checked.
        notes: since the partnership began its present chapter.
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
        notes=_notes(partnership),
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


def _notes(partnership: Partnership) -> QuerySet[GateNote]:
    """Return the notes since the partnership began its present chapter.

    What was said before an end does not open the gates of a new chapter.
    """
    rows = GateNote.objects.filter(partnership=partnership).annotate(
        start=chapter_start("partnership")
    )
    return rows.filter(Q(start=None) | Q(noted_at__gt=F("start")))
