"""Where do the dots of the chart "What lasts after we leave?" lie?

Months after the end across, from the end itself to 24 months; the score from 0 to 100
upwards. User units of the view box, origin top left.
"""

from fractions import Fraction
from typing import Any

from eclt_partners.dashboards.rules.geometry import Mark
from partners.rules.method import Method
from partners.rules.rounding import half_up

LEFT, WIDTH = 30, 250
TOP, HEIGHT = 12, 150
LAST_MONTH = 24
BEST = 100


def lasting_point(month: int, score: Fraction) -> Mark:
    """Return where a score from 0 to 100 lies, so many months after the end."""
    return {"x": _across(month), "y": _up(score)}


def lasting_axes(method: Method) -> dict[str, Any]:
    """Return the months, the ends of the scale, and the borders of the bands."""
    borders = (method.sos_partly, method.sos_mostly)
    return {
        "months": [
            {"value": month, "x": _across(month)} for month in method.after_months
        ],
        "scores": [
            {"value": int(value), "y": _up(Fraction(value))}
            for value in (0, *borders, BEST)
        ],
        "foot": TOP + HEIGHT,
    }


def _across(month: int) -> float:
    return float(half_up(LEFT + Fraction(month * WIDTH, LAST_MONTH), 1))


def _up(score: Fraction) -> float:
    return float(half_up(TOP + HEIGHT - score * HEIGHT / BEST, 1))
