"""All figures of one country together."""

import json
from datetime import date, timedelta

from eclt_partners.dashboards.rules.figures import SCHEMA, country_figures
from partners.choices import Stage
from tests.dashboards.rows import TODAY, a_review, a_row, a_score, a_standing


def _figures(*rows):
    return country_figures("MW", rows, TODAY)


def test_figures_are_plain_json_with_their_schema():
    figures = _figures(a_row(scores=(a_score(),), reviews=(a_review(),)))
    assert json.loads(json.dumps(figures)) == figures
    assert (figures["schema"], figures["as_of"]) == (SCHEMA, "2026-11-23")


def test_a_country_without_partnerships_has_empty_figures():
    figures = _figures()
    assert figures["opening"]["partnerships"] == 0
    assert figures["actions"] == figures["calendar"] == figures["others"] == []


def test_partnerships_come_by_code_whatever_the_order_of_the_rows():
    figures = _figures(a_row("MW-02"), a_row("MW-01"))
    assert [row["code"] for row in figures["heat"]["rows"]] == ["MW-01", "MW-02"]


def test_partnerships_without_regular_reviews_stand_apart():
    figures = _figures(a_row("MW-01"), a_row("MW-02", stage=Stage.SUSTAINING))
    assert figures["opening"]["partnerships"] == 1
    assert figures["others"][0]["code"] == "MW-02"


def test_only_reviews_of_the_last_year_count_as_reviewed():
    recent = a_score(on=TODAY - timedelta(days=365))
    old = a_score(on=TODAY - timedelta(days=366))
    figures = _figures(a_row("MW-01", scores=(recent,)), a_row("MW-02", scores=(old,)))
    assert figures["overview"]["reviewed_count"] == 1


def test_the_next_review_is_the_earliest_day_answers_are_due():
    planned = a_review(due_on=date(2026, 12, 8), original_due_on=date(2026, 8, 10))
    figures = _figures(
        a_row("MW-01", standing=a_standing(due_on=date(2027, 1, 10))),
        a_row("MW-02", reviews=(planned,)),
    )
    assert figures["overview"]["next_due_on"] == "2026-12-08"


def test_a_mean_gap_needs_five_partnerships():
    rows = [a_row(f"MW-0{n}", scores=(a_score(4, 3),)) for n in range(1, 6)]
    assert _figures(*rows[:4])["overview"]["mean_gap"] is None
    assert _figures(*rows)["overview"]["mean_gap"] == "1.0"
