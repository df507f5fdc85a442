"""Which reminders will be owed in the next days, if nothing changes until then?

Asked of the same SQL that plans, so what is shown is what will be sent: of steps that
fall on one working day only the newest, and never more mails than a person may get.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import connection

from eclt_partners.common.actor import Scope
from eclt_partners.notifications.selectors import Upcoming
from eclt_partners.notifications.services.planning import Owed

_AHEAD_SQL: Final = """
, ahead AS (
    SELECT DISTINCT ON (id, recipient_key, greatest(send_on, today))
           ready.*, greatest(send_on, today) AS day, {counts} AND why_not = '' AS adds, {room} AS free
    FROM ready
    ORDER BY id, recipient_key, greatest(send_on, today), offset_days DESC,
             {room} DESC NULLS FIRST
)
SELECT %(kind)s AS kind, id, partnership_id, country, step, recipient_key, day, due_on,
       send_moment(country, time_zone, counts_from + offset_days, %(now)s, %(hour)s)
           AS send_at, time_zone
FROM (
    SELECT ahead.*, count(*) FILTER (WHERE adds) OVER (
        PARTITION BY id, recipient_key ORDER BY day
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS mails
    FROM ahead
) counted
WHERE day > today AND why_not = '' AND (free IS NULL OR mails < free)
"""
_ALL_SQL: Final = """
SELECT * FROM ({parts}) coming
WHERE (%(everywhere)s OR country = ANY(%(countries)s::text[])
       OR partnership_id = ANY(%(partnerships)s::bigint[]))
  AND (%(country)s = '' OR country = %(country)s)
  AND (%(people)s::text[] IS NULL OR recipient_key = ANY(%(people)s::text[]))
ORDER BY day, kind, id, recipient_key
"""
_NAME: Final = re.compile(r"%\((\w+)\)s")
EVERYWHERE: Final = Scope(everywhere=True)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reminders somebody asks for.

    Attributes:
        scope: only of these places.
        country: only of this one; "" = all.
        people: only to these; None = to everybody.
    """

    scope: Scope = EVERYWHERE
    country: str = ""
    people: Collection[str] | None = None


def upcoming_of(
    ladders: Iterable[Owed],
    *,
    now: datetime,
    days: int,
    wanted: Wanted | None = None,
) -> list[Upcoming]:
    """Return what these ladders will owe, the next one first. One query.

    Args:
        ladders: each with the values it reads by itself.
        now: the present moment, aware.
        days: how many days to look ahead, from tomorrow on.
        wanted: which of them; None = all.
    """
    asked = wanted or Wanted()
    values: dict[str, Any] = {
        "everywhere": asked.scope.everywhere,
        "countries": sorted(asked.scope.countries),
        "partnerships": sorted(asked.scope.partnerships),
        "country": asked.country,
        "people": None if asked.people is None else list(asked.people),
    }
    parts = []
    for place, ladder in enumerate(ladders):
        sql, read = _part(ladder, f"l{place}_", now=now, days=days)
        parts.append(f"({sql})")
        values |= read
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ALL_SQL.format(parts=" UNION ALL ".join(parts)), values)
        return [Upcoming(*row) for row in cursor.fetchall()]


def _part(
    ladder: Owed, prefix: str, *, now: datetime, days: int
) -> tuple[str, dict[str, Any]]:
    """Return the SQL of one ladder with names of its own for what it reads."""
    values = {
        **ladder.values(),
        "kind": str(ladder.kind),
        "now": now,
        "ahead": days,
        "hour": settings.REMINDER_HOUR,
    }
    ahead = _AHEAD_SQL.format(
        counts="counts" if ladder.limited else "false",
        room="room" if ladder.limited else "NULL::integer",
    )
    sql = _NAME.sub(lambda name: f"%({prefix}{name[1]})s", ladder.ready_sql + ahead)
    return sql, {f"{prefix}{name}": value for name, value in values.items()}
