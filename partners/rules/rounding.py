"""How is an exact number rounded when it leaves the rules?"""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache


# Ratings repeat: a large country rounds the same few thousand numbers again and again.
@lru_cache(maxsize=10_000)
def half_up(value: Fraction | int, places: int = 0) -> Decimal:
    """Round half away from zero, for storage and display only (methods C1).

    Python's `round()` is half-even and would turn 78.125 into 78.12.

    Args:
        value: the exact number.
        places: digits after the point, 0 or more.

    Returns:
        A decimal with exactly `places` digits after the point.
    """
    factor = 10**places
    units = (2 * abs(Fraction(value)) * factor + 1) // 2
    return Decimal(-units if value < 0 else units).scaleb(-places)


def half_up_or_none(value: Fraction | int | None, places: int = 0) -> Decimal | None:
    """Round as `half_up`; what is not known stays not known."""
    return None if value is None else half_up(value, places)
