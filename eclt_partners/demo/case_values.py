"""Is a value of a worked case what it should be?

Each reader returns a typed value or raises `CaseError` with the place of the problem.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reviews.choices import NoRating
from reviews.rules.instrument import DIMENSIONS, RATING_MAX, RATING_MIN
from reviews.rules.ratings import Rating, SideRatings
from reviews.rules.scoring import EQUAL_WEIGHTS, Weights


class CaseError(ValueError):
    """A case cannot be read.

    Attributes:
        place: where in the case, for example "partner.D3[0]".
        reason: what is wrong there.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.place = place
        self.reason = reason


def as_list(value: object, place: str) -> list[Any]:
    """Read a list."""
    if not isinstance(value, list):
        raise CaseError(place, "expected a list")
    return value


def as_tuple(value: object, place: str, length: int) -> Sequence[Any]:
    """Read a list of a known length."""
    found = as_list(value, place)
    if len(found) != length:
        raise CaseError(place, f"expected {length} values, found {len(found)}")
    return found


def as_object(value: object, place: str) -> Mapping[str, Any]:
    """Read an object."""
    if not isinstance(value, dict):
        raise CaseError(place, "expected an object")
    return value


def as_int(
    value: object, place: str, *, low: int | None = None, high: int | None = None
) -> int:
    """Read a whole number within limits; true and false are not numbers."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise CaseError(place, f"{value!r} is not a whole number")
    if (low is not None and value < low) or (high is not None and value > high):
        limits = f"{low} to {high}" if high is not None else f"{low} or more"
        raise CaseError(place, f"{value} is not {limits}")
    return value


def as_number(value: object, place: str) -> Fraction:
    """Read a number exactly as it is written: 0.1 is one tenth."""
    written = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if not written or not Decimal(str(value)).is_finite():
        raise CaseError(place, f"{value!r} is not a number")
    return Fraction(str(value))


def as_date(value: object, place: str) -> date:
    """Read a date written YYYY-MM-DD."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise CaseError(place, f"{value!r} is not a date (YYYY-MM-DD)") from None


def one_of(value: object, place: str, known: Collection[str]) -> str:
    """Read a word that must be known."""
    if not isinstance(value, str) or value not in known:
        raise CaseError(place, f"{value!r} is none of {', '.join(known)}")
    return value


def as_ratings(case: Mapping[str, Any], field: str) -> SideRatings:
    """Read the ratings of one side: dimension -> one rating per rater."""
    found: dict[str, list[Rating]] = {}
    for code, given in as_object(case.get(field), field).items():
        place = f"{field}.{code}"
        one_of(code, place, DIMENSIONS)
        found[code] = [
            _rating(each, f"{place}[{at}]")
            for at, each in enumerate(as_list(given, place))
        ]
    return found


def _rating(value: object, place: str) -> Rating:
    if isinstance(value, str) and value in NoRating.values:
        return NoRating(value)
    if isinstance(value, str):
        raise CaseError(place, f"{value!r} is none of 1 to 5, NK, NA")
    return as_int(value, place, low=RATING_MIN, high=RATING_MAX)


def as_weights(case: Mapping[str, Any]) -> Weights:
    """Read the weights of the dimensions; without them all are equal."""
    given = case.get("weights")
    if given is None:
        return EQUAL_WEIGHTS
    found = as_object(given, "weights")
    if set(found) != set(DIMENSIONS):
        raise CaseError("weights", "expected one weight for each of D1 to D10")
    weights = {code: as_number(found[code], f"weights.{code}") for code in DIMENSIONS}
    for code, weight in weights.items():
        if weight < 0:
            raise CaseError(f"weights.{code}", "a weight is never negative")
    return weights
