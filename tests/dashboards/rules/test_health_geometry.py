"""Where do the dots of the health index over time lie?"""

from datetime import date
from fractions import Fraction

from eclt_partners.dashboards.rules.health_geometry import (
    health_axes,
    health_point,
    named_points,
)

FIRST, LAST = date(2025, 3, 1), date(2025, 3, 11)


def test_a_dot_stands_at_its_true_day_and_height():
    assert health_point(FIRST, Fraction(100), FIRST, LAST) == {"x": 46.0, "y": 22.0}
    assert health_point(LAST, Fraction(0), FIRST, LAST) == {"x": 322.0, "y": 172.0}
    third_of_march = health_point(date(2025, 3, 3), Fraction(50), FIRST, LAST)
    assert third_of_march == {"x": 101.2, "y": 97.0}


def test_a_single_dot_stands_in_the_middle():
    assert health_point(FIRST, Fraction(50), FIRST, FIRST)["x"] == 184.0


def test_the_dashed_lines_stand_where_the_status_rules_change():
    borders = health_axes(FIRST, LAST)["borders"]
    assert borders == [{"value": 40, "y": 112.0}, {"value": 65, "y": 74.5}]


def test_numbers_that_would_touch_are_left_out_but_never_the_last():
    assert named_points([0, 100, 110, 125]) == [True, True, False, True]
    assert named_points([0, 21]) == [False, True]
    assert named_points([]) == []


def test_a_short_time_names_its_first_and_last_day():
    days = health_axes(FIRST, LAST)["days"]
    assert [(day["on"], day["anchor"]) for day in days] == [
        (FIRST, "start"),
        (LAST, "end"),
    ]


def test_a_single_day_is_named_once():
    (day,) = health_axes(FIRST, FIRST)["days"]
    assert (day["on"], day["anchor"]) == (FIRST, "middle")


def test_a_long_time_names_years_six_at_most():
    three = health_axes(date(2022, 5, 1), date(2025, 5, 1))["days"]
    assert [day["year"] for day in three] == [2023, 2024, 2025]
    long = health_axes(date(2010, 5, 1), date(2025, 5, 1))["days"]
    assert [day["year"] for day in long] == [2011, 2014, 2017, 2020, 2023]
