"""The days off ahead of a country."""

from datetime import date

import pytest
from django.db import IntegrityError, connection

from eclt_partners.countries.days_off import days_off_ahead
from eclt_partners.countries.models import HolidayOverride
from eclt_partners.countries.selectors import next_working_day
from eclt_partners.countries.services import fill_country, public_holidays

TODAY = date(2026, 11, 23)
CHRISTMAS = date(2026, 12, 25)


def ahead(country) -> dict[date, str]:
    days = days_off_ahead(country, today=TODAY, language="en")
    return {each.day: each.name for each in days}


def test_public_holidays_of_twelve_months_are_told_in_order(cast):
    days = list(ahead(cast.malawi))
    assert days[0] == CHRISTMAS
    assert days == sorted(days)
    assert date(2027, 12, 25) not in days


def test_a_day_entered_here_stands_for_the_public_holiday(cast):
    HolidayOverride.objects.create(
        country=cast.malawi, day=CHRISTMAS, name="Harvest", is_working=True
    )
    assert ahead(cast.malawi)[CHRISTMAS] == "Harvest"


def test_a_day_entered_far_ahead_is_told_and_one_that_is_over_is_not(cast):
    for day in (date(2028, 3, 1), date(2026, 3, 2)):
        HolidayOverride.objects.create(country=cast.malawi, day=day, name="Feast")
    assert list(ahead(cast.malawi))[-1] == date(2028, 3, 1)
    assert date(2026, 3, 2) not in ahead(cast.malawi)


def test_names_are_told_in_the_language_of_the_reader_where_they_are_known():
    found = public_holidays("GT", years=range(2026, 2027), language="es")
    assert found[CHRISTMAS] == "Día de Navidad"
    found = public_holidays("GT", years=range(2026, 2027), language="pt")
    assert found[CHRISTMAS] == "Christmas Day"


def test_a_day_without_a_name_is_refused_by_the_database(cast):
    with pytest.raises(IntegrityError):
        HolidayOverride.objects.create(country=cast.malawi, day=CHRISTMAS, name="")


def test_a_day_that_is_entered_while_beat_fills_the_table_stays_entered(cast, now):
    """What beat read before must not stand above what was written meanwhile."""
    day = date(2026, 12, 1)
    seen: list[str] = []

    def entered_between(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        is_read = sql.startswith("SELECT") and "countries_" in sql
        if is_read and not seen:
            seen.append(sql)
            HolidayOverride.objects.create(country=cast.malawi, day=day, name="Vote")
            fill_country(country=cast.malawi, now=now)
        return found

    with connection.execute_wrapper(entered_between):
        fill_country(country=cast.malawi, now=now)

    assert next_working_day("MW", day) == date(2026, 12, 2)
