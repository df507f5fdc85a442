"""Where do the marks on the page "Look closer" lie? Pure arithmetic, as `geometry`."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from partners.rules.rounding import half_up

# One small panel per cohort: three age bands across, health 0 to 100 upwards.
PANEL_LEFT: Final = 34
PANEL_STEP: Final = 78
PANEL_TOP: Final = 16
PANEL_HEIGHT: Final = 110
# The ages of the bands in years, as the axis writes them.
YEARS: Final = ("1", "2-3", "4+")

# The scatter: health 0 to 100 across, share of the target 0 to 100 % upwards.
FIELD_LEFT: Final = 40
FIELD_TOP: Final = 14
FIELD_WIDTH: Final = 280
FIELD_HEIGHT: Final = 200
TICKS: Final = (0, 25, 50, 75, 100)
# From here on the name of a point stands to its left.
TURN: Final = FIELD_LEFT + FIELD_WIDTH - 30

Mark = dict[str, float]


def _unit(value: Fraction | int) -> float:
    return float(half_up(value, 1))


def cohort_point(place: int, index: Fraction) -> Mark:
    """Return where a number lies: band from 0 across, index 0 to 100 upwards."""
    y = PANEL_TOP + PANEL_HEIGHT * (100 - index) / 100
    return {"x": float(PANEL_LEFT + place * PANEL_STEP), "y": _unit(y)}


def cohort_path(points: Sequence[Mapping[str, Any]]) -> str:
    """Return the line through the means of a cohort; "" below two."""
    marks = [point["mark"] for point in points]
    if len(marks) < 2:
        return ""
    return " ".join(f"{mark['x']:g},{mark['y']:g}" for mark in marks)


def cohort_axes() -> dict[str, Any]:
    """Return the lines of the panel: healths, bands and the foot."""
    return {
        "healths": [
            {"value": value, "y": cohort_point(0, Fraction(value))["y"]}
            for value in (0, 50, 100)
        ],
        "bands": [
            {"years": years, "x": float(PANEL_LEFT + n * PANEL_STEP)}
            for n, years in enumerate(YEARS)
        ],
        "foot": PANEL_TOP + PANEL_HEIGHT,
    }


def field_point(index: Fraction, share: Fraction) -> dict[str, Any]:
    """Return where a partnership lies, and on which side its name stands.

    Args:
        index: health, 0 to 100.
        share: of the target, 0 to 1.
    """
    x = FIELD_LEFT + FIELD_WIDTH * index / 100
    y = FIELD_TOP + FIELD_HEIGHT * (1 - share)
    is_left = x > TURN
    return {
        "x": _unit(x),
        "y": _unit(y),
        "label_x": _unit(x - 8 if is_left else x + 8),
        "anchor": "end" if is_left else "start",
    }


def field_axes() -> dict[str, Any]:
    """Return the lines of the scatter and its ends."""
    return {
        "healths": [
            {"value": value, "x": field_point(Fraction(value), Fraction(0))["x"]}
            for value in TICKS
        ],
        "shares": [
            {"value": value, "y": field_point(Fraction(0), Fraction(value, 100))["y"]}
            for value in TICKS
        ],
        "foot": FIELD_TOP + FIELD_HEIGHT,
        "right": FIELD_LEFT + FIELD_WIDTH,
    }
