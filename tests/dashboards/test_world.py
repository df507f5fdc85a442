"""The shapes of the map, and what is drawn of a country."""

import json
import re
from pathlib import Path
from runpy import run_path

import pytest
from django.utils import translation

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.selectors.snapshots import CountryLine
from eclt_partners.dashboards.world import SHAPES, country_map
from tests.dashboards import portfolio as plain

ROOT = Path(__file__).resolve().parents[2]
WORLD = json.loads(SHAPES.read_text("utf-8"))


def a_line(code, **opening):
    figures = {"opening": opening} if opening else None
    return CountryLine(Country(code=code), None, figures)


def test_every_country_of_the_portfolio_has_its_shape():
    for code in plain.countries():
        left, top, right, bottom = WORLD["shapes"][code]["box"]
        x, y = WORLD["middles"][code]
        assert left <= x <= right
        assert top <= y <= bottom


# Latitude, length of its parallel, distance from the equator: the published table that
# the projection was drawn from.
PATTERSON = [
    (0, 1.0000, 0.0000),
    (30, 0.9570, 0.3720),
    (50, 0.8763, 0.6176),
    (70, 0.7525, 0.8435),
]


@pytest.mark.parametrize(("latitude", "length", "distance"), PATTERSON)
def test_the_projection_is_the_natural_earth(latitude, length, distance):
    project = run_path(str(ROOT / "static/build/world_map.py"))["natural_earth"]
    wide, high = project(180, latitude)
    assert wide / project(180, 0)[0] == pytest.approx(length, abs=0.003)
    assert high / project(0, 90)[1] == pytest.approx(distance, abs=0.003)


def test_small_states_have_a_middle_though_no_shape():
    assert {"MU", "TV", "MT", "SC"} <= set(WORLD["middles"]) - set(WORLD["shapes"])


def test_the_land_is_drawn_in_the_same_units():
    svg = (ROOT / "static/vendor/world-atlas/world.svg").read_text("utf-8")
    size = f'viewBox="0 0 {WORLD["width"]} {WORLD["height"]}"'
    assert size in svg
    assert re.fullmatch(r"[-0-9 Mlz]+", re.search(r' d="([^"]*)"', svg)[1])


def test_one_country_needs_no_map():
    assert country_map([a_line("MW"), a_line("ZZ")]) is None


def test_neighbours_whose_circles_had_to_move_keep_a_mark_of_their_place():
    found = country_map([a_line(code) for code in ("GT", "MW", "PH", "TZ", "UG", "ZM")])
    by_code = {spot.line.country.code: spot for spot in found.spots}
    assert not by_code["GT"].is_moved
    assert by_code["GT"].x == by_code["GT"].at_x
    assert any(by_code[code].is_moved for code in ("MW", "TZ", "UG", "ZM"))


def test_a_state_without_a_shape_is_still_on_the_map():
    found = country_map([a_line("MU"), a_line("MW")])
    assert [spot.path != "" for spot in found.spots] == [False, True]


def test_each_link_says_what_its_circle_shows():
    with translation.override("en"):
        lines = [
            a_line("BR", partnerships=2, attention=0, unknown=1),
            a_line("MW", partnerships=3, attention=1, unknown=0),
            a_line("UG"),
        ]
        assert [spot.text for spot in country_map(lines).spots] == [
            "Brazil: 2 partnerships, 1 not known",
            "Malawi: 3 partnerships, 1 needs attention",
            "Uganda: Not built yet",
        ]
