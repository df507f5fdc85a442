"""What does an address ask for, and which days of beginning does an age mean?"""

from datetime import date, timedelta

import pytest

from eclt_partners.dashboards.rules.narrowing import (
    EVERYTHING,
    Narrowing,
    narrowing_of,
    starts_of,
)
from partners.choices import AgeBand
from partners.rules.months import age_band, full_months

# Ends of months, leap years, and an ordinary day.
DAYS = (
    date(2024, 2, 29),
    date(2025, 2, 28),
    date(2026, 3, 31),
    date(2026, 11, 23),
)


def test_one_question_has_one_address():
    mixed = narrowing_of("period=12&utm=x&kind=LOCAL_NGO&page=3")
    assert mixed == Narrowing(kind="LOCAL_NGO", period="12")
    assert mixed.query == "kind=LOCAL_NGO&period=12"
    assert narrowing_of(mixed.query) == mixed


@pytest.mark.parametrize("query", ["", "stage=&age=", "stage=SLEEPING", "period=7"])
def test_what_is_not_known_asks_for_nothing(query):
    assert narrowing_of(query) == EVERYTHING
    assert narrowing_of(query).is_empty


def test_a_period_alone_names_no_partnerships():
    assert not Narrowing(period="3").names_partnerships
    assert Narrowing(age=AgeBand.GROWING, period="3").names_partnerships


def test_a_period_begins_on_the_same_day_of_an_earlier_month():
    assert Narrowing(period="3").since(date(2026, 5, 31)) == date(2026, 2, 28)
    assert EVERYTHING.since(date(2026, 5, 31)) is None


@pytest.mark.parametrize("as_of", DAYS)
def test_the_days_of_beginning_are_those_of_the_age_band(as_of):
    """Every day of more than four years falls into the band that its age says."""
    for number in range(-5, 4 * 366):
        start = as_of - timedelta(days=number)
        bands = [band for band in AgeBand if _is_inside(start, starts_of(band, as_of))]
        assert bands == [age_band(full_months(start, as_of))], start


def _is_inside(day, limits):
    first, last = limits
    return (first is None or day >= first) and (last is None or day <= last)
