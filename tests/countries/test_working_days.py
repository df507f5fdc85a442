"""On which days do people work, and is that known two years ahead?"""

from datetime import date, timedelta

import pytest

from eclt_partners.countries.models import Country, HolidayOverride, WorkingDay
from eclt_partners.countries.selectors import next_working_day
from eclt_partners.countries.services import (
    fill_country,
    fill_working_days,
    next_working_days,
    public_holidays,
)
from eclt_partners.countries.tasks import fill_working_days as task

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 2, 1)
WEEK = [MONDAY + timedelta(days=days) for days in range(7)]


@pytest.fixture
def country():
    """A country the holiday library does not know: only its weekend is free."""
    return Country.objects.create(
        code="XX", time_zone="UTC", default_language="en-gb", currency="USD"
    )


def serving(country: Country) -> dict[date, date]:
    return next_working_days(country, first=WEEK[0], last=WEEK[-1])


@pytest.mark.parametrize(
    ("weekend", "free"), [("67", {5, 6}), ("56", {4, 5}), ("5", {4}), ("7", {6})]
)
def test_each_weekend_has_its_free_days(country, weekend, free):
    country.weekend = weekend
    served = serving(country)
    assert {day.weekday() for day in WEEK if served[day] != day} == free


def test_a_free_day_is_served_by_the_next_working_day(country):
    served = serving(country)
    assert served[date(2027, 2, 6)] == date(2027, 2, 8)
    assert served[date(2027, 2, 5)] == date(2027, 2, 5)


def test_a_friday_and_saturday_weekend_is_served_by_sunday(country):
    country.weekend = "56"
    assert serving(country)[date(2027, 2, 5)] == date(2027, 2, 7)


def test_an_override_adds_a_day_off(country):
    HolidayOverride.objects.create(country=country, day=MONDAY, name="Feast")
    assert serving(country)[MONDAY] == date(2027, 2, 2)


def test_an_override_takes_a_day_off_away(country):
    saturday = date(2027, 2, 6)
    HolidayOverride.objects.create(
        country=country, day=saturday, name="Market", is_working=True
    )
    assert serving(country)[saturday] == saturday


def test_public_holidays_are_free(cast):
    christmas = date(2028, 12, 25)
    served = next_working_days(cast.malawi, first=christmas, last=christmas)
    assert served[christmas] > christmas


def test_an_override_wins_over_a_public_holiday(cast):
    christmas = date(2028, 12, 25)
    HolidayOverride.objects.create(
        country=cast.malawi, day=christmas, name="We work", is_working=True
    )
    served = next_working_days(cast.malawi, first=christmas, last=christmas)
    assert served[christmas] == christmas


def test_holidays_have_english_names():
    assert public_holidays("BR", years=range(2026, 2027))[date(2026, 12, 25)] == (
        "Christmas Day"
    )


def test_a_country_the_library_does_not_know_has_no_holidays():
    assert public_holidays("XX", years=range(2026, 2027)) == {}


def test_two_years_ahead_are_filled(country, now):
    fill_country(country=country, now=now)
    days = WorkingDay.objects.filter(country=country).order_by("day")
    assert days.first().day == now.date() - timedelta(days=31)
    assert days.last().day >= now.date() + timedelta(days=730)
    assert days.count() == (days.last().day - days.first().day).days + 1


def test_filling_again_changes_nothing(country, now):
    assert fill_country(country=country, now=now) > 700
    assert fill_country(country=country, now=now) == 0


def test_a_new_override_changes_only_what_it_touches(country, now):
    fill_country(country=country, now=now)
    HolidayOverride.objects.create(country=country, day=MONDAY, name="Feast")
    assert fill_country(country=country, now=now) == 3
    assert next_working_day("XX", date(2027, 1, 30)) == date(2027, 2, 2)


def test_countries_out_of_use_are_left_out(country, now):
    Country.objects.filter(pk="XX").update(is_active=False)
    fill_working_days(now=now)
    assert not WorkingDay.objects.filter(country="XX").exists()


def test_a_day_that_is_not_filled_counts_as_working(country):
    assert next_working_day("XX", MONDAY) == MONDAY


def test_beat_fills_the_days(country):
    assert task() > 700
    assert WorkingDay.objects.filter(country="XX").exists()
