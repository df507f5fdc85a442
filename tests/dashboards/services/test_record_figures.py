"""Agreements, promises, goals, checks and money, against a second computation."""

from collections import Counter
from decimal import Decimal

import pytest

from tests.dashboards import portfolio as plain
from tests.dashboards import portfolio_records as records

COUNTRIES = plain.countries()
WITH_STORIES = ["MW", "UG", "MZ", "ZW", "BD"]


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_agreement_shows_its_registered_version_and_claims_no_change(
    figures, code
):
    changes = figures[code]["changes"]
    shown = {
        line["code"]: (line["entries"][0]["version"], line["entries"][0]["on"])
        for line in changes["agreements"]
    }
    assert shown == records.versions(code)
    assert (changes["change_count"], changes["told_count"]) == (0, 0)
    assert all(
        line["unheld_count"] == line["entries"][0]["version"] - 1
        for line in changes["agreements"]
    )


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_promises_of_both_sides_are_counted_right(figures, code):
    shown = {
        row["code"]: {
            side: [row["sides"][side][way] for way in ("kept", "late", "partly")]
            + [row["sides"][side]["not_kept"]]
            for side in ("FOUNDATION", "PARTNER")
        }
        for row in figures[code]["keeping"]["rows"]
    }
    assert shown == records.kept(code)


@pytest.mark.parametrize("code", COUNTRIES)
def test_no_side_of_the_portfolio_has_enough_promises_for_a_percentage(figures, code):
    for row in figures[code]["keeping"]["rows"]:
        for side in row["sides"].values():
            assert side["due"] < 5
            assert side["percent"] is None


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_late_promises_are_listed(figures, code):
    shown = [
        (line["due_on"], line["code"], line["text"])
        for line in figures[code]["keeping"]["late"]
    ]
    assert shown == records.late(code)


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_goal_has_its_three_levels_and_its_part_of_the_way(figures, code):
    shown = {
        (goal["code"], goal["side"], domain["domain"]): (
            goal["start"],
            goal["now"],
            goal["aim"],
            goal["percent"],
        )
        for domain in figures[code]["growing"]["domains"]
        for goal in domain["goals"]
    }
    assert shown == records.goals(code)
    assert figures[code]["growing"]["states"]["went_back"] == records.went_back(code)


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_check_after_an_end_has_its_score_or_says_why_not(figures, code):
    shown = {
        row["code"]: {
            check["month"]: check["score"] or check["state"] for check in row["checks"]
        }
        for row in figures[code]["lasting"]["rows"]
    }
    assert shown == records.checks(code)


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_overdue_checks_are_those_whose_day_is_over(figures, code):
    wanted = {
        (key, month)
        for key, months in records.checks(code).items()
        for month, found in months.items()
        if found == "overdue"
    }
    overdue = figures[code]["lasting"]["overdue"]
    assert {(line["code"], line["month"]) for line in overdue} == wanted


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_measure_counts_the_checks_of_12_months(figures, code):
    found = Counter(months[12] for months in records.checks(code).values())
    measure = figures[code]["lasting"]["measure"]
    words = {"overdue", "ahead", "done", "waived"}
    scores = [Decimal(text) for text in found.elements() if text not in words]
    assert measure == {
        "lasting": sum(score >= 67 for score in scores),
        "known": len(scores),
        "without_score": found["done"] + found["waived"],
        "ahead": found["ahead"],
        "overdue": found["overdue"],
    }


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_money_in_force_stands_in_both_currencies(figures, code):
    shown = {
        deal["code"]: (
            Decimal(deal["amount"]),
            deal["currency"],
            Decimal(deal["reporting_amount"]),
        )
        for deal in figures[code]["money"]["agreements"]
    }
    assert shown == records.money(code)


@pytest.mark.parametrize("code", COUNTRIES)
def test_only_dollars_are_added_up(figures, code):
    dollars = [usd for _local, _currency, usd in records.money(code).values()]
    totals = figures[code]["money"]["totals"]
    assert {t["currency"]: Decimal(t["amount"]) for t in totals} == (
        {"USD": sum(dollars)} if dollars else {}
    )


@pytest.mark.parametrize("code", COUNTRIES)
def test_each_kind_has_its_running_partnerships_and_its_dollars(figures, code):
    kinds = figures[code]["money"]["kinds"]
    running = Counter(p["type"] for p in plain.running(code))
    assert {k["kind"]: k["count"] for k in kinds if k["count"]} == running
    for kind in kinds:
        mine = [p for p in records.in_force(code) if p["type"] == kind["kind"]]
        dollars = sum(records.money(code)[p["code"]][2] for p in mine)
        shown = sum(Decimal(total["amount"]) for total in kind["totals"])
        assert (kind["deal_count"], shown) == (len(mine), dollars)


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_targets_are_those_of_the_agreements_in_force_and_none_is_invented(
    figures, code
):
    targets = figures[code]["targets"]
    shown = {
        line["code"]: [
            (each["text"], each["quantity"], each["by_on"]) for each in line["targets"]
        ]
        for line in targets["agreements"]
    }
    wanted = records.targets(code)
    assert shown == wanted
    assert targets["target_count"] == sum(map(len, wanted.values()))
    assert targets["without_count"] == len(records.in_force(code)) - len(wanted)


@pytest.mark.parametrize("code", WITH_STORIES)
def test_the_countries_with_stories_have_something_to_count(figures, code):
    assert records.kept(code)
    assert figures[code]["keeping"]["rows"]
