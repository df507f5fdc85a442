"""Which word stands beside a number?

The bands of methods C2. A number is never shown without its word.
"""

from enum import StrEnum
from fractions import Fraction

from partners.rules.method import METHOD, Method


class DimensionBand(StrEnum):
    """How a dimension mean reads."""

    NEEDS_CARE = "needs_care"
    WORKING = "working"
    STRONG = "strong"


class GapBand(StrEnum):
    """How the gap of one dimension reads."""

    SIMILAR = "similar"
    TALK = "talk"
    TALK_FIRST = "talk_first"


class GapIndexBand(StrEnum):
    """How the gap index G reads."""

    ALIGNED = "aligned"
    SOME = "some"
    WIDE = "wide"


class ChangeBand(StrEnum):
    """How a change of the health index reads."""

    ABOUT_THE_SAME = "about_the_same"
    MOVED = "moved"
    STRONG_MOVE = "strong_move"


class Certainty(StrEnum):
    """How sure we are of a score."""

    GOOD = "good"
    FAIR = "fair"
    THIN = "thin"


def dimension_band(mean: Fraction, *, method: Method = METHOD) -> DimensionBand:
    """Name a mean from 1 to 5 (methods C2)."""
    if mean >= method.strong_min:
        return DimensionBand.STRONG
    if mean >= method.care_below:
        return DimensionBand.WORKING
    return DimensionBand.NEEDS_CARE


def gap_band(gap: Fraction, *, method: Method = METHOD) -> GapBand:
    """Name the gap of one dimension in steps; the sign does not matter."""
    if abs(gap) >= method.gap_first:
        return GapBand.TALK_FIRST
    if abs(gap) >= method.gap_talk:
        return GapBand.TALK
    return GapBand.SIMILAR


def gap_index_band(gap_index: Fraction, *, method: Method = METHOD) -> GapIndexBand:
    """Name the gap index G in steps."""
    if gap_index >= method.g_wide:
        return GapIndexBand.WIDE
    if gap_index >= method.g_some:
        return GapIndexBand.SOME
    return GapIndexBand.ALIGNED


def change_band(change: Fraction, *, method: Method = METHOD) -> ChangeBand:
    """Name a change of the index in points; the sign does not matter."""
    if abs(change) >= method.strong_move:
        return ChangeBand.STRONG_MOVE
    if abs(change) >= method.same_band:
        return ChangeBand.MOVED
    return ChangeBand.ABOUT_THE_SAME


def certainty(
    raters: tuple[int, int],
    coverage: Fraction,
    *,
    up_to_date: bool,
    method: Method = METHOD,
) -> Certainty:
    """Say how sure we are of a score (methods C2).

    Args:
        raters: people who answered on the foundation's and on the partner's side.
        coverage: share of the weight that both sides rated, 0 to 1.
        up_to_date: the review is not older than its interval.
        method: the thresholds.
    """
    fewest = min(raters)
    if fewest < 1 or coverage < method.coverage_min:
        return Certainty.THIN
    solid = fewest >= method.raters_good and coverage >= method.coverage_good
    return Certainty.GOOD if solid and up_to_date else Certainty.FAIR
