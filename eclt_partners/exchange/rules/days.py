"""Which days of a column can be read in two ways?

Days are written day first, as in all languages of the product. When one day of a
column only makes sense month first, nobody knows about those that fit both orders.
"""

import re
from collections.abc import Iterable
from typing import Final

_NUMBERS: Final = re.compile(r"(\d{1,2})\W+(\d{1,2})\W+(\d{4})")
_MONTHS: Final = 12


def months_come_first(texts: Iterable[str]) -> bool:
    """Tell whether one of the days has its month first, like 02/27/2022."""
    return any(
        first <= _MONTHS < second for first, second in map(_first_two, texts) if first
    )


def fits_both_orders(text: str) -> bool:
    """Tell whether day and month may change places, like 3/4/2022."""
    first, second = _first_two(text)
    return first != second and 0 < first <= _MONTHS and 0 < second <= _MONTHS


def is_count_of_days(text: str) -> bool:
    """Tell whether a day was left as a number, like 44647: days since 1900."""
    return re.fullmatch(r"[1-9]\d{4}", text.strip()) is not None


def _first_two(text: str) -> tuple[int, int]:
    """Return the first two numbers of a day written in numbers, else zeros."""
    found = _NUMBERS.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else (0, 0)
