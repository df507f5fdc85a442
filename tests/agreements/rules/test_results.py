"""What does a result say, and which days can it be of?"""

from datetime import date
from decimal import Decimal

import pytest

from agreements.rules.results import (
    Period,
    PeriodProblem,
    TargetReading,
    children_in_all,
    latest_readings,
    period_problem,
    says_nothing,
)

BEGINS, TODAY = date(2025, 1, 1), date(2026, 11, 23)


def _problem(first: date, last: date) -> PeriodProblem | None:
    return period_problem(Period(first, last), begins_on=BEGINS, today=TODAY)


def test_a_period_that_is_over_is_right() -> None:
    assert _problem(BEGINS, date(2025, 6, 30)) is None
    assert _problem(TODAY, TODAY) is None


def test_a_year_is_right_and_a_day_more_is_not() -> None:
    assert _problem(date(2025, 2, 1), date(2026, 1, 31)) is None
    longer = _problem(date(2025, 2, 1), date(2026, 2, 2))
    assert longer is PeriodProblem.TOO_LONG


@pytest.mark.parametrize(
    ("first", "last", "problem"),
    [
        (date(2026, 5, 2), date(2026, 5, 1), PeriodProblem.BACKWARDS),
        (date(2026, 5, 1), date(2026, 11, 24), PeriodProblem.NOT_OVER),
        (date(2024, 12, 31), date(2025, 3, 1), PeriodProblem.TOO_EARLY),
    ],
)
def test_days_that_cannot_be_are_told(first, last, problem) -> None:
    assert _problem(first, last) is problem


def test_periods_overlap_from_the_first_day_they_share() -> None:
    spring = Period(date(2026, 1, 1), date(2026, 6, 30))
    assert spring.overlaps(Period(date(2026, 6, 30), date(2026, 9, 1)))
    assert not spring.overlaps(Period(date(2026, 7, 1), date(2026, 9, 1)))


def test_all_children_are_known_only_when_all_three_ways_were_counted() -> None:
    assert children_in_all([40, 100, 0]) == 140
    assert children_in_all([40, None, 0]) is None
    assert children_in_all([None, None, None]) is None


def test_the_latest_reading_of_each_target_counts_in_any_order() -> None:
    spring, autumn = date(2026, 6, 30), date(2026, 10, 31)
    results = [(autumn, {"children": 900}), (spring, {"children": 700, "clubs": 8})]
    wanted = {
        "children": TargetReading(900, autumn),
        "clubs": TargetReading(8, spring),
    }
    assert latest_readings(results) == latest_readings(results[::-1]) == wanted


def test_zero_is_a_number_and_nothing_is_not() -> None:
    assert says_nothing([None, None, None], None, {})
    assert not says_nothing([0, None, None], None, {})
    assert not says_nothing([None, None, None], Decimal(0), {})
    assert not says_nothing([None, None, None], None, {"clubs": 0})
