"""What do partners, agreements and reviews know of that a gate asks for?"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from django.db.models import F, Q, Subquery

from agreements.models import Renegotiation
from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.models import GateNote
from eclt_partners.lifecycle.rules.closing import ClosingFacts, ClosingReview
from eclt_partners.lifecycle.rules.concluding import ConcludingFacts
from eclt_partners.lifecycle.rules.handing_over import HandoverFacts
from eclt_partners.lifecycle.rules.shaping import PartyFacts, ShapingFacts
from partners.choices import CheckDirection, CheckState, Fate, Side, Stage
from partners.models import (
    AfterCheck,
    Function,
    Partnership,
    PartnershipParty,
    SafeguardingCheck,
)
from reviews.choices import AssessmentState, ReviewState
from reviews.models import Panelist, Review
from reviews.selectors.ground import agreement_ends, handover_indexes

# A full review due at most so long before the end closes the agreement; the product
# plans it 60 days before the last day (methods D2).
CLOSING_WINDOW: Final = timedelta(days=120)

Notes = dict[NoteKind, list[GateNote]]


def renegotiation_open(partnership: Partnership) -> bool:
    """Tell whether an agreement of the partnership is being talked about anew."""
    talks = Renegotiation.objects.filter(agreement__partnership=partnership)
    return talks.open().exists()


def shaping_facts(partnership: Partnership) -> ShapingFacts:
    """Return what gate G1 asks for. Four queries."""
    parties = _parties(partnership)
    checked = set(
        SafeguardingCheck.objects.filter(
            partner__in=[party.partner_id for party in parties],
            direction=CheckDirection.PARTNER,
        ).values_list("partner_id", flat=True)
    )
    notes = notes_of(partnership)
    return ShapingFacts(
        has_country=bool(partnership.country_id),
        has_foundation_lead=partnership.foundation_lead_id is not None,
        parties=tuple(_party(party, checked) for party in parties),
        brings=_sides(notes, NoteKind.BRINGS),
        hopes=_sides(notes, NoteKind.HOPES),
        conflicts=_sides(notes, NoteKind.CONFLICT) | _stated(partnership, parties),
        has_references=NoteKind.REFERENCES in notes,
    )


def _stated(
    partnership: Partnership, parties: Sequence[PartnershipParty]
) -> frozenset[Side]:
    """Return the sides that said which conflicts of interest they have, or none."""
    stated = set(partnership.interest_statements.values_list("party_id", flat=True))
    return _whole_sides(stated, {party.pk for party in parties})


def handover_facts(partnership: Partnership, *, today: date) -> HandoverFacts:
    """Return what gate G3 asks for. Four queries."""
    notes, functions = notes_of(partnership), _going_on(partnership)
    return HandoverFacts(
        today=today,
        confirmed=_sides(notes, NoteKind.PLAN_CONFIRMED),
        has_functions=bool(functions),
        unread=tuple(each.name for each in functions if not each.readings.all()),
        staff_told=NoteKind.STAFF_TOLD in notes,
        community_told=NoteKind.COMMUNITY_TOLD in notes,
        government_told=NoteKind.GOVERNMENT_TOLD in notes,
        last_day=last_day_of(partnership),
    )


def closing_facts(
    partnership: Partnership, *, today: date, has_contact: bool
) -> ClosingFacts:
    """Return what gate G4 asks for; a fixed number of queries.

    Args:
        partnership: that closes its agreement.
        today: in the country.
        has_contact: a person of the partner is named for the checks after the end.
    """
    notes = notes_of(partnership)
    goals = partnership.capacity_goals.prefetch_related("readings")
    indexes = handover_indexes([partnership.pk], today)
    return ClosingFacts(
        review=_closing_review(partnership, today=today),
        unread_goals=tuple(
            str(goal.get_domain_display()) for goal in goals if not goal.readings.all()
        ),
        undecided=_undecided(partnership, notes),
        has_contact=has_contact,
        money_known=NoteKind.FINAL_MONEY in notes,
        report_known=NoteKind.FINAL_REPORT in notes,
        readiness=indexes.get(partnership.pk),
    )


def concluding_facts(partnership: Partnership) -> ConcludingFacts:
    """Return what gate G5 asks for. Two queries."""
    notes = notes_of(partnership)
    checks = list(
        AfterCheck.objects.filter(partnership=partnership).select_related("report")
    )
    return ConcludingFacts(
        open_checks=tuple(
            (check.month, check.pk)
            for check in checks
            if check.state == CheckState.SCHEDULED
        ),
        checks_count=len(checks),
        lessons=_sides(notes, NoteKind.LESSON) | _told_lessons(checks),
        partner_silent=NoteKind.NO_REPLY in notes,
    )


def _told_lessons(checks: Sequence[AfterCheck]) -> frozenset[Side]:
    """Return the partner when it told a check of the last end what to do differently."""
    last_end = max((check.ended_on for check in checks), default=None)
    reports = [
        getattr(check, "report", None) for check in checks if check.ended_on == last_end
    ]
    told = any(report is not None and report.is_lesson for report in reports)
    return frozenset({Side.PARTNER}) if told else frozenset()


def notes_of(partnership: Partnership) -> Notes:
    """Return the notes since the partnership began its present chapter, by kind.

    What was said before an end does not open the gates of a new chapter.
    """
    began = partnership.stage_changes.filter(to_stage=Stage.SHAPING).exclude(
        from_stage__in=["", Stage.EXPLORING]
    )
    start = Subquery(began.order_by("-changed_at").values("changed_at")[:1])
    rows = GateNote.objects.filter(partnership=partnership).annotate(start=start)
    found: Notes = {}
    for row in rows.filter(Q(start=None) | Q(noted_at__gt=F("start"))):
        found.setdefault(NoteKind(row.kind), []).append(row)
    return found


def last_day_of(partnership: Partnership) -> date | None:
    """Return the last day of the latest agreement; None without one."""
    return agreement_ends([partnership.pk]).get(partnership.pk)


def _sides(notes: Notes, kind: NoteKind) -> frozenset[Side]:
    return frozenset(Side(note.side) for note in notes.get(kind, []))


def _parties(partnership: Partnership) -> list[PartnershipParty]:
    return list(partnership.parties.filter(to_on=None).select_related("partner"))


def _party(party: PartnershipParty, checked: set[int]) -> PartyFacts:
    return PartyFacts(
        name=party.partner.name,
        has_kind=bool(party.partner.kind),
        has_lead=party.partner_lead_id is not None,
        is_registered=bool(party.partner.registration_number),
        has_check=party.partner_id in checked,
    )


def _going_on(partnership: Partnership) -> list[Function]:
    rows = Function.objects.filter(plan__partnership=partnership)
    return list(rows.exclude(fate=Fate.STOP).prefetch_related("readings"))


def _undecided(partnership: Partnership, notes: Notes) -> tuple[str, ...]:
    """Return what goes on and whose owner has said neither yes nor no."""
    declined = {note.function_id for note in notes.get(NoteKind.OWNER_DECLINED, [])}
    rows = Function.objects.filter(
        plan__partnership=partnership, owner_accepted_on=None
    )
    return tuple(
        row.name for row in rows.exclude(fate=Fate.STOP) if row.pk not in declined
    )


def _closing_review(partnership: Partnership, *, today: date) -> ClosingReview | None:
    """Return the full review that closes the agreement: the latest one near its end.

    Who closes before the last day ends it today. One that is only planned stands back
    behind one that was held.
    """
    last_day = last_day_of(partnership)
    end = today if last_day is None else min(today, last_day)
    review = (
        Review.objects.full()
        .filter(partnership=partnership, due_on__gte=end - CLOSING_WINDOW)
        .exclude(state=ReviewState.CANCELLED)
        .alias(is_only_planned=Q(state=ReviewState.SCHEDULED))
        .order_by("is_only_planned", "-due_on", "-pk")
        .first()
    )
    return None if review is None else _panel_of(review)


def _panel_of(review: Review) -> ClosingReview:
    parties = {party.pk for party in _parties(review.partnership)}
    seats = Panelist.objects.filter(review=review, left_at=None)
    invited = set(seats.values_list("party_id", flat=True))
    sent = seats.filter(assessment__state=AssessmentState.SUBMITTED)
    answered = set(sent.values_list("party_id", flat=True))
    return ClosingReview(
        invited=_whole_sides(invited, parties),
        answered=_whole_sides(answered, parties),
    )


def _whole_sides(found: Iterable[int | None], parties: set[int]) -> frozenset[Side]:
    """Return the sides that are there; of a coalition every party has to be."""
    present = set(found)
    sides = {Side.FOUNDATION} if None in present else set()
    return frozenset(sides | ({Side.PARTNER} if parties <= present else set()))
