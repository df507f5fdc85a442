"""What do partners, agreements and reviews know of that a gate asks for?"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from agreements.models import Renegotiation
from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.models import GateNote
from eclt_partners.lifecycle.rules.closing import ClosingFacts, ClosingReview
from eclt_partners.lifecycle.rules.concluding import ConcludingFacts
from eclt_partners.lifecycle.rules.handing_over import HandoverFacts
from eclt_partners.lifecycle.rules.shaping import PartyFacts, ShapingFacts
from eclt_partners.lifecycle.selectors.gate_rows import GateRows
from partners.choices import CheckState, Side
from partners.models import AfterCheck, Partnership, PartnershipParty
from reviews.choices import AssessmentState
from reviews.models import Panelist, Review
from reviews.selectors.ground import agreement_ends, ends_in, indexes_in

# A full review due at most so long before the end closes the agreement; the product
# plans it 60 days before the last day (methods D2).
CLOSING_WINDOW: Final = timedelta(days=120)

Notes = dict[NoteKind, list[GateNote]]


def renegotiation_open(partnership: Partnership) -> bool:
    """Tell whether an agreement of the partnership is being talked about anew."""
    talks = Renegotiation.objects.filter(agreement__partnership=partnership)
    return talks.open().exists()


def with_talks(rows: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """Let partnerships carry `talks_open`: what `renegotiation_open` tells."""
    talks = Renegotiation.objects.filter(agreement__partnership=OuterRef("pk"))
    return rows.annotate(talks_open=Exists(talks.open()))


def shaping_facts(partnership: Partnership, rows: GateRows) -> ShapingFacts:
    """Return what gate G1 asks for. No query."""
    checked, stated = set(rows.checked), set(rows.stated)
    notes = notes_in(rows)
    return ShapingFacts(
        has_country=bool(partnership.country_id),
        has_foundation_lead=bool(rows.foundation_lead),
        parties=tuple(_party(party, checked, stated) for party in rows.parties),
        brings=_sides(notes, NoteKind.BRINGS),
        hopes=_sides(notes, NoteKind.HOPES),
        conflicts=_sides(notes, NoteKind.CONFLICT) | _stated(rows),
        has_references=NoteKind.REFERENCES in notes,
    )


def _stated(rows: GateRows) -> frozenset[Side]:
    """Return the sides that said which conflicts of interest they have, or none."""
    return _whole_sides(rows.stated, {party.pk for party in rows.parties})


def handover_facts(
    partnership: Partnership, rows: GateRows, *, today: date
) -> HandoverFacts:
    """Return what gate G3 asks for. No query."""
    notes, functions = notes_in(rows), list(rows.functions)
    return HandoverFacts(
        today=today,
        confirmed=_sides(notes, NoteKind.PLAN_CONFIRMED),
        has_functions=bool(functions),
        unread=tuple(each.name for each in functions if not each.readings.all()),
        staff_told=NoteKind.STAFF_TOLD in notes,
        community_told=NoteKind.COMMUNITY_TOLD in notes,
        government_told=NoteKind.GOVERNMENT_TOLD in notes,
        last_day=_last_day(partnership, rows),
    )


def closing_facts(
    partnership: Partnership, rows: GateRows, *, today: date, has_contact: bool
) -> ClosingFacts:
    """Return what gate G4 asks for. At most one query.

    Args:
        partnership: that closes its agreement.
        rows: of the partnership.
        today: in the country.
        has_contact: a person of the partner is named for the checks after the end.
    """
    notes, indexes = notes_in(rows), indexes_in(rows.read, today)
    return ClosingFacts(
        review=_closing_review(partnership, rows, today=today),
        unread_goals=tuple(
            str(goal.get_domain_display())
            for goal in rows.goals
            if not goal.readings.all()
        ),
        undecided=_undecided(rows, notes),
        has_contact=has_contact,
        money_known=NoteKind.FINAL_MONEY in notes,
        report_known=NoteKind.FINAL_REPORT in notes,
        readiness=indexes.get(partnership.pk),
    )


def concluding_facts(rows: GateRows) -> ConcludingFacts:
    """Return what gate G5 asks for. No query."""
    notes, checks = notes_in(rows), list(rows.checks)
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


def notes_in(rows: GateRows) -> Notes:
    """Return the notes of the present chapter, by kind."""
    found: Notes = {}
    for row in rows.notes:
        found.setdefault(NoteKind(row.kind), []).append(row)
    return found


def last_day_of(partnership: Partnership) -> date | None:
    """Return the last day of the latest agreement; None without one."""
    return agreement_ends([partnership.pk]).get(partnership.pk)


def _last_day(partnership: Partnership, rows: GateRows) -> date | None:
    return ends_in(rows.versions).get(partnership.pk)


def _sides(notes: Notes, kind: NoteKind) -> frozenset[Side]:
    return frozenset(Side(note.side) for note in notes.get(kind, []))


def _party(
    party: PartnershipParty, checked: set[int], stated: set[int | None]
) -> PartyFacts:
    lead = party.partner_lead
    return PartyFacts(
        name=party.partner.name,
        has_kind=bool(party.partner.kind),
        has_lead=lead is not None and lead.left_on is None,
        is_registered=bool(party.partner.registration_number),
        has_check=party.partner_id in checked,
        has_conflict_word=party.pk in stated,
        key=party.partner_id,
    )


def _undecided(rows: GateRows, notes: Notes) -> tuple[str, ...]:
    """Return what goes on and whose owner has said neither yes nor no.

    A refusal counts until the plan names somebody else.
    """
    declined = {
        (note.function_id, note.owner_name)
        for note in notes.get(NoteKind.OWNER_DECLINED, [])
    }
    refused = {function for function, _name in declined}
    return tuple(
        row.name
        for row in rows.functions
        if row.owner_accepted_on is None
        and (row.pk, row.owner_name) not in declined
        and (row.owner_name or row.pk not in refused)
    )


def _closing_review(
    partnership: Partnership, rows: GateRows, *, today: date
) -> ClosingReview | None:
    """Return the full review that closes the agreement: the latest one near its end.

    Who closes before the last day ends it today. One that is only planned stands back
    behind one that was held.
    """
    last_day = _last_day(partnership, rows)
    end = today if last_day is None else min(today, last_day)
    near = (each for each in rows.reviews if each.due_on >= end - CLOSING_WINDOW)
    review = next(near, None)
    return None if review is None else _panel_of(review, rows)


def _panel_of(review: Review, rows: GateRows) -> ClosingReview:
    parties = {party.pk for party in rows.parties}
    seats = Panelist.objects.filter(review=review, left_at=None)
    found = list(seats.values_list("party_id", "assessment__state"))
    answered = {party for party, state in found if state == AssessmentState.SUBMITTED}
    return ClosingReview(
        invited=_whole_sides({party for party, _state in found}, parties),
        answered=_whole_sides(answered, parties),
        uninvited=_missing_names(rows, {party for party, _state in found}),
        silent=_missing_names(rows, answered),
    )


def _missing_names(rows: GateRows, present: Collection[int | None]) -> tuple[str, ...]:
    """Return the names of the partners of a coalition that are not there."""
    parties = list(rows.parties)
    if len(parties) < 2:
        return ()
    return tuple(each.partner.name for each in parties if each.pk not in present)


def _whole_sides(found: Iterable[int | None], parties: set[int]) -> frozenset[Side]:
    """Return the sides that are there; of a coalition every party has to be."""
    present = set(found)
    sides = {Side.FOUNDATION} if None in present else set()
    return frozenset(sides | ({Side.PARTNER} if parties <= present else set()))
