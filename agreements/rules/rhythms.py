"""On which days is a promise due that comes again and again?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile
from typing import Final

from agreements.choices import RhythmKind
from partners.rules.months import add_months

# Three years of weeks; who needs more dates chooses a slower rhythm.
MOST_DATES: Final = 160
# The number that each kind needs, smallest and largest; the others have none.
NUMBER_RANGE: Final[Mapping[str, tuple[int, int]]] = {
    RhythmKind.MONTHS: (1, 60),
    RhythmKind.WEEKS: (1, 52),
    RhythmKind.MONTH_DAY: (1, 31),
    RhythmKind.AFTER_REQUEST: (1, 260),
}
MAKES_DATES: Final = frozenset(RhythmKind) - {RhythmKind.AFTER_REQUEST}
_MONTHS_OF: Final[Mapping[RhythmKind, int]] = {
    RhythmKind.QUARTERLY: 3,
    RhythmKind.HALF_YEARLY: 6,
    RhythmKind.YEARLY: 12,
    RhythmKind.MONTH_DAY: 1,
}
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a promise comes due.

    Attributes:
        kind: the unit.
        number: how many months, weeks or working days, or which day of the month.
        first_on: the first due date, when somebody set one.
        counts_from: the day to count from, when the promise began in an earlier
            version; None: the first day of this version.
    """

    kind: RhythmKind
    number: int | None = None
    first_on: date | None = None
    counts_from: date | None = None


def number_fits(kind: str, number: int | None) -> bool:
    """Tell whether a rhythm of this kind takes this number."""
    if kind not in NUMBER_RANGE:
        return number is None
    low, high = NUMBER_RANGE[kind]
    return number is not None and low <= number <= high


def due_dates(
    rhythm: Rhythm, effective_from: date, effective_to: date
) -> tuple[date, ...]:
    """Return the days on which a promise is due while a version holds, in order.

    Months are always counted from the anchor, so that 31 January is followed by
    28 February and 31 March. The first due date is one period after the anchor, or
    the first date that was set. A period that is full on the day after the end
    counts on the last day: a year from 1 January is over on 31 December.

    Args:
        rhythm: how often; a promise within so many days of a request has no dates.
        effective_from: the first day of the version.
        effective_to: its last day, included.
    """
    if rhythm.kind not in MAKES_DATES:
        return ()
    is_set = rhythm.first_on is not None or rhythm.kind == RhythmKind.MONTH_DAY
    last = effective_to if is_set else effective_to + _DAY
    days = takewhile(lambda day: day <= last, _days(rhythm, effective_from))
    begins = rhythm.first_on or effective_from
    return tuple(
        min(day, effective_to)
        for day in days
        if max(begins, effective_from) <= day and _counts(rhythm, day, effective_from)
    )


def anchor_of(rhythm: Rhythm, effective_from: date) -> date | None:
    """Return the day from which a rhythm counts; None when it makes no dates."""
    if rhythm.kind not in MAKES_DATES:
        return None
    return _anchor(rhythm, effective_from)


def _anchor(rhythm: Rhythm, effective_from: date) -> date:
    return rhythm.first_on or rhythm.counts_from or effective_from


def _days(rhythm: Rhythm, effective_from: date) -> Iterator[date]:
    """Return all days of the rhythm from its anchor on, without an end."""
    anchor = _anchor(rhythm, effective_from)
    if rhythm.kind == RhythmKind.WEEKS:
        return (anchor + timedelta(weeks=n * (rhythm.number or 1)) for n in count())
    if rhythm.kind == RhythmKind.MONTH_DAY:
        # January has every day of a month, so nothing is clipped at the anchor.
        anchor = date(anchor.year, 1, rhythm.number or 1)
    months = _MONTHS_OF.get(rhythm.kind) or rhythm.number or 1
    return (add_months(anchor, n * months) for n in count())


def _counts(rhythm: Rhythm, day: date, effective_from: date) -> bool:
    """The day the deal begins is no due date, unless somebody set it as the first."""
    if rhythm.first_on is not None or rhythm.counts_from not in {None, effective_from}:
        return True
    return day != effective_from
