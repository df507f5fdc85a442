"""The figures of every country of the portfolio, against a second computation."""

import pytest

from tests.dashboards import portfolio as plain

COUNTRIES = plain.countries()


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_cell_of_the_heat_map_is_the_mean_of_both_sides(figures, code):
    shown = {
        row["code"]: [cell["joint"] for cell in row["cells"].values()]
        for row in figures[code]["heat"]["rows"]
    }
    assert shown == plain.heat(code)


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_status_is_the_expected_one(figures, code):
    shown = {
        row["code"]: tile["status"]
        for tile in figures[code]["tiles"]
        for row in tile["rows"]
    }
    wanted = plain.expected(code, "status")
    assert {key: shown[key] for key in wanted} == wanted


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_tiles_hold_every_running_partnership_once(figures, code):
    shown = [row["code"] for tile in figures[code]["tiles"] for row in tile["rows"]]
    assert sorted(shown) == sorted(p["code"] for p in plain.running(code))
    assert figures[code]["opening"]["partnerships"] == len(shown)


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_days_late_are_the_expected_ones(figures, code):
    shown = {row["code"]: row["days_overdue"] for row in figures[code]["overdue"]}
    wanted = {
        key: days for key, days in plain.expected(code, "days_overdue").items() if days
    }
    assert {key: days for key, days in shown.items() if key in wanted} == wanted
    assert figures[code]["opening"]["overdue"] == len(shown)


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_widest_gap_of_each_partnership_is_right(figures, code):
    shown = {
        block["code"]: float(block["lines"][0]["size"])
        for block in figures[code]["gaps"]["blocks"]
    }
    wanted = {p["code"]: plain.widest_gap(p) for p in plain.running(code)}
    assert shown == {key: gap for key, gap in wanted.items() if gap is not None}


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_curve_of_trust_has_every_review_at_its_age(figures, code):
    shown = {
        line["code"]: [(p["age_months"], p["trust"]) for p in line["points"]]
        for line in figures[code]["trust"]["lines"]
    }
    wanted = {p["code"]: plain.trust(p) for p in plain.running(code)}
    assert shown == {key: points for key, points in wanted.items() if points}


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_endings_of_the_next_year_are_listed_with_their_days(figures, code):
    shown = {row["code"]: row["days"] for row in figures[code]["endings"]["rows"]}
    assert shown == plain.ending_within_a_year(code)


@pytest.mark.parametrize("code", COUNTRIES)
def test_readiness_is_the_expected_one(figures, code):
    wanted = plain.expected(code, "HRI")
    for row in figures[code]["endings"]["rows"]:
        number = wanted[row["code"]]
        assert row["hri"] == (None if number is None else int(number + 0.5))


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_table_of_countries_lists_the_lowest_and_the_mean_gap(figures, code):
    shown = figures[code]["overview"]
    for key, second in (("lowest", plain.lowest), ("gap", plain.mean_gap)):
        listed = {each["code"]: each["value"] for each in shown[key]["listed"]}
        wanted = {p["code"]: second(p) for p in plain.running(code)}
        assert listed == {key: number for key, number in wanted.items() if number}
        assert shown[key]["count"] == len(listed)


@pytest.mark.parametrize("code", COUNTRIES)
def test_reviewed_are_those_whose_two_sides_answered_within_365_days(figures, code):
    running, shown = plain.running(code), figures[code]["overview"]
    assert shown["reviewed_count"] == sum(map(plain.was_reviewed, running))
    alone = sum(map(plain.was_reviewed_by_one_side, running))
    assert shown["alone_count"] == alone
    assert bool(alone) == (code == "BD")


@pytest.mark.parametrize("code", COUNTRIES)
def test_no_country_of_the_portfolio_is_big_enough_for_a_mean(figures, code):
    assert len(plain.running(code)) < 5
    assert figures[code]["heat"]["means"] is None
    assert figures[code]["overview"]["gap"]["middle"] is None
    assert figures[code]["overview"]["lowest"]["middle"] is None
    assert figures[code]["trust"]["bands"] == []


def test_partnerships_that_ended_are_named_but_not_counted(figures):
    others = {row["code"] for row in figures["KG"]["others"]}
    assert others == {"KG-01", "KG-02"}
    assert figures["KG"]["opening"]["partnerships"] == 0
