"""What of a very large country is kept: every number, and the first lines of lists."""

import json
from dataclasses import replace

import pytest

from eclt_partners.dashboards.rules.figures import country_figures
from eclt_partners.dashboards.rules.shortening import KEPT, hurting_first, shortened
from eclt_partners.dashboards.rules.summary import country_summary
from partners.choices import Status
from tests.dashboards.rows import TODAY, a_row, a_score, a_standing

MANY = KEPT + 20


@pytest.fixture(scope="module")
def rows():
    return [
        replace(
            a_row(
                scores=(a_score(), a_score(2, 4)),
                standing=a_standing(
                    status=Status.RED if n % 40 == 39 else Status.GREEN
                ),
            ),
            id=n,
            code=f"MW-{n:03}",
        )
        for n in range(MANY)
    ]


@pytest.fixture(scope="module")
def whole(rows):
    return country_figures("MW", rows, TODAY)


@pytest.fixture(scope="module")
def cut(rows):
    return _stored(rows)


def test_whole_figures_have_every_line_and_say_how_many(whole):
    assert len(whole["heat"]["rows"]) == whole["heat"]["rows_count"] == MANY
    assert len(whole["others"]) == whole["others_count"] == 0


def test_numbers_speak_of_all_whatever_is_cut(whole, cut):
    def numbers(value):
        if isinstance(value, dict):
            return {k: numbers(v) for k, v in value.items() if not isinstance(v, list)}
        return value

    assert numbers(cut) == {**numbers(whole), "is_cut": True}


def test_lists_keep_their_first_lines_and_their_length(cut):
    for block, name in (("heat", "rows"), ("trust", "lines"), ("gaps", "blocks")):
        assert len(cut[block][name]) == KEPT
        assert cut[block][f"{name}_count"] == MANY
    green = next(tile for tile in cut["tiles"] if tile["status"] == "GREEN")
    assert len(green["rows"]) == KEPT < green["rows_count"] == green["count"]


def test_it_is_said_whether_any_list_is_cut(rows, cut):
    assert cut["is_cut"]
    assert not shortened(country_figures("MW", rows[:KEPT], TODAY))["is_cut"]


def test_of_many_lines_what_hurts_most_comes_first_and_then_the_old_order():
    hurts = {"c": 1, "e": 2}

    def first(lines, *, most):
        return hurting_first(lines, lambda x: hurts.get(x, 0), shown=3, most=most)

    assert first("abcde", most=4) == list("ecab")
    assert first("abcd", most=None) == list("cabd")
    assert first("abc", most=2) == "abc"


def test_partnerships_that_need_a_talk_are_drawn_first(cut):
    codes = [line["code"] for line in cut["trust"]["lines"]]
    assert codes[:8] == [f"MW-{n:03}" for n in range(39, MANY, 40)]
    assert codes[8:10] == ["MW-000", "MW-001"]


def test_the_summary_of_a_country_speaks_of_what_was_cut(whole):
    assert country_summary(whole)["attention_count"] == whole["opening"]["talk_soon"]


def test_a_larger_country_takes_no_more_room(rows, cut):
    more = [replace(row, id=row.id + MANY) for row in rows]
    double = _stored([*rows, *more])
    assert len(json.dumps(double)) < 1.1 * len(json.dumps(cut))


def _stored(rows):
    return shortened(country_figures("MW", rows, TODAY, most=KEPT))
