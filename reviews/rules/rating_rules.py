"""Which rules do the ratings of one review fire by themselves?

R1-R3 and A1-A5 of methods C4, and the grey reasons, without any look at the calendar.
"""

from collections.abc import Callable
from fractions import Fraction

from partners.choices import Side
from partners.rules.method import METHOD, Method
from reviews.rules.findings import Fired, Grey
from reviews.rules.scores import DimensionScore, Score

SIDES = (Side.FOUNDATION, Side.PARTNER)


def rules_from_ratings(
    score: Score, previous_index: Fraction | None, *, method: Method = METHOD
) -> tuple[Fired, ...]:
    """Return the red and amber rules of one review.

    Args:
        score: the review, unrounded.
        previous_index: index of the latest earlier completed review that has one.
        method: the thresholds.
    """
    return (
        *_by_index(score.index, method),
        *_by_low_means(score, method, _is_knockout(method), "R2"),
        *_by_low_means(score, method, _is_other(method), "A2"),
        *_by_gaps(score, method),
        *rules_from_change(score.index, previous_index, method=method),
        *_by_silence(score),
    )


def rules_from_change(
    index: Fraction | None, previous: Fraction | None, *, method: Method = METHOD
) -> tuple[Fired, ...]:
    """Return R3 or A4 when the index fell much (points)."""
    if index is None or previous is None:
        return ()
    fall = previous - index
    if fall >= method.fall_red:
        return (Fired("R3", value=fall),)
    if fall >= method.fall_amber:
        return (Fired("A4", value=fall),)
    return ()


def grey_reason(score: Score) -> Grey | None:
    """Say why one review leaves us without an index, if it does."""
    if score.index is not None:
        return None
    return Grey.FEW_ANSWERS if len(score.answered) == len(SIDES) else Grey.ONE_SIDE


def _by_index(index: Fraction | None, method: Method) -> tuple[Fired, ...]:
    if index is None or index >= method.h_green_min:
        return ()
    return (Fired("R1" if index < method.h_red_max else "A1", value=index),)


def _is_knockout(method: Method) -> Callable[[str], bool]:
    return lambda code: code in method.knockout_dims


def _is_other(method: Method) -> Callable[[str], bool]:
    return lambda code: code not in method.knockout_dims


def _by_low_means(
    score: Score, method: Method, concerns: Callable[[str], bool], rule: str
) -> tuple[Fired, ...]:
    low = [
        (each.code, _low_sides(each, method))
        for each in score.dimensions
        if concerns(each.code)
    ]
    return tuple(Fired(rule, code, sides=sides) for code, sides in low if sides)


def _low_sides(dimension: DimensionScore, method: Method) -> tuple[Side, ...]:
    means = [(side, dimension.of(side)) for side in SIDES]
    return tuple(
        side for side, mean in means if mean is not None and mean <= method.knockout_max
    )


def _by_gaps(score: Score, method: Method) -> tuple[Fired, ...]:
    gaps = [abs(each.gap) for each in score.dimensions if each.gap is not None]
    widest = max(gaps, default=Fraction(0))
    wide = score.gap_index is not None and score.gap_index >= method.g_wide
    return (Fired("A3", value=widest),) if wide or widest >= method.gap_first else ()


def _by_silence(score: Score) -> tuple[Fired, ...]:
    silent = tuple(side for side in SIDES if side not in score.answered)
    return (Fired("A5", sides=silent),) if silent else ()
