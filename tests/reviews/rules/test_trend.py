from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.rules.rounding import half_up, half_up_or_none
from reviews.rules.trend import Point, TrendWord, trend
from tests.golden import PARTNERSHIPS, by_id, cases, exact, portfolio_readings

W = TrendWord
WORDS = {"T1": W.TOO_EARLY, "T2": W.RISING, "T3": W.FALLING, "T4": W.RISING}

# The column "Theil-Sen /yr" of the portfolio table.
PORTFOLIO_SLOPES = {
    "MW-01": "7.5",
    "MW-02": "5.0",
    "MW-03": "5.8",
    "TZ-01": "9.9",
    "TZ-02": None,
    "UG-01": "0.0",
    "UG-02": None,
    "MZ-01": "8.4",
    "MZ-02": "-20.1",
    "ZM-01": "-1.2",
    "ZW-01": "-22.6",
    "GT-01": "2.9",
    "ID-01": "-5.9",
    "ID-02": "3.8",
    "PH-02": "2.5",
    "BR-01": "3.8",
    "BD-01": "-30.7",
}


def golden_points(case):
    return [
        Point(date.fromisoformat(on), Fraction(str(index)))
        for on, index in case["points"]
    ]


def points(*indexes, apart=180):
    start = date(2024, 1, 1)
    return [
        Point(start + timedelta(days=apart * at), Fraction(index))
        for at, index in enumerate(indexes)
    ]


@pytest.mark.parametrize("case", cases("trend"), ids=by_id)
def test_the_worked_cases_come_out_exactly(case):
    found, expect = trend(golden_points(case)), case["expect"]
    assert half_up_or_none(found.slope, 2) == exact(expect["slope_per_year"])
    pairwise = [half_up(each, 2) for each in found.pairwise]
    assert pairwise == [exact(each) for each in expect["pairwise_sorted"]]
    assert found.word is WORDS[case["id"]]


@pytest.mark.parametrize("code", PORTFOLIO_SLOPES)
def test_the_slopes_of_the_portfolio_come_out_as_listed(code):
    read = portfolio_readings(PARTNERSHIPS[code])
    known = [Point(each.on, each.index) for each in read if each.index is not None]
    slope = half_up_or_none(trend(known).slope, 1)
    assert slope == exact(PORTFOLIO_SLOPES[code])


def test_few_readings_have_words_but_no_slope():
    assert trend([]).word is W.NO_READING
    assert trend(points(50)).word is W.FIRST_READING
    two = trend(points(55, "62.5"))
    assert (two.word, two.slope, two.change) == (W.TOO_EARLY, None, Fraction("7.5"))


def test_the_order_of_the_readings_does_not_matter():
    listed = points(50, 60, 55)
    assert trend(listed[::-1]) == trend(listed)


def test_pairs_less_than_thirty_days_apart_are_left_out():
    assert (
        trend(points(50, 60, 70, apart=29)).pairwise
        == trend(
            [points(50, 60, 70, apart=29)[0], points(50, 60, 70, apart=29)[2]]
        ).pairwise
    )
    assert len(trend(points(50, 60, 70, apart=30)).pairwise) == 3


def test_three_readings_within_a_month_are_too_early_for_a_trend():
    found = trend(points(50, 60, 70, apart=10))
    assert (found.slope, found.word) == (None, W.TOO_EARLY)


YEAR = Fraction(36525, 100)


def slope_of(per_year):
    """Readings on a straight line with an exact slope in points per year."""
    return points(50, 50 + per_year * 180 / YEAR, 50 + per_year * 360 / YEAR)


@pytest.mark.parametrize(
    ("per_year", "word"),
    [
        (Fraction("4.99"), W.STEADY),
        (Fraction(5), W.RISING),
        (Fraction("-4.99"), W.STEADY),
        (Fraction(-5), W.FALLING),
        (Fraction(0), W.STEADY),
    ],
)
def test_five_points_a_year_make_a_trend(per_year, word):
    assert trend(slope_of(per_year)).word is word


def test_a_slope_that_too_few_pairs_share_is_up_and_down():
    found = trend(points(40, 80, 30, 70))
    assert found.slope > 5
    assert sum(each > 0 for each in found.pairwise) == 3
    assert found.word is W.UP_AND_DOWN


def test_exactly_two_of_three_pairs_are_enough():
    found = trend(points(40, 80, 70))
    assert sum(each > 0 for each in found.pairwise) == 2
    assert found.word is W.RISING


@settings(max_examples=40)
@given(st.lists(st.integers(0, 100), min_size=3, max_size=7))
def test_turning_the_readings_upside_down_turns_the_trend(indexes):
    up, down = trend(points(*indexes)), trend(points(*(100 - i for i in indexes)))
    assert up.slope == -down.slope
    mirror = {W.RISING: W.FALLING, W.FALLING: W.RISING}
    assert down.word is mirror.get(up.word, up.word)
