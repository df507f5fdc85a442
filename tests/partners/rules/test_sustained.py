from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.rules.rounding import half_up, half_up_or_none
from partners.rules.sustained import (
    CheckItem,
    SustainedBand,
    Weights,
    sustained_band,
    sustained_score,
    weighed_score,
)
from tests.golden import by_id, cases, exact


@pytest.mark.parametrize("case", cases("sustained"), ids=by_id)
def test_the_worked_cases_come_out_exactly(case):
    found = sustained_score(CheckItem(*row) for row in case["items"])
    expect = case["expect"]
    assert half_up_or_none(found.score, 2) == exact(expect["SOS"])
    assert half_up(100 * found.coverage, 2) == Decimal(str(expect["coverage_pct"]))


def test_exactly_sixty_percent_known_is_enough():
    enough = [CheckItem(3, 3), CheckItem(2, None)]
    assert sustained_score(enough).score == 100


def test_a_little_less_than_sixty_percent_known_is_not_enough():
    too_few = [CheckItem(1, 3), CheckItem(1, None)]
    assert sustained_score(too_few).score is None
    assert sustained_score(too_few).coverage == Fraction(1, 2)


def test_a_check_without_functions_says_nothing():
    assert sustained_score([]).score is None


@pytest.mark.parametrize(
    ("score", "band"),
    [
        ("67", SustainedBand.MOSTLY_LASTING),
        ("66.67", SustainedBand.PARTLY),
        ("34", SustainedBand.PARTLY),
        ("33.99", SustainedBand.MOSTLY_LOST),
    ],
)
def test_each_score_has_its_band(score, band):
    assert sustained_band(Fraction(score)) == band


@settings(max_examples=40)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=8))
def test_everything_as_at_handover_is_a_hundred(importances):
    assert sustained_score(CheckItem(each, 3) for each in importances).score == 100


@given(st.lists(st.tuples(st.integers(1, 3), st.none() | st.integers(0, 3))))
def test_a_score_depends_on_three_sums_alone(rows) -> None:
    known = [(importance, value) for importance, value in rows if value is not None]
    weights = Weights(
        importance=sum(importance for importance, _value in rows),
        known=sum(importance for importance, _value in known),
        reached=sum(importance * value for importance, value in known),
    )

    assert weighed_score(weights) == sustained_score(CheckItem(*row) for row in rows)
