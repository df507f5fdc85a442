"""The heat map: a number in every cell, its shade, and what is low."""

from fractions import Fraction

import pytest
from django.template.loader import render_to_string

from eclt_partners.dashboards.rules.heat import heat_cell, heat_map, side_cell
from partners.choices import Side
from reviews.rules.scores import DimensionScore
from tests.dashboards.rows import a_row, a_score


def _dimension(foundation, partner):
    return DimensionScore("D1", Fraction(1), foundation, partner)


def test_a_cell_shows_the_joint_mean_to_one_place_half_up():
    assert heat_cell(_dimension(Fraction("3.3"), Fraction("4.2")))["joint"] == "3.8"


@pytest.mark.parametrize(
    ("mean", "shade"),
    [("1", 1), ("2.99", 2), ("3", 3), ("3.99", 3), ("4", 4), ("5", 5)],
)
def test_the_shade_follows_the_bands_of_the_method(mean, shade):
    assert heat_cell(_dimension(Fraction(mean), Fraction(mean)))["shade"] == shade


def test_a_dimension_nobody_was_asked_is_unknown():
    assert heat_cell(None) == {"joint": None, "shade": 0, "low": []}
    words = "Not known, or not asked at this stage"
    for name in ("dashboards/heat_cell.html", "dashboards/heat_chip.html"):
        assert words in render_to_string(name, {"cell": heat_cell(None)})
    assert words in render_to_string("components/heat_key.html")


def test_a_low_side_marks_the_cell_although_the_mean_looks_fine():
    cell = heat_cell(_dimension(Fraction(5), Fraction(2)))
    assert (cell["joint"], cell["low"]) == ("3.5", ["PARTNER"])


def test_a_side_that_answered_alone_shows_nothing_in_the_joint_cell():
    cell = heat_cell(_dimension(None, Fraction(1)))
    assert cell == {"joint": None, "shade": 0, "low": []}


def test_one_side_alone_has_its_own_cell():
    cell = side_cell(_dimension(Fraction(4), Fraction(2)), Side.PARTNER)
    assert cell == {"joint": "2.0", "shade": 2, "low": ["PARTNER"]}


def test_the_weakest_cell_is_named():
    rows = [
        a_row("MW-01", scores=(a_score(),)),
        a_row("MW-02", scores=(a_score(4, [4, 3, 4, 4, 4, 4, 4, 4, 4, 4]),)),
    ]
    assert heat_map(rows)["weakest"] == {
        "joint": "3.5",
        "code": "MW-02",
        "dimension": "D2",
        "id": 2,
        "others": 0,
    }


def test_it_says_how_many_cells_are_as_low_as_the_one_that_is_named():
    rows = [
        a_row("MW-01", scores=(a_score(4, [4, 3, 4, 4, 3, 4, 4, 4, 4, 4]),)),
        a_row("MW-02", scores=(a_score(4, [3, 4, 4, 4, 4, 4, 4, 4, 4, 4]),)),
    ]
    weakest = heat_map(rows)["weakest"]
    assert (weakest["code"], weakest["others"]) == ("MW-01", 2)


def test_a_partnership_without_a_review_has_a_row_of_unknown_cells():
    heat = heat_map([a_row()])
    assert heat["reviewed_count"] == 0
    assert heat["weakest"] is None
    assert {cell["shade"] for cell in heat["rows"][0]["cells"].values()} == {0}


def test_a_coalition_has_one_row_per_pair_and_names_the_partner():
    scores = (a_score(party_id=1), a_score(3, 3, party_id=2))
    heat = heat_map([a_row(scores=scores, party_count=2)])
    assert [row["party"] for row in heat["rows"]] == ["Party 1", "Party 2"]


def test_only_the_latest_review_counts():
    scores = (a_score(2, 2, review_id=1), a_score(5, 5, review_id=2))
    (row,) = heat_map([a_row(scores=scores)])["rows"]
    assert (row["review_id"], row["cells"]["D1"]["joint"]) == (2, "5.0")


def test_four_partnerships_are_listed_and_not_averaged():
    rows = [a_row(f"MW-0{n}", scores=(a_score(),)) for n in range(1, 5)]
    assert heat_map(rows)["means"] is None


def test_five_partnerships_have_a_mean_per_dimension():
    rows = [a_row(f"MW-0{n}", scores=(a_score(n, n),)) for n in range(1, 6)]
    assert heat_map(rows)["means"]["D1"] == "3.0"


def test_of_more_rows_than_a_page_shows_those_that_hurt_come_first():
    """Few stay by code, whatever they say."""

    def codes(count):
        quiet = [
            a_row(f"MW-{number}", scores=(a_score(4),)) for number in range(10, count)
        ]
        low = a_row("MW-98", scores=(a_score(5, 2),))
        weakest = a_row("MW-99", scores=(a_score(2.5, 2.5),))
        rows = heat_map([*quiet, low, weakest])["rows"]
        return [row["code"] for row in rows]

    assert codes(12) == ["MW-10", "MW-11", "MW-98", "MW-99"]
    assert codes(40)[:3] == ["MW-99", "MW-98", "MW-10"]
