"""Which reminders will be owed in the next days, if nothing changes until then?

Asked of the same SQL that plans, so what is shown is what will be sent: of steps that
fall on one working day only the newest, and never more mails than a person may get.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
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
       counts_from + offset_days AS wanted_on, NULL::timestamptz AS send_at, time_zone
FROM (
    SELECT ahead.*, count(*) FILTER (WHERE adds) OVER (
        PARTITION BY id, recipient_key ORDER BY day
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS mails
    FROM ahead
) counted
WHERE day > today AND why_not = '' AND (free IS NULL OR mails < free)
"""
# Planned, or in a message that is still ours.
_WAITING_SQL: Final = """
SELECT re.kind, re.subject_id, re.partnership_id, re.country_code, re.step,
       re.recipient_key, (re.send_at AT TIME ZONE re.time_zone)::date, re.due_on,
       NULL::date, re.send_at, re.time_zone
FROM notifications_reminder re
LEFT JOIN notifications_outgoing og ON og.id = re.outgoing_id
WHERE re.kind = ANY(%(kinds)s::text[])
  AND (re.state = 'PLANNED'
       OR (re.state = 'COMPOSED' AND og.state IN ('QUEUED', 'CLAIMED')))
"""
_ALL_SQL: Final = """
SELECT * FROM ({parts}) coming
WHERE (%(everywhere)s OR country = ANY(%(countries)s::text[])
       OR partnership_id = ANY(%(partnerships)s::bigint[]))
  AND (%(country)s = '' OR country = %(country)s)
  AND (%(people)s::text[] IS NULL OR recipient_key = ANY(%(people)s::text[]))
"""
# The moment of what is not planned yet takes time to find, so only where it is read.
_COLUMNS: Final = """
kind, id, partnership_id, country, step, recipient_key, day, due_on,
coalesce(send_at, send_moment(country, time_zone, wanted_on, %(now)s, %(hour)s)),
time_zone
"""
_IN_ORDER: Final = 'ORDER BY day, recipient_key COLLATE "C", kind, id'
# What one person gets on one day is one mail; a page beyond the last is the last.
_PAGE_SQL: Final = """
WITH placed AS MATERIALIZED (
    SELECT every.*, dense_rank() OVER (
        ORDER BY day, recipient_key COLLATE "C") AS place
    FROM ({every}) every
    WHERE NOT %(whole_days)s OR day <= %(ahead)s + (
        SELECT min((%(now)s::timestamptz AT TIME ZONE time_zone)::date)
        FROM countries_country)
),
counted AS (
    SELECT mails, %(size)s * greatest(
        least(%(number)s, ceil(mails / %(size)s::numeric)) - 1, 0) AS before
    FROM (SELECT coalesce(max(place), 0) AS mails FROM placed) last
)
SELECT mails, {columns}
FROM counted
LEFT JOIN placed ON place > before AND place <= before + %(size)s
{order}
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

    @property
    def places(self) -> list[str] | None:
        """Countries outside of which nothing is wanted; None where any may be."""
        if self.country:
            return [self.country]
        if self.scope.everywhere or self.scope.partnerships:
            return None
        return sorted(self.scope.countries)

    def values(self) -> dict[str, Any]:
        """What the SQL reads of it."""
        return {
            "everywhere": self.scope.everywhere,
            "countries": sorted(self.scope.countries),
            "partnerships": sorted(self.scope.partnerships),
            "country": self.country,
            "people": None if self.people is None else list(self.people),
        }


@dataclass(frozen=True, slots=True)
class MailPage:
    """One page of the mails to come.

    Attributes:
        rows: their reminders, by day and person.
        count: how many mails there are on all pages.
        is_cut: there are more, which are neither counted nor listed.
    """

    rows: Sequence[Upcoming]
    count: int
    is_cut: bool = False


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
    chosen = list(ladders)
    if not chosen:
        return []
    asked = wanted or Wanted()
    sql, values = _owed_sql(chosen, now=now, days=days, wanted=asked)
    return _ask(sql, "ORDER BY day, kind, id, recipient_key", values | asked.values())


def coming_sql(
    ladders: Iterable[Owed], *, now: datetime, days: int, wanted: Wanted
) -> tuple[str, dict[str, Any]]:
    """Return a query of what is planned and will be owed, and what it reads.

    It gives a row for each reminder: what it is about, to whom, on which `day`.

    Args:
        ladders: at least one.
        now: the present moment, aware.
        days: how many days to look ahead, from tomorrow on.
        wanted: which of them.
    """
    chosen = list(ladders)
    sql, values = _owed_sql(chosen, now=now, days=days, wanted=wanted)
    values |= {**wanted.values(), "kinds": [str(ladder.kind) for ladder in chosen]}
    return _ALL_SQL.format(parts=f"{sql} UNION ALL ({_WAITING_SQL})"), values


def coming_of(
    ladders: Iterable[Owed], *, now: datetime, days: int, wanted: Wanted
) -> list[Upcoming]:
    """Return what is planned and what will be owed, by day and person. One query."""
    sql, values = coming_sql(ladders, now=now, days=days, wanted=wanted)
    return _ask(sql, _IN_ORDER, values)


def mails_of(
    ladders: Iterable[Owed],
    *,
    now: datetime,
    days: int,
    wanted: Wanted,
    number: int,
    size: int,
    whole_days: bool = False,
) -> MailPage:
    """Return one page of the mails that `coming_of` makes. One query.

    Args:
        ladders: at least one.
        now: the present moment, aware.
        days: how many days to look ahead, from tomorrow on.
        wanted: which of them.
        number: of the page, from 1; beyond the last it is the last.
        size: mails on a page.
        whole_days: only of days that lie in these days everywhere: elsewhere it may be
            tomorrow already.
    """
    sql, values = coming_sql(ladders, now=now, days=days, wanted=wanted)
    asked = {**values, "number": number, "size": size}
    asked |= {"whole_days": whole_days, "ahead": days}
    with connection.cursor() as cursor:
        page = _PAGE_SQL.format(every=sql, columns=_COLUMNS, order=_IN_ORDER)
        cursor.execute(page, asked)
        found = cursor.fetchall()
    rows = [Upcoming(*row) for _count, *row in found if row[0] is not None]
    return MailPage(rows, found[0][0])


def _ask(sql: str, order: str, values: Mapping[str, Any]) -> list[Upcoming]:
    asked = f"SELECT {_COLUMNS} FROM ({sql}) seen {order}"  # noqa: S608 - our own words
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        return [Upcoming(*row) for row in cursor.fetchall()]


def _owed_sql(
    ladders: Sequence[Owed], *, now: datetime, days: int, wanted: Wanted
) -> tuple[str, dict[str, Any]]:
    parts = []
    values: dict[str, Any] = {"now": now, "hour": settings.REMINDER_HOUR}
    own = {"now": now, "ahead": days, "places": wanted.places, "foreseen": True}
    for place, ladder in enumerate(ladders):
        sql, read = _part(ladder, f"l{place}_", own)
        parts.append(f"({sql})")
        values |= read
    return " UNION ALL ".join(parts), values


def _part(
    ladder: Owed, prefix: str, own: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """Return the SQL of one ladder with names of its own for what it reads."""
    values = {**ladder.values(), "kind": str(ladder.kind), **own}
    ahead = _AHEAD_SQL.format(
        counts="counts" if ladder.limited else "false",
        room="room" if ladder.limited else "NULL::integer",
    )
    return names_apart(ladder.ready_sql + ahead, values, prefix)


def names_apart(
    sql: str, values: Mapping[str, Any], prefix: str
) -> tuple[str, dict[str, Any]]:
    """Give what a query reads names of its own, so that it can stand beside others."""
    own = _NAME.sub(lambda name: f"%({prefix}{name[1]})s", sql)
    return own, {f"{prefix}{name}": value for name, value in values.items()}
