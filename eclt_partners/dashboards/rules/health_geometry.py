"""Where do the marks of the health index over time lie? Pure arithmetic, as `geometry`."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from eclt_partners.dashboards.rules.geometry import Mark
from partners.rules.method import METHOD, Method
from partners.rules.rounding import half_up

LEFT: Final = 34
TOP: Final = 22
WIDTH: Final = 300
HEIGHT: Final = 150
# The first and the last dot stand so far inside, clear of the numbers of the axis.
INSET: Final = 12
# Two numbers nearer than this would touch.
LABEL_ROOM: Final = 22
# Years are named under the axis from so many on; below, its first and last day.
YEARS_FROM: Final = 3
YEARS_NAMED: Final = 6


def _unit(value: Fraction | int) -> float:
    return float(half_up(value, 1))


def _across(on: date, first: date, last: date) -> float:
    """Return where a day lies; a single day stands in the middle."""
    days = (last - first).days
    share = Fraction((on - first).days, days) if days else Fraction(1, 2)
    return _unit(LEFT + INSET + (WIDTH - 2 * INSET) * share)


def health_point(on: date, index: Fraction, first: date, last: date) -> Mark:
    """Return where a reading lies: its true day across, index 0 to 100 upwards."""
    height = TOP + HEIGHT * (100 - index) / 100
    return {"x": _across(on, first, last), "y": _unit(height)}


def named_points(places: Sequence[float]) -> list[bool]:
    """Tell beside which points a number has room; the last one always has its own.

    Args:
        places: of the points across, from left to right.
    """
    named = [False] * len(places)
    border = float("inf")
    for number in reversed(range(len(places))):
        if border - places[number] >= LABEL_ROOM:
            named[number] = True
            border = places[number]
    return named


def health_axes(first: date, last: date, *, method: Method = METHOD) -> dict[str, Any]:
    """Return the lines across, days or years under the axis, and its foot."""
    return {
        "ends": [_line(0), _line(100)],
        "borders": [_line(method.h_red_max), _line(method.h_green_min)],
        "days": _days(first, last),
        "left": LEFT,
        "right": LEFT + WIDTH,
        "foot": TOP + HEIGHT,
    }


def _line(index: Fraction | int) -> dict[str, Any]:
    return {
        "value": int(index),
        "y": _unit(TOP + HEIGHT * (100 - Fraction(index)) / 100),
    }


def _days(first: date, last: date) -> list[dict[str, Any]]:
    """Return what stands under the axis: `year` or `on`, and where its text begins."""
    if first == last:
        return [{"on": first, "x": _across(first, first, last), "anchor": "middle"}]
    years = range(first.year + 1, last.year + 1)
    if len(years) < YEARS_FROM:
        ends = ((first, "start"), (last, "end"))
        return [
            {"on": on, "x": _across(on, first, last), "anchor": anchor}
            for on, anchor in ends
        ]
    step = -(-len(years) // YEARS_NAMED)
    return [
        {"year": year, "x": _across(date(year, 1, 1), first, last), "anchor": "middle"}
        for year in years[::step]
    ]
