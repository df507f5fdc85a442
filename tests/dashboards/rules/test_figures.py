"""All figures of one country together."""

import json

from eclt_partners.dashboards.rules.figures import SCHEMA, country_figures
from partners.choices import Stage
from tests.dashboards.rows import TODAY, a_review, a_row, a_score


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
