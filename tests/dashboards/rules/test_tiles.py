"""Counts per status and the numbers of the first sentence."""

from datetime import date

from eclt_partners.dashboards.rules.tiles import opening_counts, status_tiles
from partners.choices import Status
from reviews.choices import ReviewState
from tests.dashboards.rows import a_review, a_row, a_standing

ROWS = [
    a_row("MW-01", standing=a_standing(status=Status.RED, red=["R1"])),
    a_row("MW-02", standing=a_standing(status=Status.AMBER, days_overdue=4)),
    a_row("MW-03", standing=a_standing(status=Status.GREY, grey=["no_review"])),
    a_row("MW-04"),
    a_row("MW-05"),
]


def test_every_status_has_a_tile_also_with_nobody_in_it():
    assert [(tile["status"], tile["count"]) for tile in status_tiles([])] == [
        ("RED", 0),
        ("AMBER", 0),
        ("GREEN", 0),
        ("GREY", 0),
    ]


def test_tiles_count_and_list_by_code():
    tiles = {tile["status"]: tile for tile in status_tiles(ROWS)}
    assert tiles["GREEN"]["count"] == 2
    assert [row["code"] for row in tiles["GREEN"]["rows"]] == ["MW-04", "MW-05"]
    assert tiles["GREY"]["rows"][0]["reasons"] == ["grey:no_review"]


def test_a_review_that_takes_no_answers_any_more_is_closed():
    closed = a_review(state=ReviewState.CLOSED, closed_on=date(2026, 11, 20))
    rows = [a_row("MW-01", reviews=(closed,)), a_row("MW-02", reviews=(a_review(),))]
    (green,) = [tile for tile in status_tiles(rows) if tile["status"] == "GREEN"]
    assert [row["is_closed"] for row in green["rows"]] == [True, False]


def test_a_late_review_has_the_day_that_people_were_asked_for_until_it_is_closed():
    asked = a_review(due_on=date(2026, 12, 15))
    closed = a_review(state=ReviewState.CLOSED, closed_on=date(2026, 11, 20))
    rows = [a_row("MW-01", reviews=(asked,)), a_row("MW-02", reviews=(closed,))]
    (green,) = [tile for tile in status_tiles(rows) if tile["status"] == "GREEN"]
    days = [row["answers_due_on"] for row in green["rows"]]
    assert days == ["2026-12-15", None]


def test_red_and_amber_need_attention_and_grey_is_not_known():
    assert opening_counts(ROWS) == {
        "partnerships": 5,
        "attention": 2,
        "talk_soon": 2,
        "overdue": 1,
        "unknown": 1,
    }
