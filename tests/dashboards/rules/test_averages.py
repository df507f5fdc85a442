"""Country numbers over fewer than 5 partnerships are listed, not averaged."""

from fractions import Fraction

import pytest

from eclt_partners.dashboards.rules.averages import mean_if_enough, median_if_enough


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_than_five_numbers_have_no_mean_and_no_median(count):
    values = [Fraction(3)] * count
    assert mean_if_enough(values) is None
    assert median_if_enough(values) is None


def test_five_numbers_have_a_mean():
    assert mean_if_enough([Fraction(n) for n in (1, 2, 3, 4, 5)]) == 3


def test_the_mean_is_exact():
    assert mean_if_enough([Fraction(1)] * 5 + [Fraction(2)]) == Fraction(7, 6)


def test_the_median_of_an_odd_count_is_the_middle_one():
    assert median_if_enough([Fraction(n) for n in (9, 1, 5, 2, 3)]) == 3


def test_the_median_of_an_even_count_lies_between_the_middle_ones():
    assert median_if_enough([Fraction(n) for n in (1, 2, 3, 4, 9, 9)]) == Fraction(7, 2)
