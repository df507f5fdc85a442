"""Which reviews are so late that what is known of the partnership is out of date?"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from eclt_partners.countries.models import Country
from partners.rules.method import METHOD
from reviews.models import Review
from reviews.selectors.lists import WAITING_STATES


@dataclass(frozen=True, slots=True)
class OutOfDate:
    """One review that was not done in time; nothing of what anybody answered."""

    review_id: int
    code: str
    name: str
    country: Country
    due_on: date


@dataclass(frozen=True, slots=True)
class OutOfDateList:
    """The first of such reviews, the longest late first, and how many all are."""

    first: Sequence[OutOfDate]
    count: int


def out_of_date(
    countries: Collection[Country], *, now: datetime, most: int
) -> OutOfDateList:
    """Return the reviews of countries that are late by more than 90 days.

    Late counts from the original date, and until the answers are in (rulings 8), in
    days of the country. At most two queries.

    Args:
        countries: which.
        now: the present moment, aware.
        most: how many to name.
    """
    known = {country.code: country for country in countries}
    late = _late(countries, now=now)
    rows = late.order_by("original_due_on", "partnership__code", "pk").values_list(
        "pk",
        "partnership__code",
        "partnership__name",
        "partnership__country_id",
        "original_due_on",
    )[:most]
    first = [
        OutOfDate(pk, code, name, known[country], due_on)
        for pk, code, name, country, due_on in rows
    ]
    return OutOfDateList(first, len(first) if len(first) < most else late.count())


def _late(countries: Collection[Country], *, now: datetime) -> QuerySet[Review]:
    """Countries share two or three days of the calendar at a time."""
    by_day = defaultdict(list)
    for country in countries:
        by_day[country.today(now=now)].append(country.code)
    is_late = Q(pk__in=[])
    for today, codes in by_day.items():
        last = today - timedelta(days=METHOD.stale_days)
        is_late |= Q(partnership__country__in=codes, original_due_on__lt=last)
    return Review.objects.filter(is_late, state__in=WAITING_STATES)
