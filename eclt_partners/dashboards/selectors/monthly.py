"""Who gets a mail of the month, and what is there to say about each country?"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import people_of_all
from eclt_partners.countries.models import Country, WorkingDay
from eclt_partners.dashboards.models import CountrySnapshot, MonthlySnapshot
from eclt_partners.dashboards.rules.months import KeptMonth, month_before, since_block
from eclt_partners.notifications.choices import Topic
from eclt_partners.notifications.models import LeftTopic

READERS = (Role.MANAGER, Role.DIRECTOR)


@dataclass(frozen=True, slots=True)
class MonthlyReader:
    """Somebody who gets the mail of the month, and the countries it is about."""

    person: User
    countries: tuple[Country, ...]
    is_director: bool


@dataclass(frozen=True, slots=True)
class News:
    """What there is to say about one country; block None: no earlier month is kept."""

    country: Country
    opening: Mapping[str, int]
    block: dict[str, Any] | None


def monthly_readers(people: Iterable[int] | None = None) -> list[MonthlyReader]:
    """Return who gets the mail of the month and did not leave it. Four queries.

    Args:
        people: only these; None: everybody.
    """
    left = LeftTopic.objects.filter(topic=Topic.MONTHLY)
    leavers = set(left.values_list("recipient_key", flat=True))
    found = people_of_all(READERS).prefetch_related("roles").order_by("pk")
    if people is not None:
        found = found.filter(pk__in=people)
    countries = {each.code: each for each in Country.objects.filter(is_active=True)}
    readers = [_reader(p, countries) for p in found if f"user:{p.pk}" not in leavers]
    return [reader for reader in readers if reader.countries]


def _reader(person: User, countries: Mapping[str, Country]) -> MonthlyReader:
    """Return a reader with the countries in use; directors have all of them."""
    roles = list(person.roles.all())
    is_director = any(each.role == Role.DIRECTOR for each in roles)
    managed = {each.country_id for each in roles if each.role == Role.MANAGER}
    mine = [c for code, c in countries.items() if is_director or code in managed]
    return MonthlyReader(person, tuple(mine), is_director)


def working_days(days: Collection[date]) -> dict[tuple[str, date], date]:
    """Return which working day serves some days in each country. One query."""
    rows = WorkingDay.objects.filter(day__in=days)
    return {
        (country, day): serves
        for country, day, serves in rows.values_list(
            "country_id", "day", "next_working_day"
        )
    }


def news_of(countries: Collection[Country], month: date) -> list[News]:
    """Return what is known of countries whose dashboard is built, by name.

    What changed is said since the end of the month before the last one, so that it is
    all of the last month. Two queries.

    Args:
        countries: which.
        month: first day of the month in which the mail goes out.
    """
    built = CountrySnapshot.objects.filter(country__in=countries).values_list(
        "country_id", "figures__opening", "marks"
    )
    known = {code: (opening, marks) for code, opening, marks in built}
    bases = _bases(countries, month)
    found = [
        News(country, known[country.code][0], _block(bases, country, known))
        for country in countries
        if country.code in known
    ]
    return sorted(found, key=lambda news: news.country.sorts_as)


def _bases(
    countries: Collection[Country], month: date
) -> dict[str, tuple[KeptMonth, Any]]:
    """Return the last month of each country that had ended when the last one began."""
    rows = (
        MonthlySnapshot.objects.filter(
            country__in=countries,
            month__lte=month_before(month, 2),
            marks__isnull=False,
        )
        .order_by("country_id", "-month")
        .distinct("country_id")
    )
    return {
        code: (KeptMonth(kept, as_of), marks)
        for code, kept, as_of, marks in rows.values_list(
            "country_id", "month", "as_of", "marks"
        )
    }


def _block(
    bases: Mapping[str, tuple[KeptMonth, Any]],
    country: Country,
    known: Mapping[str, tuple[Any, Any]],
) -> dict[str, Any] | None:
    now = known[country.code][1]
    if country.code not in bases or now is None:
        return None
    kept, before = bases[country.code]
    return since_block(kept, before, now, shown=None)
