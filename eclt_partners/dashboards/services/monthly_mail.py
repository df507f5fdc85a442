"""Who gets the mail of the month now?

Country managers get one about their countries, directors one about all. The key of the
message names its reader and the month, so any number of planners sends it once.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from eclt_partners.dashboards.emails import MONTH
from eclt_partners.dashboards.rules.monthly import first_working_day, is_time
from eclt_partners.dashboards.rules.months import first_of_month
from eclt_partners.dashboards.selectors.monthly import (
    MonthlyReader,
    monthly_readers,
    working_days,
)
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.queueing import Recipient, queue

ServedBy = Mapping[tuple[str, date], date]
ONE_DAY = timedelta(days=1)


def plan_monthly_mail(*, now: datetime) -> int:
    """Plan the mails of the month that are due; safe to repeat, by any number at once.

    A mail goes out in the morning of the first working day, or as soon as a planner
    runs again; a week later it is no news any more.

    Args:
        now: the present moment, aware; beat passes the database's clock.

    Returns:
        How many mails are new.
    """
    served_by = working_days(_days_around(now))
    due = {
        _key(reader, now): reader
        for reader in monthly_readers()
        if _is_time(reader, served_by, now=now)
    }
    known = Outgoing.objects.filter(dedupe_key__in=due)
    for key in known.values_list("dedupe_key", flat=True):
        del due[key]
    for key, reader in due.items():
        _queue(key, reader, now=now)
    return len(due)


def _days_around(now: datetime) -> set[date]:
    """Return what is today and the first of the month anywhere on earth."""
    todays = {(now + days * ONE_DAY).date() for days in (-1, 0, 1)}
    return todays | {first_of_month(day) for day in todays}


def _local(reader: MonthlyReader, now: datetime) -> datetime:
    return now.astimezone(ZoneInfo(reader.person.time_zone))


def _month(reader: MonthlyReader, now: datetime) -> date:
    return first_of_month(_local(reader, now).date())


def _key(reader: MonthlyReader, now: datetime) -> str:
    return f"monthly:{_month(reader, now):%Y-%m}:{reader.person.pk}"


def _is_time(reader: MonthlyReader, served_by: ServedBy, *, now: datetime) -> bool:
    local, month = _local(reader, now), _month(reader, now)
    today, codes = local.date(), [each.code for each in reader.countries]
    begun = {code: served_by.get((code, month), month) for code in codes}
    works = any(served_by.get((code, today), today) == today for code in codes)
    return is_time(
        local,
        first_working_day(month, begun),
        opens=settings.REMINDER_HOUR,
        rests=() if works else (today,),
    )


def _queue(key: str, reader: MonthlyReader, *, now: datetime) -> None:
    person, countries = reader.person, reader.countries
    queue(
        now=now,
        letter=MONTH,
        facts={"month": _month(reader, now).isoformat()},
        recipient=Recipient(
            f"user:{person.pk}", person.email, person.language, person.time_zone
        ),
        dedupe_key=key,
        country=countries[0].code if len(countries) == 1 else "",
    )
