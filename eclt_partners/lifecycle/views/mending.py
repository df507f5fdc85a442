"""Where does a person mend what a gate misses? No line is a dead end."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.rules.lines import Gap, Lack
from eclt_partners.lifecycle.words import gap_words
from partners.models import Partnership

NOTE_OF: Final[Mapping[Lack, NoteKind]] = {
    Lack.NOTHING_BROUGHT: NoteKind.BRINGS,
    Lack.NOTHING_HOPED: NoteKind.HOPES,
    Lack.NO_CONFLICT_WORD: NoteKind.CONFLICT,
    Lack.NO_REFERENCES: NoteKind.REFERENCES,
    Lack.PLAN_NOT_CONFIRMED: NoteKind.PLAN_CONFIRMED,
    Lack.STAFF_NOT_TOLD: NoteKind.STAFF_TOLD,
    Lack.COMMUNITY_NOT_TOLD: NoteKind.COMMUNITY_TOLD,
    Lack.GOVERNMENT_NOT_TOLD: NoteKind.GOVERNMENT_TOLD,
    Lack.OWNER_UNDECIDED: NoteKind.OWNER_DECLINED,
    Lack.MONEY_UNKNOWN: NoteKind.FINAL_MONEY,
    Lack.REPORT_UNKNOWN: NoteKind.FINAL_REPORT,
    Lack.NO_LESSON: NoteKind.LESSON,
}
PAGE_OF: Final[Mapping[Lack, str]] = {
    Lack.NO_FOUNDATION_LEAD: "partners:partnership_edit",
    Lack.NO_PARTNER_LEAD: "partners:partnership_edit",
    Lack.NO_COUNTRY: "partners:partnership_edit",
    Lack.NO_CLOSING_REVIEW: "reviews:schedule",
    Lack.LATE_HANDOVER: "agreements:new",
}
# Parts of the page of the partnership.
PART_OF: Final[Mapping[Lack, str]] = {
    Lack.NOT_ASSESSED: "plan",
    Lack.NO_FUNCTION: "plan",
    Lack.NOT_READY: "plan",
    Lack.GOAL_NOT_READ: "capacity",
    Lack.SIDE_NOT_INVITED: "reviews",
    Lack.FOUNDATION_SILENT: "reviews",
    Lack.PARTNER_SILENT: "reviews",
    Lack.NO_PARTNER_KIND: "people",
    Lack.NO_REGISTRATION: "people",
    Lack.NO_SAFEGUARDING_CHECK: "checks",
}
OF_THE_CHECKS: Final = frozenset({Lack.CHECK_OPEN, Lack.NO_OUTCOME})


@dataclass(frozen=True, slots=True)
class Mending:
    """One thing that is missing, and where to mend it ("" = in the step's form)."""

    words: str
    url: str


def mending(gap: Gap, partnership: Partnership) -> Mending:
    """Return the sentence of a gap and the page that mends it."""
    return Mending(gap_words(gap), _url(gap.lack, partnership))


def _url(lack: Lack, partnership: Partnership) -> str:
    if lack in NOTE_OF:
        return reverse("lifecycle:note", args=[partnership.pk, NOTE_OF[lack]])
    if lack in PAGE_OF:
        return reverse(PAGE_OF[lack], args=[partnership.pk])
    if lack in PART_OF:
        page = reverse("dashboards:partnership", args=[partnership.pk])
        return f"{page}#{PART_OF[lack]}"
    return "#checks" if lack in OF_THE_CHECKS else ""
