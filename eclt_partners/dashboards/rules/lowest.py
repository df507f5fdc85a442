"""Which number of a partnership is the lowest?"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reviews.rules.instrument import DIMENSIONS


def lowest_mean(pairs: Sequence[Mapping[str, Any]]) -> tuple[str, str, int] | None:
    """Return the dimension with the lowest mean of both sides, and that mean.

    Args:
        pairs: the latest scores of one partnership, as its line says them.

    Returns:
        Dimension and mean to one place, the first of the form among equals, and how
        many others are as low; None before both sides answered.
    """
    known = [
        (Decimal(means["cell"]["joint"]), DIMENSIONS.index(code))
        for pair in pairs
        for code, means in pair["means"].items()
        if means is not None
    ]
    if not known:
        return None
    mean, place = min(known)
    others = sum(each == mean for each, _place in known) - 1
    return DIMENSIONS[place], str(mean), others
