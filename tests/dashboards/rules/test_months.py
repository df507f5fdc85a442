"""Which kept months are named, and which are compared with today?"""

from datetime import date

import pytest

from eclt_partners.dashboards.rules.months import (
    SHOWN,
    KeptMonth,
    compared_months,
    end_of_quarter,
    last_ends,
    last_of_month,
    month_after,
    month_before,
    since_figures,
)
from tests.dashboards.rules.test_since import a_mark

TODAY = date(2026, 11, 23)
OCTOBER = KeptMonth(date(2026, 10, 1), date(2026, 10, 31))
SEPTEMBER = KeptMonth(date(2026, 9, 1), date(2026, 9, 12))
DECEMBER = KeptMonth(date(2025, 12, 1), date(2025, 12, 31))


def test_months_are_counted_over_the_end_of_a_year():
    assert month_before(date(2026, 1, 1)) == date(2025, 12, 1)
    assert month_before(date(2026, 1, 1), 13) == date(2024, 12, 1)
    assert month_after(date(2025, 12, 1)) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_the_last_day_of_a_month(month, last):
    assert last_of_month(month) == last


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 1, 1), date(2025, 12, 1)),
        (date(2026, 3, 31), date(2025, 12, 1)),
        (date(2026, 4, 1), date(2026, 3, 1)),
        (date(2026, 11, 23), date(2026, 9, 1)),
    ],
)
def test_the_last_quarter_ends_before_the_present_one(today, month):
    assert end_of_quarter(today) == month


def test_one_month_that_ends_a_year_as_well_is_named_once():
    assert last_ends(date(2026, 1, 20)) == {date(2025, 12, 1): "month"}
    assert last_ends(date(2026, 2, 20)) == {
        date(2026, 1, 1): "month",
        date(2025, 12, 1): "quarter",
    }
    assert list(last_ends(TODAY).values()) == ["month", "quarter", "year"]


def test_today_is_compared_with_the_last_kept_month_and_the_last_quarter():
    found = compared_months([OCTOBER, SEPTEMBER, DECEMBER], TODAY)
    assert found == {"month": OCTOBER, "quarter": SEPTEMBER}


def test_a_month_that_ends_the_quarter_is_compared_once():
    assert compared_months([SEPTEMBER], TODAY) == {"month": SEPTEMBER}


def test_an_old_month_is_compared_when_no_later_one_is_kept():
    assert compared_months([DECEMBER], TODAY) == {"month": DECEMBER}
    assert compared_months([], TODAY) == {}


def test_without_a_kept_month_it_is_said_when_the_first_comes():
    assert since_figures([], {}, [a_mark()], TODAY) == {
        "blocks": [],
        "ends": [],
        "kept_count": 0,
        "first_on": None,
        "keeps_on": "2026-12-01",
    }


def test_the_figures_name_the_day_they_are_compared_with():
    kept = [OCTOBER, SEPTEMBER, DECEMBER]
    marks = {OCTOBER.month: [a_mark()], SEPTEMBER.month: []}
    found = since_figures(kept, marks, [a_mark(status="RED")], TODAY)
    month, quarter = found["blocks"]
    assert (month["what"], month["month_on"]) == ("month", "2026-10-01")
    assert (month["as_of"], month["count"]) == ("2026-10-31", 1)
    assert (quarter["what"], quarter["as_of"]) == ("quarter", "2026-09-12")
    assert [end["what"] for end in found["ends"]] == ["month", "quarter", "year"]
    assert (found["kept_count"], found["first_on"]) == (3, "2025-12-01")


def test_a_month_without_facts_is_not_compared():
    found = since_figures([OCTOBER], {}, [a_mark()], TODAY)
    assert (found["blocks"], found["kept_count"]) == ([], 1)


def test_a_long_list_is_cut_and_still_counted():
    many = [a_mark(f"MW-{number:02}") for number in range(1, 41)]
    block = since_figures([OCTOBER], {OCTOBER.month: []}, many, TODAY)["blocks"][0]
    assert (len(block["lines"]), block["count"]) == (SHOWN, 40)
    assert block["counts"]["new"] == 40
