"""How are the rows of a new day read before it begins?

At midnight all rows of a country are of yesterday, and a very large country takes minutes
to read. So in the last hours of its day its rows are read as they will be tomorrow, if
nothing happens, a part at a time. The first build of the new day counts what the audit
tells of each, and reads again only what it has told of since (ADR 0048).
"""

from datetime import date, datetime, timedelta
from time import monotonic
from typing import Final

import structlog
from django.db import transaction

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.selectors.country_rows import PART
from eclt_partners.dashboards.selectors.kept_rows import not_kept, read_now
from eclt_partners.dashboards.services.kept_rows import keep_rows
from eclt_partners.dashboards.services.locks import (
    PREPARING,
    take_country,
    wait_for_country,
)

log = structlog.get_logger(__name__)
# Beat asks every minute: time enough for some hundred thousand partnerships.
AHEAD: Final = timedelta(hours=3)
# A worker has two threads, and mails need them.
SECONDS: Final = 20.0


def prepare_next_day(
    *, now: datetime, seconds: float = SECONDS, part: int = PART
) -> int:
    """Read the rows of tomorrow for the countries whose day ends soon.

    What is prepared already is left alone. A country that cannot be read is logged and
    does not hold up the others.

    Args:
        now: the moment, aware.
        seconds: after these no other part is begun; the next call goes on.
        part: how many partnerships are read and kept at once.

    Returns:
        How many rows were prepared.
    """
    end = monotonic() + seconds
    count = 0
    for country in Country.objects.filter(is_active=True).order_by("code"):
        tomorrow = country.today(now=now + AHEAD)
        if tomorrow != country.today(now=now):
            count += _prepare_apart(country, tomorrow, end=end, part=part)
    return count


def _prepare_apart(country: Country, day: date, *, end: float, part: int) -> int:
    """Prepare one country so that its failure stays its own."""
    count = 0
    try:
        while monotonic() < end and (read := prepare_part(country, day, part=part)):
            count += read
    except Exception:
        log.exception("dashboards.preparing_failed", country=country.code)
    if count:
        log.info("dashboards.prepared", country=country.code, count=count)
    return count


@transaction.atomic
def prepare_part(country: Country, day: date, *, part: int) -> int:
    """Read some rows of a day that has not begun, and keep them.

    They are read while others may build the country, and kept when nobody does. Once
    there is a dashboard of that day its floor would say nothing of rows that were read
    before it, so nothing is kept any more.

    Args:
        country: whose.
        day: in its zone.
        part: how many at most.

    Returns:
        How many rows were kept; 0 when there is nothing left to do, or when somebody
        else prepares this country.
    """
    if not take_country(country.code, PREPARING):
        return 0
    missing = list(not_kept(country, day).order_by("pk")[:part])
    if not missing:
        return 0
    found = read_now(missing, country, day)
    wait_for_country(country.code)
    if CountrySnapshot.objects.filter(country=country, as_of__gte=day).exists():
        return 0
    return keep_rows(found, country, day)
