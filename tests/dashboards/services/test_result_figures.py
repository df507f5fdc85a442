"""Children, cost, reached targets and start years, against a second computation."""

from decimal import Decimal

import pytest

from tests.dashboards import portfolio as plain
from tests.dashboards import portfolio_results as second

COUNTRIES = plain.countries()


@pytest.mark.parametrize("code", COUNTRIES)
def test_children_are_counted_in_three_ways_and_none_is_invented(figures, code):
    shown = {each["way"]: each["count"] for each in figures[code]["children"]["ways"]}
    assert shown == second.ways(code)


@pytest.mark.parametrize("code", COUNTRIES)
def test_each_agreement_has_its_children_its_money_and_its_cost(figures, code):
    shown = {
        line["code"]: (
            line["cost_children"],
            line["cost_spending"],
            line["cost"],
        )
        for line in figures[code]["children"]["lines"]
        if line["cost_children"] is not None
    }
    assert shown == {
        key: (
            children,
            second.to_the_cent(dollars),
            second.to_the_cent(dollars / children),
        )
        for key, (children, _local, dollars) in second.whole(code).items()
    }


@pytest.mark.parametrize("code", COUNTRIES)
def test_each_agreement_has_all_spending_that_is_known(figures, code):
    shown = {
        line["code"]: (line["spending"], line["reported"])
        for line in figures[code]["children"]["lines"]
        if line["spending"] is not None
    }
    assert shown == {
        key: (second.to_the_cent(local), second.to_the_cent(dollars))
        for key, (local, dollars) in second.spent(code).items()
    }


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_country_has_two_sums_a_range_and_no_mean_below_five(figures, code):
    wanted = second.cost(code)
    assert figures[code]["children"]["costs"] == ([wanted] if wanted else [])


@pytest.mark.parametrize("code", COUNTRIES)
def test_what_is_left_out_is_named_with_why(figures, code):
    shown = {
        each["code"]: each["why"] for each in figures[code]["children"]["excluded"]
    }
    assert shown == second.left_out(code)


@pytest.mark.parametrize("code", COUNTRIES)
def test_targets_stand_beside_what_is_reached(figures, code):
    shown = {
        line["code"]: {
            each["text"]: (each["reached"], each["percent"]) for each in line["targets"]
        }
        for line in figures[code]["targets"]["agreements"]
    }
    assert shown == second.reached(code)


@pytest.mark.parametrize("code", COUNTRIES)
def test_health_stands_beside_reached_targets(figures, code):
    reached = figures[code]["closer"]["reached"]
    shown = {
        each["code"]: (each["index"], each["percent"]) for each in reached["points"]
    }
    assert shown == second.points(code)
    assert reached["count"] == len(shown)
    assert sum(reached["without"].values()) + len(shown) == sum(
        p["stage"] in {"ACTIVE", "TRANSITION", "PAUSED", "EXPLORING", "SHAPING"}
        for p in plain.partnerships(code)
    )


@pytest.mark.parametrize("code", COUNTRIES)
def test_start_years_with_too_few_partnerships_are_hidden(figures, code):
    cohorts = figures[code]["closer"]["cohorts"]
    assert cohorts["lines"] == []
    assert {each["year"]: each["count"] for each in cohorts["hidden"]} == (
        second.cohort_sizes(code)
    )


def test_the_demonstration_shows_a_range_a_doubt_and_every_reason(figures):
    malawi = figures["MW"]["children"]
    assert (malawi["double_count"], malawi["agreement_count"]) == (1, 2)
    assert Decimal(malawi["costs"][0]["lowest"]) < Decimal(
        malawi["costs"][0]["highest"]
    )
    why = {
        line["why"] for found in figures.values() for line in found["children"]["lines"]
    }
    assert why == {None, "no_spending"}
    left_out = [each for f in figures.values() for each in f["children"]["excluded"]]
    assert {each["why"] for each in left_out} == {"no_services", "no_results"}
