"""When may numbers of several partnerships become one number?

Country figures over fewer than 5 partnerships are listed, not averaged (rulings 10,
methods C5).
"""

from collections.abc import Sequence
from fractions import Fraction

AVERAGE_MIN_N = 5


def mean_if_enough(values: Sequence[Fraction]) -> Fraction | None:
    """Return the mean of at least 5 partnerships, else None: list them instead."""
    if len(values) < AVERAGE_MIN_N:
        return None
    return sum(values, Fraction(0)) / len(values)


def median_if_enough(values: Sequence[Fraction]) -> Fraction | None:
    """Return the median of at least 5 partnerships, else None."""
    if len(values) < AVERAGE_MIN_N:
        return None
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2
