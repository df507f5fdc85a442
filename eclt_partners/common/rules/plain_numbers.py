"""Which number does a person mean who writes 1,234.50 or 1 234,50?"""

import re
from decimal import Decimal
from enum import Enum

_GROUPED = re.compile(r"\d{1,3}( \d{3})+([.,]\d*)?")
_SPACES = re.compile(r"[\s\u00a0\u202f'\u2019]+")
_ALLOWED = re.compile(r"-?[\d.,]*\d[\d.,]*")
# With more, Python rounds what was typed.
_LONGEST = 28


class NumberProblem(Enum):
    """Why a text is not taken as a number."""

    NOT_A_NUMBER = "not a number"
    IN_DOUBT = "in doubt"


class NotANumber(ValueError):
    """The text is no number, or could be two different ones.

    Attributes:
        problem: what is wrong with it.
        readings: the two numbers it could mean, smaller first, when in doubt.
    """

    def __init__(
        self, problem: NumberProblem, readings: tuple[Decimal, ...] = ()
    ) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.readings = readings


def parse_number(text: str, thousands: str) -> Decimal:
    """Read a number with a point or a comma as its decimal sign.

    Args:
        text: what was typed; spaces and apostrophes may group thousands.
        thousands: the sign that groups thousands in the person's language.

    Raises:
        NotANumber: when it is none, or when "1.500" could be 1500 or 1.5.
    """
    spaced = _SPACES.sub(" ", text.strip())
    if " " in spaced and not _GROUPED.fullmatch(spaced.removeprefix("-")):
        raise NotANumber(NumberProblem.NOT_A_NUMBER)
    bare = spaced.replace(" ", "")
    if len(bare) > _LONGEST or not _ALLOWED.fullmatch(bare):
        raise NotANumber(NumberProblem.NOT_A_NUMBER)
    if " " in spaced:
        return Decimal(bare.replace(",", "."))
    sign, digits = (-1, bare[1:]) if bare.startswith("-") else (1, bare)
    return sign * _without_spaces(digits, thousands)


def _without_spaces(digits: str, thousands: str) -> Decimal:
    signs = re.sub(r"\d", "", digits)
    if not signs:
        return Decimal(digits)
    if len(signs) == 1:
        return _one_sign(digits, signs, thousands)
    decimal_sign = signs[-1] if signs.count(signs[-1]) == 1 else ""
    whole, _, rest = (
        digits.rpartition(decimal_sign) if decimal_sign else (digits, "", "")
    )
    if not re.fullmatch(r"\d{1,3}([.,])\d{3}(\1\d{3})*", whole):
        raise NotANumber(NumberProblem.NOT_A_NUMBER)
    return Decimal(f"{re.sub('[.,]', '', whole)}.{rest or '0'}")


def _one_sign(digits: str, sign: str, thousands: str) -> Decimal:
    whole, _, rest = digits.partition(sign)
    as_decimal = Decimal(f"{whole or '0'}.{rest or '0'}")
    if len(rest) != 3 or not 1 <= len(whole) <= 3 or whole.startswith("0"):
        return as_decimal
    as_thousands = Decimal(whole + rest)
    if sign == thousands:
        return as_thousands
    raise NotANumber(NumberProblem.IN_DOUBT, (as_decimal, as_thousands))
