"""Does the health of a partnership rise, fall or stay?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from partners.rules.method import METHOD, Method

DAYS_PER_YEAR = Fraction(36525, 100)


class TrendWord(StrEnum):
    """The label of a trend; always shown with the number of readings."""

    NO_READING = "no_reading"
    FIRST_READING = "first_reading"
    TOO_EARLY = "too_early"
    RISING = "rising"
    FALLING = "falling"
    UP_AND_DOWN = "up_and_down"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class Point:
    """One reading of the health index, 0 to 100, on its day."""

    on: date
    index: Fraction


@dataclass(frozen=True, slots=True)
class Trend:
    """What a few readings say together.

    Attributes:
        count: readings.
        change: last minus second last index in points, or None.
        slope: Theil-Sen slope in points per year, or None with fewer than 3 readings.
        pairwise: slopes of all pairs at least 30 days apart, smallest first.
        word: the label.
    """

    count: int
    change: Fraction | None
    slope: Fraction | None
    pairwise: tuple[Fraction, ...]
    word: TrendWord


def trend(points: Sequence[Point], *, method: Method = METHOD) -> Trend:
    """Describe the readings without smoothing or looking ahead (methods C3).

    Args:
        points: completed full reviews of one instrument version with a joint index,
            in any order.
        method: the thresholds.
    """
    ordered = sorted(points, key=lambda point: point.on)
    pairwise = _pairwise(ordered, method)
    enough = len(ordered) >= method.trend_min_n and bool(pairwise)
    slope = _median(pairwise) if enough else None
    return Trend(
        count=len(ordered),
        change=ordered[-1].index - ordered[-2].index if len(ordered) > 1 else None,
        slope=slope,
        pairwise=pairwise,
        word=_few(len(ordered)) if slope is None else _word(slope, pairwise, method),
    )


def _pairwise(ordered: Sequence[Point], method: Method) -> tuple[Fraction, ...]:
    return tuple(
        sorted(
            (later.index - earlier.index) * DAYS_PER_YEAR / (later.on - earlier.on).days
            for earlier, later in combinations(ordered, 2)
            if (later.on - earlier.on).days >= method.pair_min_days
        )
    )


def _median(ordered: Sequence[Fraction]) -> Fraction:
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def _few(count: int) -> TrendWord:
    if count == 0:
        return TrendWord.NO_READING
    return TrendWord.FIRST_READING if count == 1 else TrendWord.TOO_EARLY


def _word(slope: Fraction, pairwise: Sequence[Fraction], method: Method) -> TrendWord:
    if abs(slope) < method.trend_slope:
        return TrendWord.STEADY
    same_way = sum(each * slope > 0 for each in pairwise)
    if Fraction(same_way, len(pairwise)) < method.trend_share:
        return TrendWord.UP_AND_DOWN
    return TrendWord.RISING if slope > 0 else TrendWord.FALLING
