"""Which numbers and codes do agreements and promises get, and what is money worth?"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from partners.choices import OwnerSide
from partners.rules.rounding import half_up

LETTER_OF: Final = {
    OwnerSide.FOUNDATION: "F",
    OwnerSide.PARTNER: "P",
    OwnerSide.JOINT: "B",
}


def reporting_amount(amount: Decimal, rate: Decimal) -> Decimal:
    """Return an amount in the reporting currency, to the cent, half up.

    Args:
        amount: in the currency of the agreement.
        rate: how many units of that currency one unit of the reporting currency
            costs (methods H1: 1734 kwacha per dollar).
    """
    return half_up(Fraction(amount) / Fraction(rate), 2)


def promise_codes(sides: Sequence[OwnerSide], used: Iterable[str] = ()) -> list[str]:
    """Return a code for each promise: F1, F2 of the foundation, P1 of a partner, B1.

    Args:
        sides: who promises, in order.
        used: codes that stand in this version already; they are not given again.
    """
    taken = set(used)
    codes = []
    for side in sides:
        number = 1
        while f"{LETTER_OF[side]}{number}" in taken:
            number += 1
        taken.add(f"{LETTER_OF[side]}{number}")
        codes.append(f"{LETTER_OF[side]}{number}")
    return codes
