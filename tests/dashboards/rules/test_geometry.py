"""Where marks lie: pure arithmetic."""

import ast
import inspect
from fractions import Fraction

import pytest

from eclt_partners.dashboards.rules import geometry as g


def test_a_dumbbell_spans_the_scale():
    marks = g.dumbbell(Fraction(1), Fraction(5), 0)
    assert (marks["foundation"], marks["partner"]) == (16.0, 304.0)


def test_the_middle_of_the_scale_is_the_middle_of_the_line():
    assert g.dumbbell(Fraction(3), Fraction(3), 2)["partner"] == 160.0


def test_lines_lie_below_each_other_at_equal_distance():
    heights = [g.dumbbell(Fraction(3), Fraction(3), n)["y"] for n in range(3)]
    assert heights[1] - heights[0] == heights[2] - heights[1] > 0


def test_the_chart_is_high_enough_for_its_last_line():
    assert g.dumbbell_height(10) >= g.dumbbell(Fraction(3), Fraction(3), 9)["y"] + 40


@pytest.mark.parametrize(
    ("months", "end"),
    [(0, 12), (11, 12), (12, 12), (13, 24), (72, 72), (73, 96), (218, 240)],
)
def test_the_age_axis_ends_at_a_whole_step_after_the_oldest(months, end):
    assert g.age_axis_end(months) == end


@pytest.mark.parametrize("months", range(0, 400, 7))
def test_the_age_axis_has_at_most_six_steps_and_holds_every_reading(months):
    assert len(g.age_ticks(months)) <= g.CURVE_STEPS + 1
    assert g.age_axis_end(months) >= months


def test_a_higher_rating_lies_higher():
    low, high = (g.curve_point(12, Fraction(n), 24)["y"] for n in (2, 4))
    assert high < low


def test_an_older_reading_lies_further_right():
    young, old = (g.curve_point(n, Fraction(3), 24)["x"] for n in (6, 18))
    assert young < old


def test_a_point_beyond_the_axis_stays_inside():
    assert g.curve_point(60, Fraction(3), 24)["x"] == g.CURVE_LEFT + g.CURVE_WIDTH


def test_a_path_joins_points_in_their_order():
    assert g.path_of([{"x": 1.0, "y": 2.5}, {"x": 30.0, "y": 4.0}]) == "1,2.5 30,4"


@pytest.mark.parametrize(("percent", "length"), [(0, 0.0), (59, 59.0), (100, 100.0)])
def test_a_bar_is_as_long_as_its_number(percent, length):
    assert g.bar_length(Fraction(percent)) == length


def test_labels_that_would_cover_each_other_move_apart():
    assert g.spread_labels([10.0, 12.0, 11.0], 15) == [10.0, 40.0, 25.0]


def test_labels_with_room_stay_where_they_are():
    assert g.spread_labels([10.0, 60.0], 15) == [10.0, 60.0]


def test_geometry_knows_neither_django_nor_the_clock():
    tree = ast.parse(inspect.getsource(g))
    names = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert names == {
        "collections.abc",
        "fractions",
        "functools",
        "itertools",
        "math",
        "partners.rules.rounding",
    }
