from fractions import Fraction

import pytest

from reviews.rules.bands import (
    Certainty,
    ChangeBand,
    DimensionBand,
    GapBand,
    GapIndexBand,
    certainty,
    change_band,
    dimension_band,
    gap_band,
    gap_index_band,
)


@pytest.mark.parametrize(
    ("mean", "band"),
    [
        ("2.99", DimensionBand.NEEDS_CARE),
        ("3", DimensionBand.WORKING),
        ("3.99", DimensionBand.WORKING),
        ("4", DimensionBand.STRONG),
    ],
)
def test_a_dimension_mean_has_a_word(mean, band):
    assert dimension_band(Fraction(mean)) is band


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("gap", "band"),
    [
        ("0.99", GapBand.SIMILAR),
        ("1", GapBand.TALK),
        ("1.49", GapBand.TALK),
        ("1.5", GapBand.TALK_FIRST),
    ],
)
def test_a_gap_has_a_word_whichever_side_sees_it_better(gap, band, sign):
    assert gap_band(sign * Fraction(gap)) is band


@pytest.mark.parametrize(
    ("gap_index", "band"),
    [
        ("0.49", GapIndexBand.ALIGNED),
        ("0.5", GapIndexBand.SOME),
        ("0.99", GapIndexBand.SOME),
        ("1", GapIndexBand.WIDE),
    ],
)
def test_the_gap_index_has_a_word(gap_index, band):
    assert gap_index_band(Fraction(gap_index)) is band


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("change", "band"),
    [
        ("4.99", ChangeBand.ABOUT_THE_SAME),
        ("5", ChangeBand.MOVED),
        ("9.99", ChangeBand.MOVED),
        ("10", ChangeBand.STRONG_MOVE),
    ],
)
def test_a_change_has_a_word_up_or_down(change, band, sign):
    assert change_band(sign * Fraction(change)) is band


@pytest.mark.parametrize(
    ("raters", "coverage", "up_to_date", "expected"),
    [
        ((2, 2), "0.9", True, Certainty.GOOD),
        ((2, 2), "0.89", True, Certainty.FAIR),
        ((2, 2), "0.9", False, Certainty.FAIR),
        ((1, 5), "1", True, Certainty.FAIR),
        ((1, 1), "0.7", False, Certainty.FAIR),
        ((1, 1), "0.69", True, Certainty.THIN),
        ((4, 0), "1", True, Certainty.THIN),
    ],
)
def test_how_sure_we_are(raters, coverage, up_to_date, expected):
    assert certainty(raters, Fraction(coverage), up_to_date=up_to_date) is expected
