from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.rules.rounding import half_up, half_up_or_none


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(7, 2), 0, "4"),
        (Fraction("78.125"), 2, "78.13"),
        (Fraction("84.375"), 2, "84.38"),
        (Fraction("2.4999"), 0, "2"),
        (Fraction(0), 2, "0.00"),
        (3, 1, "3.0"),
    ],
)
def test_a_half_goes_up(value, places, expected):
    assert str(half_up(value, places)) == expected


def test_a_negative_half_goes_away_from_zero():
    assert half_up(Fraction("-0.125"), 2) == Decimal("-0.13")


def test_what_is_not_known_stays_not_known():
    assert half_up_or_none(None, 2) is None
    assert half_up_or_none(Fraction(1, 3), 2) == Decimal("0.33")


@settings(max_examples=60)
@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 4))
def test_rounding_never_moves_a_number_by_more_than_half_a_unit(value, places):
    moved = abs(Fraction(half_up(value, places)) - value)
    assert moved <= Fraction(1, 2 * 10**places)
