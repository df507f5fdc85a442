"""What do we know about the days of a country?"""

from datetime import date

from django.db.models import QuerySet

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
