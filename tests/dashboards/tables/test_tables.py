"""The tables of every country of the portfolio, against a second computation."""

import csv
from collections import Counter
from io import StringIO

import pytest
from django.conf import settings
from django.utils import translation

from eclt_partners.dashboards.record_words import QUESTIONS
from eclt_partners.dashboards.rules.figures import country_figures
from eclt_partners.dashboards.tables import TABLES
from eclt_partners.dashboards.tables.csv_text import csv_pieces
from tests.dashboards import portfolio as plain

COUNTRIES = plain.countries()
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def lines_of(key, figures, language="en-gb"):
    """A table as a program reads it: a list of {key of the column: text}."""
    pieces = b"".join(csv_pieces(TABLES[key], figures, language=language))
    _heading, *rows = csv.reader(StringIO(pieces.decode("utf-8-sig"), newline=""))
    keys = [column.key for column in TABLES[key].columns]
    return [dict(zip(keys, row, strict=True)) for row in rows]


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_heat_map_has_the_mean_of_both_sides_in_each_cell(figures, code):
    shown = {
        line["code"]: [line[f"d{number}"] or None for number in range(1, 11)]
        for line in lines_of("heat-map", figures[code])
    }
    assert shown == plain.heat(code)


@pytest.mark.parametrize("code", COUNTRIES)
def test_trust_has_each_review_at_its_age(figures, code):
    shown = {}
    for line in lines_of("trends", figures[code]):
        reading = (int(line["age_months"]), line["trust"])
        shown.setdefault(line["code"], []).append(reading)
    wanted = {p["code"]: plain.trust(p) for p in plain.running(code)}
    assert shown == {key: points for key, points in wanted.items() if points}


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_running_partnership_stands_once_in_the_table_of_status(figures, code):
    shown = sorted(line["code"] for line in lines_of("status", figures[code]))
    assert shown == sorted(p["code"] for p in plain.running(code))


@pytest.mark.parametrize("code", COUNTRIES)
def test_late_reviews_have_the_expected_days(figures, code):
    shown = {
        line["code"]: int(line["days_overdue"])
        for line in lines_of("overdue", figures[code])
    }
    wanted = plain.expected(code, "days_overdue")
    assert {key: days for key, days in shown.items() if key in wanted} == {
        key: days for key, days in wanted.items() if days
    }


@pytest.mark.parametrize("code", COUNTRIES)
def test_endings_have_their_days_and_readiness(figures, code):
    lines = lines_of("endings", figures[code])
    days = {line["code"]: int(line["days"]) for line in lines}
    assert days == plain.ending_within_a_year(code)
    wanted = plain.expected(code, "HRI")
    for line in lines:
        number = wanted[line["code"]]
        assert line["hri"] == ("" if number is None else str(int(number + 0.5)))


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_widest_gap_of_each_partnership_comes_first(figures, code):
    shown = {}
    for line in lines_of("gap", figures[code]):
        shown.setdefault(line["code"], float(line["size"]))
    wanted = {p["code"]: plain.widest_gap(p) for p in plain.running(code)}
    assert shown == {key: gap for key, gap in wanted.items() if gap is not None}


