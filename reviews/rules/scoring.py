"""How healthy is a partnership by the answers of both sides?

The formula of methods C1 in exact fractions. Nothing is rounded here: rules compare
unrounded values, `partners.rules.rounding` rounds for storage and display.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from fractions import Fraction

from partners.choices import Side
from partners.rules.method import METHOD, Method
from reviews.rules.instrument import DIMENSIONS, LESSONS
from reviews.rules.ratings import (
    SideRatings,
    check_ratings,
    is_all_not_applicable,
    mean,
    rater_count,
)
from reviews.rules.scores import DimensionScore, Score

Weights = Mapping[str, Fraction | int]
Lessons = Mapping[int, Collection[str]]
Value = Callable[[DimensionScore], Fraction | None]
EQUAL_WEIGHTS: Weights = dict.fromkeys(DIMENSIONS, 1)


def score(
    foundation: SideRatings,
    partner: SideRatings,
    *,
    weights: Weights = EQUAL_WEIGHTS,
    lessons: Lessons = LESSONS,
    off: Collection[str] = (),
    method: Method = METHOD,
) -> Score:
    """Score one review (methods C1).

    Args:
        foundation: dimension -> one rating per rater of the foundation.
        partner: the same for the partner; empty when the side is silent.
        weights: weight of each dimension in the instrument version.
        lessons: lesson -> its dimensions in the instrument version.
        off: dimensions switched off by the stage.
        method: the thresholds.

    Raises:
        ValueError: an unknown dimension, a rating outside 1 to 5, a weight
            that is negative or missing.
    """
    check_ratings(foundation)
    check_ratings(partner)
    dimensions = _applicable(foundation, partner, weights, off)
    coverage = _coverage(dimensions, lambda each: each.joint)
    covered = coverage >= method.coverage_min
    gap = _weighted_mean(dimensions, lambda each: each.gap)
    return Score(
        index=_index(dimensions, lambda each: each.joint) if covered else None,
        foundation_index=_side_index(dimensions, Side.FOUNDATION, method),
        partner_index=_side_index(dimensions, Side.PARTNER, method),
        gap_index=_weighted_mean(
            dimensions, lambda each: None if each.gap is None else abs(each.gap)
        ),
        bias=gap,
        coverage=coverage,
        lessons=_lessons(dimensions, lessons),
        dimensions=dimensions,
        foundation_raters=rater_count(foundation),
        partner_raters=rater_count(partner),
    )


def _applicable(
    foundation: SideRatings,
    partner: SideRatings,
    weights: Weights,
    off: Collection[str],
) -> tuple[DimensionScore, ...]:
    if set(weights) != set(DIMENSIONS) or min(weights.values()) < 0:
        raise ValueError("each dimension has one weight, and none is negative")
    return tuple(
        DimensionScore(
            code=code,
            weight=Fraction(weights[code]),
            foundation=mean(foundation.get(code, ())),
            partner=mean(partner.get(code, ())),
        )
        for code in DIMENSIONS
        if code not in off and not is_all_not_applicable(code, foundation, partner)
    )


def _weighted_mean(
    dimensions: Iterable[DimensionScore], value: Value
) -> Fraction | None:
    total = weight = Fraction(0)
    for each in dimensions:
        known = value(each)
        if known is not None:
            total += each.weight * known
            weight += each.weight
    return total / weight if weight else None


def _coverage(dimensions: Iterable[DimensionScore], value: Value) -> Fraction:
    share = _weighted_mean(
        dimensions, lambda each: Fraction(0 if value(each) is None else 1)
    )
    return share or Fraction(0)


def _index(dimensions: Iterable[DimensionScore], value: Value) -> Fraction | None:
    average = _weighted_mean(dimensions, value)
    return None if average is None else 25 * (average - 1)


def _side_index(
    dimensions: tuple[DimensionScore, ...], side: Side, method: Method
) -> Fraction | None:
    def side_mean(each: DimensionScore) -> Fraction | None:
        return each.of(side)

    if _coverage(dimensions, side_mean) < method.coverage_min:
        return None
    return _index(dimensions, side_mean)


def _lessons(
    dimensions: tuple[DimensionScore, ...], lessons: Lessons
) -> dict[int, Fraction | None]:
    return {
        lesson: _index(
            [each for each in dimensions if each.code in codes],
            lambda each: each.joint,
        )
        for lesson, codes in lessons.items()
    }
