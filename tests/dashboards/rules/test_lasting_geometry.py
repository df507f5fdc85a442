"""Where the dots after an end lie."""

from fractions import Fraction

from eclt_partners.dashboards.rules.lasting_geometry import lasting_axes, lasting_point
from partners.rules.method import METHOD


def test_the_end_of_the_axis_is_two_years_on():
    assert lasting_point(24, Fraction(100)) == {"x": 280.0, "y": 12.0}
    assert lasting_point(0, Fraction(0)) == {"x": 30.0, "y": 162.0}


def test_the_axes_name_the_months_and_the_borders_of_the_bands():
    axes = lasting_axes(METHOD)
    assert [month["value"] for month in axes["months"]] == [6, 12, 24]
    assert [score["value"] for score in axes["scores"]] == [0, 34, 67, 100]
    assert axes["foot"] == axes["scores"][0]["y"]
