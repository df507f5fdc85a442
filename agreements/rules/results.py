"""What does a result say, and which of its days and numbers can be right?

Children are counted as the foundation counts them: withdrawn from work, prevented from
starting it, protected at work. Each of the three may be "not counted" (None), which is
never zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

# The three ways in which a child counts, in the order of every page.
WAYS: Final = ("withdrawn", "prevented", "protected")


class PeriodProblem(StrEnum):
    """Why a result cannot be of these days."""

    BACKWARDS = "backwards"
    TOO_LONG = "too_long"
    NOT_OVER = "not_over"
    TOO_EARLY = "too_early"


LONGEST_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a result, both ends included."""

    from_on: date
    to_on: date

    def overlaps(self, other: "Period") -> bool:
        """Tell whether some day belongs to both."""
        return self.from_on <= other.to_on and other.from_on <= self.to_on


def period_problem(
    period: Period, *, begins_on: date, today: date
) -> PeriodProblem | None:
    """Return why a result cannot be of these days, or None.

    Args:
        period: its days.
        begins_on: the first day of the agreement's first version.
        today: in the country.
    """
    if period.to_on < period.from_on:
        return PeriodProblem.BACKWARDS
    if (period.to_on - period.from_on).days >= LONGEST_DAYS:
        return PeriodProblem.TOO_LONG
    if period.to_on > today:
        return PeriodProblem.NOT_OVER
    if period.from_on < begins_on:
        return PeriodProblem.TOO_EARLY
    return None


def children_in_all(counts: Iterable[int | None]) -> int | None:
    """Return all children together; None when one of the ways was not counted.

    A part would look like the whole, and make each child seem dearer.
    """
    known = list(counts)
    found = [each for each in known if each is not None]
    return sum(found) if len(found) == len(known) else None


@dataclass(frozen=True, slots=True)
class TargetReading:
    """How much of a target was reached in all until a day."""

    quantity: int
    on: date


def latest_readings(
    results: Iterable[tuple[date, Mapping[str, int]]],
) -> dict[str, TargetReading]:
    """Return the latest reading of each target, by its key.

    Args:
        results: last day and what was reached until then, in any order; only those
            that stand.
    """
    found: dict[str, TargetReading] = {}
    for on, reached in results:
        for key, quantity in reached.items():
            if key not in found or found[key].on < on:
                found[key] = TargetReading(quantity, on)
    return found


def says_nothing(
    counts: Sequence[int | None], spending: Decimal | None, reached: Mapping[str, int]
) -> bool:
    """Tell whether a result would hold no number at all."""
    return all(each is None for each in (*counts, spending)) and not reached
