"""Which day does a person mean, and how is a day written so that nobody misreads it?"""

import re
from collections.abc import Sequence
from datetime import date
from enum import Enum

from eclt_partners.common.rules.alphabet import without_accents

MonthNames = Sequence[str]

_FILLERS = frozenset({"de", "del", "of", "the", "le", "er", "st", "nd", "rd", "th"})
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WRITTEN = re.compile(r"\b(\d{1,2}(?:er)? [^\W\d_]{3,10} (?:19|20|21)\d\d)\b")
_SHORTEST = 3
_NEVER_CUT = {"aout", "mars"}
_LONGEST = 60
# Nobody's agreement or registration lies outside; sums of days stay far from the ends
# of the calendar of Python, where they break.
FIRST_YEAR, LAST_YEAR = 1900, 2199


class DateProblem(Enum):
    """Why a text is no date."""

    NOT_A_DATE = "not a date"
    UNKNOWN_MONTH = "unknown month"
    SHORT_YEAR = "short year"
    FAR_YEAR = "far year"
    NOT_REAL = "not real"


class NotADate(ValueError):
    """The text names no day.

    Attributes:
        problem: what is wrong with it.
    """

    def __init__(self, problem: DateProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def parse_date(text: str, languages: Sequence[MonthNames]) -> date:
    """Read a date written day first, or as ISO, or with the month in letters.

    Args:
        text: what was typed, such as "27 3 2026", "27/03/2026" or "27 mars 2026".
        languages: twelve month names per language; earlier languages win.

    Raises:
        NotADate: with the problem.
    """
    if len(text) > _LONGEST:
        raise NotADate(DateProblem.NOT_A_DATE)
    iso = _ISO.fullmatch(text.strip())
    if iso:
        year, month, day = (int(part) for part in iso.groups())
        return _real_date(year, month, day)
    day_text, month_text, year_text = _parts(text)
    if not (day_text.isdecimal() and year_text.isdecimal()):
        raise NotADate(DateProblem.NOT_A_DATE)
    if len(year_text) != 4:
        raise NotADate(DateProblem.SHORT_YEAR)
    return _real_date(
        int(year_text), _month_number(month_text, languages), int(day_text)
    )


def _parts(text: str) -> tuple[str, str, str]:
    """Split what was typed into day, month and year; the month may come first."""
    words = re.findall(r"\d+|[^\W\d_]+", without_accents(text))
    parts = [word for word in words if word not in _FILLERS]
    if len(parts) != 3:
        raise NotADate(DateProblem.NOT_A_DATE)
    first, second, year = parts
    return (first, second, year) if first.isdecimal() else (second, first, year)


def short_month(number: int, names: MonthNames) -> str:
    """The shortest start of a month's name, 3 letters or more, that means only it.

    French needs "juin" and "juil", because "jui" could be both; nobody knows "aoû", and
    "mar" is a Tuesday.
    """
    name = names[number - 1]
    if without_accents(name) in _NEVER_CUT:
        return name
    others = [without_accents(other) for other in names if other != name]
    for length in range(_SHORTEST, len(name)):
        start = without_accents(name[:length])
        if not any(other.startswith(start) for other in others):
            return name[:length]
    return name


def cut_at_dates(text: str) -> list[str]:
    """Cut a text into parts, each second of which is a date such as "3 Nov 2026"."""
    return _WRITTEN.split(text)


def whole_dates(text: str) -> str:
    """Return a text in which no line ends within a date such as "3 Nov 2026"."""
    return _WRITTEN.sub(lambda hit: hit[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


def _month_number(text: str, languages: Sequence[MonthNames]) -> int:
    if text.isdecimal():
        return int(text)
    for names in languages:
        folded = [without_accents(name) for name in names]
        if text in folded:
            return folded.index(text) + 1
        fits = [n for n, name in enumerate(folded, 1) if name.startswith(text)]
        if len(text) >= _SHORTEST and len(fits) == 1:
            return fits[0]
    raise NotADate(DateProblem.UNKNOWN_MONTH)


def _real_date(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except (ValueError, OverflowError):
        raise NotADate(DateProblem.NOT_REAL) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise NotADate(DateProblem.FAR_YEAR)
    return found
