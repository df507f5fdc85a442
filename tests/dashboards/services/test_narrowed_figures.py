"""The figures of every country of the portfolio with filters, against plain Python."""

from datetime import date

import pytest

from eclt_partners.dashboards.rules.narrowing import EVERYTHING
from tests.dashboards import portfolio as plain
from tests.dashboards.conftest import NARROWINGS

# Full months of age, from and below, as the method names the bands.
BANDS = {"STARTING": (0, 12), "GROWING": (12, 36), "ESTABLISHED": (36, 9999)}
CASES = [
    pytest.param(code, each, id=f"{code} {each.query}")
    for code in plain.countries()
    for each in NARROWINGS
]


def _fits(partnership, narrowing):
    low, high = BANDS.get(narrowing.age, (0, 9999))
    return (
        narrowing.kind in {"", partnership["type"]}
        and narrowing.stage in {"", partnership["stage"]}
        and low <= plain.age_in_months(partnership, plain.AS_OF) < high
    )


def _first_day(narrowing):
    """The first day of the period: the 23rd of an earlier month, as today is a 23rd."""
    if not narrowing.period:
        return date.min
    months = plain.AS_OF.year * 12 + plain.AS_OF.month - 1 - int(narrowing.period)
    return date(months // 12, months % 12 + 1, plain.AS_OF.day)


def _recent(partnership, narrowing):
    """The partnership with the reviews of the period only."""
    first = _first_day(narrowing)
    reviews = [
        review
        for review in partnership["reviews"]
        if date.fromisoformat(review["date"]) >= first
    ]
    return {**partnership, "reviews": reviews}


def _running(code, narrowing):
    return [
        _recent(each, narrowing)
        for each in plain.running(code)
        if _fits(each, narrowing)
    ]


@pytest.mark.parametrize(("code", "narrowing"), CASES)
def test_the_partnerships_are_those_that_fit(every_figure, code, narrowing):
    figures = every_figure[code, narrowing]
    shown = [row["code"] for tile in figures["tiles"] for row in tile["rows"]]
    others = [row["code"] for row in figures["others"]]
    wanted = [p["code"] for p in plain.partnerships(code) if _fits(p, narrowing)]
    assert sorted(shown + others) == sorted(wanted)
    assert figures["opening"]["partnerships"] == len(shown)


@pytest.mark.parametrize(("code", "narrowing"), CASES)
def test_each_status_is_the_one_of_the_whole_country(every_figure, code, narrowing):
    def statuses(which):
        tiles = every_figure[code, which]["tiles"]
        return {row["code"]: tile["status"] for tile in tiles for row in tile["rows"]}

    shown = statuses(narrowing)
    whole = statuses(EVERYTHING)
    assert shown == {key: whole[key] for key in shown}


@pytest.mark.parametrize(("code", "narrowing"), CASES)
def test_the_heat_map_has_the_last_review_of_the_period(every_figure, code, narrowing):
    shown = {
        row["code"]: [cell["joint"] for cell in row["cells"].values()]
        for row in every_figure[code, narrowing]["heat"]["rows"]
    }
    wanted = {}
    for partnership in _running(code, narrowing):
        review = plain.latest(partnership)
        numbers = [plain.joint(review, n) if review else None for n in range(10)]
        wanted[partnership["code"]] = [
            None if number is None else plain.one_place(number) for number in numbers
        ]
    assert shown == wanted


@pytest.mark.parametrize(("code", "narrowing"), CASES)
def test_gaps_and_trust_have_the_reviews_of_the_period(every_figure, code, narrowing):
    figures = every_figure[code, narrowing]
    gaps = {
        block["code"]: float(block["lines"][0]["size"])
        for block in figures["gaps"]["blocks"]
    }
    trust = {
        line["code"]: [(p["age_months"], p["trust"]) for p in line["points"]]
        for line in figures["trust"]["lines"]
    }
    running = _running(code, narrowing)
    wanted = {p["code"]: plain.widest_gap(p) for p in running}
    points = {p["code"]: plain.trust(p) for p in running}
    assert gaps == {key: gap for key, gap in wanted.items() if gap is not None}
    assert trust == {key: found for key, found in points.items() if found}


@pytest.mark.parametrize(("code", "narrowing"), CASES)
def test_endings_ask_for_no_period(every_figure, code, narrowing):
    shown = {
        row["code"]: row["days"]
        for row in every_figure[code, narrowing]["endings"]["rows"]
    }
    ending = plain.ending_within_a_year(code)
    fitting = {p["code"] for p in plain.running(code) if _fits(p, narrowing)}
    assert shown == {key: days for key, days in ending.items() if key in fitting}


def test_the_filters_of_these_tests_leave_something_in_and_something_out():
    for narrowing in NARROWINGS:
        every = [p for code in plain.countries() for p in plain.partnerships(code)]
        fitting = [p for p in every if _fits(p, narrowing)]
        shorter = [p for p in fitting if _recent(p, narrowing) != p]
        assert fitting, narrowing
        assert len(fitting) < len(every) or shorter, narrowing