@pytest.mark.parametrize("code", COUNTRIES)
def test_money_keeps_every_cent_and_adds_up_to_the_total_of_the_page(figures, code):
    totals = Counter()
    for line in lines_of("money", figures[code]):
        totals[line["reporting_currency"]] += float(line["reporting_amount"])
    assert totals == {
        total["currency"]: float(total["amount"])
        for total in figures[code]["money"]["totals"]
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_of_every_country_can_be_read_in_every_language(figures, language):
    for country in figures.values():
        for key, table in TABLES.items():
            count = sum(1 for _line in table.lines(country))
            assert len(lines_of(key, country, language)) == count


def test_the_portfolio_and_its_stories_fill_every_table(figures):
    filled = {
        key for key in TABLES for country in figures.values() if lines_of(key, country)
    }
    assert filled == set(TABLES)


@pytest.mark.parametrize(
    ("kept", "day"),
    [
        ({"answers_due_on": "2026-12-15"}, "2026-12-15"),
        ({"answers_due_on": None}, ""),
        ({}, "2026-11-01"),
    ],
)
def test_the_report_names_the_day_that_people_were_asked_for(kept, day):
    row = {"code": "MW-01", "name": "Nyali", "reasons": [], "days_overdue": 22}
    row |= {"due_on": "2026-11-01", **kept}
    (line,) = lines_of("status", {"tiles": [{"status": "AMBER", "rows": [row]}]})
    assert line["due_on"] == day


def test_a_late_promise_names_its_side_and_its_day():
    late = {
        "code": "MW-01",
        "name": "Nyali",
        "side": "JOINT",
        "text": "=Meet",
        "due_on": "2026-11-01",
    }
    (line,) = lines_of("late-promises", {"keeping": {"late": [late]}})
    assert (line["side"], line["text"]) == ("Both together", "'=Meet")
    assert line["due_on"] == "2026-11-01"


def test_a_change_of_several_pairs_has_a_line_for_each_and_a_wish_has_no_version():
    def pair(before, after, points):
        reading = {"index": after} if after else None
        return {
            "before": {"index": before},
            "after": reading,
            "points": points,
            "way": "better",
            "source": "review" if after else "no_after",
        }

    agreement = {
        "code": "MW-01",
        "name": "Nyali",
        "number": "MW-01/2022",
        "open": {
            "side": "PARTNER",
            "party": "Ana",
            "days": None,
            "raised_on": "2026-11-02",
        },
        "entries": [
            {
                "version": 2,
                "kind": "AMENDMENT",
                "is_registered": False,
                "on": "2026-01-05",
                "from_on": "2026-02-01",
                "summary": "More time",
                "side": "FOUNDATION",
                "party": "",
                "days": 31,
                "health": [pair(60, 68, 8), pair(50, None, None)],
            }
        ],
    }
    wish, first, second = lines_of("changes", {"changes": {"agreements": [agreement]}})
    assert (wish["version"], wish["on"]) == ("", "2026-11-02")
    assert wish["what"] == "A change is being talked about"
    assert wish["raised_party"] == "Ana"
    assert [first["health_before"], first["health_after"]] == ["60", "68"]
    assert first["health"] == "Health: up 8 points"
    assert [second["version"], second["health_after"]] == ["2", ""]
    assert second["health"] == "Health after is not known yet"


def test_every_question_has_a_table_and_every_table_a_question(figures):
    asked = {table.question for table in TABLES.values()}
    assert asked == {*QUESTIONS, ""}


def test_a_country_without_partnerships_has_tables_without_lines():
    nothing = country_figures("MW", [], plain.AS_OF)
    assert [key for key in TABLES if key != "status" and lines_of(key, nothing)] == []


def test_keys_and_headings_name_each_column_once():
    for table in TABLES.values():
        keys = [column.key for column in table.columns]
        assert len(set(keys)) == len(keys), table.key
        for language in LANGUAGES:
            with translation.override(language):
                headings = [str(column.heading) for column in table.columns]
            assert len(set(headings)) == len(headings), (table.key, language)


def test_which_side_answers_low_is_not_said(figures):
    """The page says that one side is low, and not which (rulings 10)."""
    lows = [
        line["low"]
        for country in figures.values()
        for line in lines_of("heat-map", country)
        if line["low"]
    ]
    assert lows
    assert not any("oundation" in low or "artner" in low for low in lows)


def test_no_table_reads_what_the_page_does_not_show(figures):
    """No identity number, no drawing: only what a reader of the page reads as well."""
    for table in TABLES.values():
        keys = {column.key for column in table.columns}
        assert not keys & {"id", "review_id", "instance_id", "marks", "bar"}


def test_a_table_is_whole_until_lines_of_its_list_are_not_stored(figures):
    whole = figures["MW"]
    less = {**whole, "heat": {**whole["heat"], "rows": whole["heat"]["rows"][1:]}}
    assert all(table.is_whole(whole) for table in TABLES.values())
    assert [key for key in TABLES if not TABLES[key].is_whole(less)] == ["heat-map"]


def test_every_table_with_a_line_for_each_partnership_knows_its_list():
    assert [key for key, table in TABLES.items() if not table.kept_at] == ["kinds"]
