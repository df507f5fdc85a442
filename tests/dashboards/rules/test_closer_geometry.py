"""Where do the marks on the page "Look closer" lie?"""

from fractions import Fraction

from eclt_partners.dashboards.rules.closer_geometry import (
    cohort_axes,
    cohort_path,
    cohort_point,
    field_axes,
    field_point,
)


def test_health_rises_and_age_goes_to_the_right():
    assert cohort_point(0, Fraction(100)) == {"x": 34.0, "y": 16.0}
    assert cohort_point(2, Fraction(0)) == {"x": 190.0, "y": 126.0}


def test_a_line_needs_two_points():
    points = [{"mark": cohort_point(n, Fraction(50))} for n in (0, 1)]
    assert cohort_path(points[:1]) == ""
    assert cohort_path(points) == "34,71 112,71"


def test_the_foot_of_both_charts_is_zero():
    assert cohort_axes()["healths"][0]["y"] == cohort_axes()["foot"]
    assert field_axes()["shares"][0]["y"] == field_axes()["foot"]


def test_the_field_is_as_wide_as_its_axis():
    assert field_point(Fraction(0), Fraction(1))["y"] == field_axes()["shares"][-1]["y"]
    assert field_point(Fraction(100), Fraction(0))["x"] == field_axes()["right"]
