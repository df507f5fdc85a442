"""Where do the marks of a chart lie? Pure arithmetic; templates only write numbers.

All charts use user units of their own view box, origin top left. Numbers come out
rounded to one place, ready for SVG attributes.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil

from partners.rules.rounding import half_up

RATING_MIN = 1
RATING_MAX = 5
MONTHS_PER_YEAR = 12

# Dumbbells: one line per dimension between 1 and 5.
DUMBBELL_LEFT = 16
DUMBBELL_WIDTH = 288
DUMBBELL_TOP = 34
DUMBBELL_STEP = 46

# The curve of trust over the age of partnerships.
CURVE_LEFT = 20
CURVE_TOP = 12
CURVE_WIDTH = 280
CURVE_HEIGHT = 176
CURVE_STEPS = 6

BAR_WIDTH = 100

Mark = dict[str, float | int]


def _place(value: Fraction | int, low: int, high: int, size: int) -> Fraction:
    """Return how far `value` lies between two ends, in units of `size`."""
    inside = min(max(Fraction(value), Fraction(low)), Fraction(high))
    return (inside - low) * size / (high - low)


def _unit(value: Fraction | int) -> float:
    return float(half_up(value, 1))


def dumbbell(foundation: Fraction, partner: Fraction, place: int) -> Mark:
    """Return the marks of one dumbbell: two means on a line from 1 to 5.

    Args:
        foundation: mean of the foundation, a filled dot.
        partner: mean of the partner, an open diamond.
        place: number of the line, from 0.
    """
    return {
        "foundation": _dot(*foundation.as_integer_ratio()),
        "partner": _dot(*partner.as_integer_ratio()),
        "y": float(DUMBBELL_TOP + place * DUMBBELL_STEP),
    }


# The same few means stand on very many lines.
@lru_cache(maxsize=10_000)
def _dot(above: int, below: int) -> float:
    return _unit(_along_dumbbell(Fraction(above, below)))


def _along_dumbbell(value: Fraction | int) -> Fraction:
    return DUMBBELL_LEFT + _place(value, RATING_MIN, RATING_MAX, DUMBBELL_WIDTH)


def dumbbell_height(lines: int) -> int:
    """Return the height of a chart with this many dumbbells."""
    return DUMBBELL_TOP + lines * DUMBBELL_STEP


def dumbbell_ticks() -> list[Mark]:
    """Return the five lines of the scale."""
    return [
        {"value": value, "x": _unit(_along_dumbbell(value))}
        for value in range(RATING_MIN, RATING_MAX + 1)
    ]


def age_axis_end(oldest_months: int) -> int:
    """Return the last month of the age axis: at most six whole steps of years."""
    return _years_per_step(oldest_months) * MONTHS_PER_YEAR * _steps(oldest_months)


def _years_per_step(oldest_months: int) -> int:
    years = max(1, ceil(oldest_months / MONTHS_PER_YEAR))
    return ceil(years / CURVE_STEPS)


def _steps(oldest_months: int) -> int:
    years = max(1, ceil(oldest_months / MONTHS_PER_YEAR))
    return ceil(years / _years_per_step(oldest_months))


def curve_point(age_months: int, rating: Fraction, axis_end: int) -> Mark:
    """Return where a reading lies: age in months across, rating 1 to 5 upwards."""
    x = CURVE_LEFT + _place(age_months, 0, axis_end, CURVE_WIDTH)
    rise = _place(rating, RATING_MIN, RATING_MAX, CURVE_HEIGHT)
    return {"x": _unit(x), "y": _unit(CURVE_TOP + CURVE_HEIGHT - rise)}


def path_of(points: Sequence[Mark]) -> str:
    """Return straight lines through the points, as SVG writes a polyline."""
    return " ".join(f"{point['x']:g},{point['y']:g}" for point in points)


def age_ticks(oldest_months: int) -> list[Mark]:
    """Return the years on the age axis."""
    end = age_axis_end(oldest_months)
    step = _years_per_step(oldest_months)
    years = range(0, end // MONTHS_PER_YEAR + 1, step)
    places = [_place(year * MONTHS_PER_YEAR, 0, end, CURVE_WIDTH) for year in years]
    return [
        {"value": year, "x": _unit(CURVE_LEFT + place)}
        for year, place in zip(years, places, strict=True)
    ]


def rating_ticks() -> list[Mark]:
    """Return the five lines of the rating axis."""
    return [
        {"value": value, "y": curve_point(0, Fraction(value), MONTHS_PER_YEAR)["y"]}
        for value in range(RATING_MIN, RATING_MAX + 1)
    ]


def bar_length(percent: Fraction) -> float:
    """Return the length of a bar for a number from 0 to 100."""
    return _unit(_place(percent, 0, 100, BAR_WIDTH))


def spread_labels(heights: Sequence[float], least: float) -> list[float]:
    """Move labels apart so that no two stand closer than `least`; order is kept.

    Args:
        heights: where each label would like to stand.
        least: the smallest distance between two labels.
    """
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    placed = list(heights)
    for before, after in pairwise(order):
        placed[after] = max(placed[after], placed[before] + least)
    return placed
