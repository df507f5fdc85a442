"""On which days do people work? Fills the table that reminders are planned with."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

import holidays
from django.db import transaction

from eclt_partners.countries.choices import Weekend
from eclt_partners.countries.models import Country, HolidayOverride, WorkingDay

DAYS_BACK = 31
DAYS_A_YEAR = 366
# No row of days off is longer than this; the last filled day must find its next one.
LONGEST_REST = 31


def fill_working_days(*, now: datetime, years: int = 2) -> int:
    """Fill the working days of every country in use; safe to repeat.

    Args:
        now: the present moment, aware.
        years: how far ahead.

    Returns:
        How many days were added or changed.
    """
    return sum(
        fill_country(country=country, now=now, years=years)
        for country in Country.objects.filter(is_active=True)
    )


@transaction.atomic
def fill_country(*, country: Country, now: datetime, years: int = 2) -> int:
    """Fill the working days of one country, from a month ago until `years` ahead.

    The weekend and the public holidays are days off; a `HolidayOverride` wins over
    both.

    Returns:
        How many days were added or changed.
    """
    today = country.today(now=now)
    first = today - timedelta(days=DAYS_BACK)
    last = today + timedelta(days=DAYS_A_YEAR * years)
    # First what is there: a day off that somebody enters meanwhile is not undone by
    # what was read before it.
    known = dict(
        WorkingDay.objects.filter(
            country=country, day__range=(first, last)
        ).values_list("day", "next_working_day")
    )
    wanted = next_working_days(country, first=first, last=last)
    changed = [
        WorkingDay(country=country, day=day, next_working_day=serves)
        for day, serves in wanted.items()
        if known.get(day) != serves
    ]
    WorkingDay.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["country", "day"],
        update_fields=["next_working_day"],
    )
    return len(changed)


def next_working_days(country: Country, *, first: date, last: date) -> dict[date, date]:
    """Return for each day of a range the first working day from it on."""
    beyond = last + timedelta(days=LONGEST_REST)
    days_off = public_holidays(country.code, years=range(first.year, beyond.year + 1))
    overrides = dict(
        HolidayOverride.objects.filter(
            country=country, day__range=(first, beyond)
        ).values_list("day", "is_working")
    )
    found: dict[date, date] = {}
    serves = beyond
    for day in _backwards(beyond, first):
        rests = str(day.isoweekday()) in country.weekend or day in days_off
        if overrides.get(day, not rests):
            serves = day
        if day <= last:
            found[day] = serves
    return found


@lru_cache(maxsize=256)
def public_holidays(
    code: str, *, years: range, language: str = "en"
) -> Mapping[date, str]:
    """Return the public holidays of a country with their names.

    The only place that asks the holiday library. It is slow, so an answer is kept
    for the life of the process, read-only. A country the library does not know has
    none; its days off are entered as overrides.

    Args:
        code: ISO code of the country.
        years: calendar years.
        language: of the names, for example "fr"; English where the library has none.
    """
    try:
        spoken = holidays.country_holidays(code).supported_languages
    except NotImplementedError:
        return MappingProxyType({})
    own = [each for each in spoken if each.partition("_")[0] == language]
    found = holidays.country_holidays(
        code, years=years, language=own[0] if own else "en_US"
    )
    return MappingProxyType(dict(found))


def usual_weekend(code: str) -> Weekend:
    """Return the weekend of a country; Saturday and Sunday where nothing is known.

    Args:
        code: ISO code of the country.
    """
    try:
        weekdays = sorted(holidays.country_holidays(code).weekend)
    except NotImplementedError:
        return Weekend.SAT_SUN
    isodays = "".join(str(weekday + 1) for weekday in weekdays)
    return Weekend(isodays) if isodays in Weekend.values else Weekend.SAT_SUN


def _backwards(last: date, first: date) -> Iterator[date]:
    day = last
    while day >= first:
        yield day
        day -= timedelta(days=1)
