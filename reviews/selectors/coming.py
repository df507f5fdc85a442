"""Which reminders go out in the next days: planned already, or owed when they come?"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count, islice
from typing import Final

from django.db import connection

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.selectors import Upcoming
from eclt_partners.notifications.services import (
    MailPage,
    Wanted,
    coming_of,
    mails_of,
)
from reviews.selectors.reminders import ladders_of

# A page looks so many days ahead: the most of them in which not more steps of reviews
# fall than can be looked through while somebody waits.
WINDOWS: Final = (90, 30, 7, 3)
MOST_STEPS: Final = 6_000
# Where it looks less far ahead, it counts and lists so many mails and no more.
MOST_MAILS: Final = 1_000
# So many working days of it mostly have more.
WORKING_DAYS: Final = {30: 5, 7: 2, 3: 1}
SATURDAY: Final = 5
# In which windows fall not more than `most` steps of the reviews of some places? Nobody
# counts further than that.
_STEPS_SQL: Final = """
SELECT ahead FROM unnest(%(windows)s) ahead
WHERE %(most)s >= (
    SELECT count(*) FROM (
        SELECT 1
        FROM notifications_ladderstep st
        JOIN reviews_review rv
          ON rv.due_on > %(now)s::timestamptz::date - st.offset_days
         AND rv.due_on <= %(now)s::timestamptz::date - st.offset_days + ahead
         AND rv.state IN ('SCHEDULED', 'OPEN', 'CLOSED')
        {places}
        WHERE st.kind = 'REVIEW' AND st.is_active
        LIMIT %(most)s + 1
    ) steps
)
ORDER BY ahead DESC LIMIT 1
"""
_PLACES_SQL: Final = """
JOIN partners_partnership ps ON ps.id = rv.partnership_id
 AND (%(everywhere)s OR ps.country_id = ANY(%(countries)s::text[])
      OR ps.id = ANY(%(partnerships)s::bigint[]))
 AND (%(country)s = '' OR ps.country_id = %(country)s)
"""


def all_coming(
    actor: Actor, *, now: datetime, days: int, country: str = ""
) -> list[Upcoming]:
    """Return what is planned and what will be owed, by day and person. One query.

    Args:
        actor: only of places whose ledger the actor may see.
        now: the present moment, aware.
        days: how many days to look ahead.
        country: ISO code; "" = all.
    """
    wanted = wanted_of(actor, country)
    return coming_of(ladders_of(None), now=now, days=days, wanted=wanted)


def coming_page(
    wanted: Wanted,
    *,
    now: datetime,
    days: int,
    kind: ReminderKind | None,
    number: int,
    size: int,
) -> MailPage:
    """Return one page of the mails of the next days. Two queries at most.

    Where there is so much that it looks less far ahead, it first looks a shorter way:
    that may have more mails already than are listed.

    Args:
        wanted: from `wanted_of`.
        now: the present moment, aware.
        days: how many days to look ahead, from `days_to_show`.
        kind: of this ladder only; None = all.
        number: of the page, from 1.
        size: mails on a page.
    """
    ladders = ladders_of(kind)
    asked = partial(mails_of, ladders, now=now, wanted=wanted, size=size)
    if days == WINDOWS[0]:
        return asked(days=days, number=number)
    last = min(number, MOST_MAILS // size)
    shorter = _days_with(WORKING_DAYS[days], now.date())
    if shorter < days:
        page = asked(days=shorter, number=last, whole_days=True)
    if shorter >= days or page.count <= MOST_MAILS:
        page = asked(days=days, number=last)
    if page.count <= MOST_MAILS:
        return page
    return replace(page, count=MOST_MAILS, is_cut=True)


def _days_with(working_days: int, today: date) -> int:
    """Return how many days ahead so many from Monday to Friday lie."""
    found = (n for n in count(1) if (today + timedelta(days=n)).weekday() < SATURDAY)
    return next(islice(found, working_days - 1, None))


def days_to_show(wanted: Wanted, *, now: datetime) -> int:
    """Return how many days ahead a page can look; fewer where there is very much.

    One query.

    Args:
        wanted: from `wanted_of`.
        now: the present moment, aware.
    """
    values = wanted.values()
    values |= {"now": now, "windows": list(WINDOWS), "most": MOST_STEPS}
    anywhere = wanted.scope.everywhere and not wanted.country
    sql = _STEPS_SQL.format(places="" if anywhere else _PLACES_SQL)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = cursor.fetchone()
    return found[0] if found else WINDOWS[-1]


def wanted_of(
    actor: Actor, country: str = "", people: Collection[str] | None = None
) -> Wanted:
    """Return what the actor may see of the reminders of a country and of people.

    Args:
        actor: only of places whose ledger the actor may see.
        country: ISO code; "" = all.
        people: to these only, as reminders name them; None = to everybody.
    """
    return Wanted(actor.scope(Action.SEE_LEDGER), country, people)
