"""How are rhythms said in the reader's language?"""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext, ngettext

from agreements.choices import RhythmKind
from agreements.rules.rhythms import Rhythm


def how_often(kind: str, number: int | None, words: str) -> str:
    """Say a rhythm in the reader's language, or as it was typed; "" for a single day.

    Args:
        kind: a `RhythmKind`, or "".
        number: how many months, weeks or days, or which day; or None.
        words: the rhythm in the words of the agreement, where no kind fits.
    """
    return rhythm_words(Rhythm(RhythmKind(kind), number)) if kind else words


def rhythm_words(rhythm: Rhythm) -> str:
    """Say how often a promise comes due: "every 3 months"."""
    if rhythm.number is None:
        return str(rhythm.kind.label)
    return _WITH_NUMBER[rhythm.kind](rhythm.number)


def _months(number: int) -> str:
    text = ngettext("Every %(number)d month", "Every %(number)d months", number)
    return text % {"number": number}


def _weeks(number: int) -> str:
    text = ngettext("Every %(number)d week", "Every %(number)d weeks", number)
    return text % {"number": number}


def _month_day(number: int) -> str:
    return gettext("Every month, on day %(number)d") % {"number": number}


def _after_request(number: int) -> str:
    text = ngettext(
        "Within %(number)d working day of each request",
        "Within %(number)d working days of each request",
        number,
    )
    return text % {"number": number}


_WITH_NUMBER: Final[Mapping[RhythmKind, Callable[[int], str]]] = {
    RhythmKind.MONTHS: _months,
    RhythmKind.WEEKS: _weeks,
    RhythmKind.MONTH_DAY: _month_day,
    RhythmKind.AFTER_REQUEST: _after_request,
}
