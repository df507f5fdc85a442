"""What should the leads and the helper look at, although no colour changes?

The info flags I1-I5 of methods C4. I1 and I2 of a small side are for the helper only
(rulings 10); `reviews.rules.blind` decides who sees them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from partners.choices import Side
from partners.rules.method import METHOD, Method
from reviews.choices import WorkAgain
from reviews.rules.findings import Fired
from reviews.rules.instrument import DIMENSIONS, RATING_MAX, RATING_MIN
from reviews.rules.ratings import SideRatings, is_often_not_known, numbers
from reviews.rules.scores import Score

LETTERS = {Side.FOUNDATION: "F", Side.PARTNER: "P"}
_UNWILLING = frozenset({WorkAgain.PROBABLY_NOT, WorkAgain.NO})


@dataclass(frozen=True, slots=True)
class SideAnswers:
    """All that one side sent besides names.

    Attributes:
        ratings: dimension -> one rating per rater.
        overall: the answers to O1, each 0 to 10.
        work_again: the answers to O2.
        has_comment: somebody wrote a comment.
    """

    ratings: SideRatings
    overall: tuple[int, ...] = ()
    work_again: tuple[WorkAgain, ...] = ()
    has_comment: bool = False


def info_flags(
    score: Score,
    foundation: SideAnswers,
    partner: SideAnswers,
    *,
    method: Method = METHOD,
) -> tuple[Fired, ...]:
    """Return the info flags of one review.

    Args:
        score: the review scored from the same answers.
        foundation: what the foundation's raters sent.
        partner: what the partner's raters sent.
        method: the thresholds.
    """
    sides = {Side.FOUNDATION: foundation, Side.PARTNER: partner}
    applicable = [each.code for each in score.dimensions]
    return (
        *_lowest_ratings(sides, applicable),
        *_courtesy(partner, applicable),
        *_not_known(sides, applicable, method),
        *_overall_mismatch(score, foundation, partner, method),
        *_unwilling(sides),
    )


def _lowest_ratings(
    sides: dict[Side, SideAnswers], applicable: Collection[str]
) -> tuple[Fired, ...]:
    flagged = []
    for code in applicable:
        low = tuple(
            side
            for side, answers in sides.items()
            if RATING_MIN in numbers(answers.ratings.get(code, ()))
        )
        if low:
            flagged.append(Fired("I1", code, sides=low))
    return tuple(flagged)


def _courtesy(partner: SideAnswers, applicable: Collection[str]) -> tuple[Fired, ...]:
    given = [r for code in applicable for r in partner.ratings.get(code, ())]
    all_top = bool(given) and all(rating == RATING_MAX for rating in given)
    if all_top and not partner.has_comment:
        return (Fired("I2", sides=(Side.PARTNER,)),)
    return ()


def _not_known(
    sides: dict[Side, SideAnswers], applicable: Collection[str], method: Method
) -> tuple[Fired, ...]:
    return tuple(
        Fired("I3", f"{code}:{LETTERS[side]}", sides=(side,))
        for code in DIMENSIONS
        if code in applicable
        for side, answers in sides.items()
        if is_often_not_known(answers.ratings.get(code, ()), method=method)
    )


def _overall_mismatch(
    score: Score, foundation: SideAnswers, partner: SideAnswers, method: Method
) -> tuple[Fired, ...]:
    if score.index is None or not foundation.overall or not partner.overall:
        return ()
    # Each side counts half, as in the index it is compared with.
    means = [Fraction(sum(s.overall), len(s.overall)) for s in (foundation, partner)]
    apart = abs(10 * sum(means, Fraction(0)) / 2 - score.index)
    return (Fired("I4", value=apart),) if apart >= method.overall_mismatch else ()


def _unwilling(sides: dict[Side, SideAnswers]) -> tuple[Fired, ...]:
    return tuple(
        Fired("I5", LETTERS[side], sides=(side,))
        for side, answers in sides.items()
        if _UNWILLING.intersection(answers.work_again)
    )
