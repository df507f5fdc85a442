"""Which code does the next partnership of a country get?"""

from collections.abc import Iterable

DIGITS = 2


def next_code(country: str, used: Iterable[str]) -> str:
    """Return the code after the highest one: MW-03 is followed by MW-04.

    Gaps are not filled: a code that was on paper once never means something else.

    Args:
        country: ISO code of two letters.
        used: all codes of this country so far, like "MW-01".
    """
    numbers = (int(code.partition("-")[2]) for code in used)
    return f"{country}-{max(numbers, default=0) + 1:0{DIGITS}d}"
