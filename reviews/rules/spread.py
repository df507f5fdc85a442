"""Do the people of one side see it alike?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from partners.rules.method import METHOD, Method


class SpreadWord(StrEnum):
    """The word shown for the agreement inside one side (methods C2)."""

    ONE_VOICE = "one_voice"
    AGREE = "agree"
    MIXED = "mixed"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the ratings of one side lie apart, in steps from 1 to 5.

    Attributes:
        count: numeric ratings.
        mean: their plain mean.
        range: highest minus lowest.
        average_deviation: AD, the mean distance from the mean.
        variance: s2 with n - 1, or None for one rating.
        rwg: 1 - s2/2, not below 0; for analysts only.
        rstar: 1 - s2/4 (maximum dissensus), may be negative; for analysts only.
        word: what is shown.
    """

    count: int
    mean: Fraction
    range: int
    average_deviation: Fraction
    variance: Fraction | None
    rwg: Fraction | None
    rstar: Fraction | None
    word: SpreadWord


def spread(ratings: Sequence[int], *, method: Method = METHOD) -> Spread | None:
    """Measure the agreement inside one side (methods C2, rulings 24).

    Only for individual answers; a side that answers together has no spread.

    Args:
        ratings: the numeric ratings of one dimension.
        method: the thresholds.

    Returns:
        The spread, or None without ratings.
    """
    if not ratings:
        return None
    count = len(ratings)
    average = Fraction(sum(ratings), count)
    deviation = sum((abs(each - average) for each in ratings), Fraction(0)) / count
    width = max(ratings) - min(ratings)
    variance = _variance(ratings, average)
    return Spread(
        count=count,
        mean=average,
        range=width,
        average_deviation=deviation,
        variance=variance,
        rwg=None if variance is None else max(1 - variance / 2, Fraction(0)),
        rstar=None if variance is None else 1 - variance / 4,
        word=_word(count, width, deviation, method),
    )


def _variance(ratings: Sequence[int], average: Fraction) -> Fraction | None:
    if len(ratings) == 1:
        return None
    squares = sum(((each - average) ** 2 for each in ratings), Fraction(0))
    return squares / (len(ratings) - 1)


def _word(count: int, width: int, deviation: Fraction, method: Method) -> SpreadWord:
    if count == 1:
        return SpreadWord.ONE_VOICE
    if count >= method.anon_min and deviation <= method.ad_agree:
        return SpreadWord.AGREE
    if width >= method.range_split:
        return SpreadWord.SPLIT
    if width >= method.range_mixed:
        return SpreadWord.MIXED
    return SpreadWord.AGREE
