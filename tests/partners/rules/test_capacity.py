from decimal import Decimal
from fractions import Fraction

import pytest

from partners.rules.capacity import GoalReading, mean_gap_closed
from partners.rules.rounding import half_up

CAP_1 = [
    GoalReading(2, 4, 3),
    GoalReading(1, 4, 3),
    GoalReading(2, 3, 2),
    GoalReading(3, 5, 5),
    GoalReading(3, 4, 2),
]


def test_the_worked_example_comes_out_exactly():
    closed = [half_up(goal.gap_closed, 2) for goal in CAP_1]
    assert closed == [50, Decimal("66.67"), 0, 100, 0]
    assert half_up(mean_gap_closed(CAP_1), 2) == Decimal("43.33")


def test_only_a_fall_below_the_baseline_is_flagged():
    assert [goal.went_back for goal in CAP_1] == [False, False, False, False, True]


def test_more_than_the_target_counts_as_all_of_it():
    assert GoalReading(2, 3, 5).gap_closed == 100


@pytest.mark.parametrize(("current", "kept"), [(3, True), (4, True), (2, False)])
def test_a_goal_to_keep_is_kept_or_not(current, kept):
    goal = GoalReading(3, 3, current)
    assert goal.is_keep
    assert goal.is_kept is kept
    assert goal.gap_closed is None


def test_a_goal_to_grow_is_neither_kept_nor_lost():
    assert GoalReading(2, 4, 3).is_kept is None


def test_goals_to_keep_and_goals_without_a_level_stay_outside_the_mean():
    goals = [GoalReading(3, 3, 1), GoalReading(1, 3), GoalReading(1, 3, 2)]
    assert mean_gap_closed(goals) == Fraction(50)


def test_without_a_level_nothing_is_known():
    assert mean_gap_closed([]) is None
    assert mean_gap_closed([GoalReading(1, 3)]) is None
    assert GoalReading(1, 3).went_back is False
    assert GoalReading(3, 3).is_kept is None
