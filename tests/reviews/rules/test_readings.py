"""How much did the index fall since the review before?"""

from datetime import date
from fractions import Fraction

from reviews.rules.readings import Reading, last_drop


def _reading(month, index, version="RHR-1"):
    value = None if index is None else Fraction(index)
    return Reading(date(2026, month, 1), value, version=version)


def test_a_fall_is_counted_from_the_latest_index_before():
    assert last_drop([_reading(1, 80), _reading(2, None), _reading(3, 65)]) == 15


def test_a_rise_is_negative():
    assert last_drop([_reading(1, 60), _reading(2, 65)]) == -5


def test_the_first_reading_fell_by_nothing():
    assert last_drop([_reading(1, 60)]) == 0
    assert last_drop([]) == 0


def test_a_reading_without_an_index_fell_by_nothing():
    assert last_drop([_reading(1, 60), _reading(2, None)]) == 0


def test_a_new_version_is_not_compared_with_the_old_one():
    assert last_drop([_reading(1, 90), _reading(2, 50, "RHR-2")]) == 0


def test_the_first_version_is_left_out_between_two_of_the_second():
    rows = [_reading(1, 90), _reading(2, 70, "RHR-2"), _reading(3, 60, "RHR-2")]
    assert last_drop(rows) == 10
