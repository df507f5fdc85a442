"""Where the marks on the map of countries lie."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eclt_partners.dashboards.rules.map_geometry import (
    FLATTEST,
    LEAST_RADIUS,
    LEAST_VIEW,
    LEAST_WIDTH,
    TALLEST,
    View,
    spread,
    view_of,
)

WORLD = {"width": 2000, "height": 869}
ALL = View(0, 0, **WORLD)


def test_the_view_shows_all_countries_and_some_room():
    view = view_of([(700, 300, 800, 400), (1200, 350, 1300, 500)], **WORLD)
    assert view.left < 700
    assert view.left + view.width > 1300
    assert view.top < 300
    assert view.top + view.height > 500


def test_two_small_neighbours_are_not_blown_up():
    view = view_of([(1180, 565, 1196, 613), (1164, 478, 1195, 515)], **WORLD)
    assert view.width == LEAST_VIEW


@pytest.mark.parametrize(
    "boxes", [[(0, 400, 2000, 420)], [(1000, 0, 1020, 869)], [(1990, 860, 2000, 869)]]
)
def test_the_view_is_never_too_flat_or_tall_and_stays_in_the_drawing(boxes):
    view = view_of(boxes, **WORLD)
    assert TALLEST - 0.01 <= view.width / view.height <= FLATTEST + 0.02
    assert view.left >= 0
    assert view.top >= 0
    assert view.left + view.width <= 2000
    assert view.top + view.height <= 869


def test_a_circle_is_more_than_24_pixels_wide_where_the_map_is_smallest():
    across = 2 * ALL.radius * LEAST_WIDTH / ALL.width
    assert across >= 2 * LEAST_RADIUS >= 24


def test_points_with_room_stay_where_they_are():
    points = [(100.0, 100.0), (200.0, 100.0)]
    assert spread(points, 50, ALL) == points


def test_points_that_lie_on_each_other_part():
    (ax, _), (bx, _) = spread([(500.0, 400.0), (500.0, 400.0)], 50, ALL)
    assert bx - ax == pytest.approx(50, abs=0.5)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.floats(200, 1800), st.floats(200, 600)), min_size=2, max_size=12
    )
)
def test_no_two_circles_overlap_and_all_are_in_view(points):
    found = spread(points, 60, ALL)
    for (ax, ay), (bx, by) in combinations(found, 2):
        assert hypot(ax - bx, ay - by) >= 59
    assert all(30 <= x <= 1970 and 30 <= y <= 839 for x, y in found)
