"""How does a history name an object, in the words of its reader?

The audit keeps of some objects a text of no language: a code, a number, a day. What was
kept as words before stays as it is.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from django.db.models import Model, TextChoices
from django.utils.translation import gettext as _

from agreements.models import AgreementVersion, PeriodResult, Proposal
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.words import plain_date
from partners.choices import EventKind, FlagKind
from partners.models import AfterCheck, Event, PartnerFlag
from reviews.choices import ReviewKind
from reviews.models import Review


def subject_words(entry: AuditEntry) -> str:
    """Return the name of what an entry is about; "" when the audit keeps none."""
    words = _WORDS.get(entry.subject_type)
    if words is None or not entry.subject_text:
        return entry.subject_text
    try:
        return words(entry.subject_text)
    except ValueError:
        return entry.subject_text


def _label(kinds: type[TextChoices]) -> Callable[[str], str]:
    return lambda code: str(kinds(code).label)


def review_words(text: str) -> str:
    """Return "Full review, 3 Nov 2026" for what the audit keeps of a review.

    Raises:
        ValueError: the text is none of a review.
    """
    kind, _space, day = text.partition(" ")
    return f"{ReviewKind(kind).label}, {plain_date(date.fromisoformat(day))}"


def _version(text: str) -> str:
    return _("Version %(number)s") % {"number": int(text.removeprefix("version "))}


def _proposal(text: str) -> str:
    return _("Proposal %(number)s") % {"number": int(text.removeprefix("proposal "))}


def _period(text: str) -> str:
    days = [plain_date(date.fromisoformat(day)) for day in text.split("/")]
    return " \N{EN DASH} ".join(days)


def _check(text: str) -> str:
    month, _comma, day = text.removeprefix("+").partition(", ")
    after = _("%(month)s months after the end") % {"month": int(month)}
    return f"{after}, {plain_date(date.fromisoformat(day))}"


_OF: Final[Mapping[type[Model], Callable[[str], str]]] = {
    AfterCheck: _check,
    AgreementVersion: _version,
    Event: _label(EventKind),
    PartnerFlag: _label(FlagKind),
    PeriodResult: _period,
    Proposal: _proposal,
    Review: review_words,
}
_WORDS: Final = {model._meta.label_lower: words for model, words in _OF.items()}
