"""What does one side say about each dimension?

Ratings are kept per dimension, one entry per rater; "I do not know" and "does not
apply yet" are entries too and never become a number (methods C1).
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from partners.rules.method import METHOD, Method
from reviews.choices import NoRating
from reviews.rules.instrument import DIMENSIONS, RATING_MAX, RATING_MIN

Rating = int | NoRating
SideRatings = Mapping[str, Sequence[Rating]]

NOBODY: SideRatings = {}


def check_ratings(ratings: SideRatings) -> None:
    """Refuse what no form could have sent.

    Raises:
        ValueError: an unknown dimension, or a rating that is neither a whole number
            from 1 to 5 nor a `NoRating`.
    """
    for code, given in ratings.items():
        if code not in DIMENSIONS:
            raise ValueError(f"{code} is not a dimension")
        for rating in given:
            if not _is_rating(rating):
                raise ValueError(f"{code}: {rating!r} is not 1 to 5, NK or NA")


def _is_rating(rating: object) -> bool:
    if isinstance(rating, int) and not isinstance(rating, bool):
        return RATING_MIN <= rating <= RATING_MAX
    return rating in NoRating.values


def numbers(given: Iterable[Rating]) -> tuple[int, ...]:
    """Return only the numeric ratings."""
    return tuple(rating for rating in given if isinstance(rating, int))


def mean(given: Iterable[Rating]) -> Fraction | None:
    """Return the plain mean of the numeric ratings, or None without any."""
    numeric = numbers(given)
    return Fraction(sum(numeric), len(numeric)) if numeric else None


def rater_count(ratings: SideRatings) -> int:
    """Return how many people (or joint answers) of a side are in."""
    return max((len(given) for given in ratings.values()), default=0)


def is_all_not_applicable(code: str, *sides: SideRatings) -> bool:
    """Tell whether everybody who answered says that a dimension does not apply."""
    given = [rating for side in sides for rating in side.get(code, ())]
    return bool(given) and all(rating == NoRating.NOT_APPLICABLE for rating in given)


def is_often_not_known(given: Sequence[Rating], *, method: Method = METHOD) -> bool:
    """Tell whether at least 40 % of a side say "I do not know" (flag I3)."""
    if not given:
        return False
    unknown = sum(rating == NoRating.NOT_KNOWN for rating in given)
    return Fraction(unknown, len(given)) >= method.nk_flag
