"""What do we know about the days of a country?"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import DateField, DateTimeField, F, Func, QuerySet, Value
from django.db.models.functions import Cast

from eclt_partners.common.actor import Scope
from eclt_partners.countries.models import Country, WorkingDay


def next_working_day(country_code: str, day: date) -> date:
    """Return `day` if people work, else the next day they do.

    A day that is not filled (rulings 22: two years ahead) counts as a working day.
    """
    found = WorkingDay.objects.filter(country=country_code, day=day).first()
    return found.next_working_day if found else day


def countries_within(scope: Scope) -> QuerySet[Country]:
    """Return the countries of a scope that are in use."""
    found = Country.objects.filter(is_active=True)
    return found if scope.everywhere else found.filter(pk__in=scope.countries)


def choices_by_name(countries: Iterable[Country]) -> list[tuple[str, str]]:
    """Return code and name of countries, as a list of choices has them."""
    by_name = sorted(countries, key=lambda country: country.sorts_as)
    return [(country.code, country.name) for country in by_name]


def today_in(country: str, *, now: datetime) -> Cast:
    """Return the day in a row's country, as the database tells it.

    Args:
        country: the way from the row to its country, as filters name it.
        now: the present moment, aware.
    """
    here = Func(
        F(f"{country}__time_zone"),
        Value(now, output_field=DateTimeField()),
        function="timezone",
        output_field=DateTimeField(),
    )
    return Cast(here, DateField())
