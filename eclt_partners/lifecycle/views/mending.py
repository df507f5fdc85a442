"""Where does a person mend what a gate misses? No line is a dead end."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.rules.lines import Gap, Lack
from eclt_partners.lifecycle.words import gap_words
from partners.choices import Side
from partners.models import Partnership

NOTE_OF: Final[Mapping[Lack, NoteKind]] = {
    Lack.NOTHING_BROUGHT: NoteKind.BRINGS,
    Lack.NOTHING_HOPED: NoteKind.HOPES,
    Lack.NO_REFERENCES: NoteKind.REFERENCES,
    Lack.PLAN_NOT_CONFIRMED: NoteKind.PLAN_CONFIRMED,
    Lack.STAFF_NOT_TOLD: NoteKind.STAFF_TOLD,
    Lack.COMMUNITY_NOT_TOLD: NoteKind.COMMUNITY_TOLD,
    Lack.GOVERNMENT_NOT_TOLD: NoteKind.GOVERNMENT_TOLD,
    Lack.MONEY_UNKNOWN: NoteKind.FINAL_MONEY,
    Lack.REPORT_UNKNOWN: NoteKind.FINAL_REPORT,
    Lack.NO_LESSON: NoteKind.LESSON,
}
PAGE_OF: Final[Mapping[Lack, str]] = {
    Lack.NO_FOUNDATION_LEAD: "partners:partnership_edit",
    Lack.NO_PARTNER_LEAD: "partners:partnership_edit",
    Lack.NO_COUNTRY: "partners:partnership_edit",
    Lack.NO_CONFLICT_WORD: "partners:interests",
    Lack.NO_CLOSING_REVIEW: "reviews:schedule",
    Lack.LATE_HANDOVER: "agreements:new",
    Lack.NO_OUTCOME: "lifecycle:checks_new",
    Lack.NOT_ASSESSED: "partners:plan",
    Lack.NO_FUNCTION: "partners:plan",
    Lack.NOT_READY: "partners:plan",
    Lack.OWNER_UNDECIDED: "partners:plan",
    Lack.GOAL_NOT_READ: "partners:capacity",
    Lack.NO_SAFEGUARDING_CHECK: "partners:check_new",
}
# Parts of the page of the partnership.
PART_OF: Final[Mapping[Lack, str]] = {
    Lack.SIDE_NOT_INVITED: "reviews",
    Lack.FOUNDATION_SILENT: "reviews",
    Lack.PARTNER_SILENT: "reviews",
}
# What is written on the page of the partner itself.
PARTNER_LACKS: Final = frozenset({Lack.NO_PARTNER_KIND, Lack.NO_REGISTRATION})


@dataclass(frozen=True, slots=True)
class Mending:
    """One thing that is missing, and where to mend it.

    Attributes:
        words: what is missing.
        url: the page that mends it; "" = in the step's form.
        other_words: another way out; "" when there is none.
        other_url: its page.
    """

    words: str
    url: str
    other_words: str = ""
    other_url: str = ""


def mending(gap: Gap, partnership: Partnership) -> Mending:
    """Return the sentence of a gap and the page that mends it."""
    words, url = gap_words(gap), _url(gap, partnership)
    if gap.lack is Lack.NO_LESSON and gap.about == Side.PARTNER:
        silent = _note(NoteKind.NO_REPLY, partnership)
        return Mending(words, url, _("Or note three tries without a reply"), silent)
    if gap.lack is Lack.OWNER_UNDECIDED:
        declined = _note(NoteKind.OWNER_DECLINED, partnership)
        return Mending(words, url, _("Or note that the owner said no"), declined)
    return Mending(words, url)


def _note(kind: NoteKind, partnership: Partnership, about: str = "") -> str:
    """Return the page of a note; the side that the line is about is chosen there."""
    page = reverse("lifecycle:note", args=[partnership.pk, kind])
    return f"{page}?side={about}" if about in Side.values else page


def _url(gap: Gap, partnership: Partnership) -> str:
    lack = gap.lack
    if lack in NOTE_OF:
        return _note(NOTE_OF[lack], partnership, gap.about)
    if lack in PAGE_OF:
        return reverse(PAGE_OF[lack], args=[partnership.pk])
    if lack in PART_OF:
        page = reverse("dashboards:partnership", args=[partnership.pk])
        return f"{page}#{PART_OF[lack]}"
    if lack in PARTNER_LACKS:
        return reverse("partners:edit", args=[gap.key])
    return reverse("lifecycle:check", args=[gap.key]) if gap.key else ""
