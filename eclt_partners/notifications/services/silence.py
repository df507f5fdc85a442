"""Whom is a ladder meant for who gets no mail of it in the next days, and why?

One statement tells of all ladders who is owed nothing, with the facts that the reason
depends on; the rules name the reason.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from eclt_partners.notifications.rules.silence import Silence
from eclt_partners.notifications.services.foreseeing import Wanted, coming_sql
from eclt_partners.notifications.services.planning import Owed
from eclt_partners.notifications.services.told import AHEAD, Told

_EVERY_SQL: Final = """
WITH told AS ({told})
SELECT * FROM told ORDER BY due_on, kind, id, recipient_key, speaks
"""
# Why somebody hears nothing depends on nothing but `facts`: so it is asked of a few
# people of each sort, and the sort is counted. `coming` is what goes out.
_SORTS_SQL: Final = """
WITH told AS ({told}),
coming AS ({coming}),
mailed AS MATERIALIZED (SELECT DISTINCT kind, id, recipient_key FROM coming),
sorted AS (
    SELECT told.*, mailed.id IS NOT NULL AS is_mailed
    FROM told LEFT JOIN mailed USING (kind, id, recipient_key)
)
SELECT kind, id, partnership_id, country, recipient_key, speaks, due_on, why, facts,
    is_mailed, alike, place
FROM (
    SELECT sorted.*, count(*) OVER sort AS alike, row_number() OVER (
        sort ORDER BY due_on, id, recipient_key, speaks) AS place
    FROM sorted WINDOW sort AS (PARTITION BY kind, facts, is_mailed)
) first
WHERE place <= %(most)s
ORDER BY due_on, kind, id, recipient_key, speaks
"""


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody whom a ladder is meant for and nobody reminds in the days to come.

    Attributes:
        kind: a `ReminderKind`.
        subject_id: the review, agreement, promise, check or table it is about.
        recipient_key: "" when nobody is named for the part.
        speaks: for which side the person does; "" where it makes no difference.
        due_on: the day that the matter is due, ends or expires.
        why: of the newest reminder, when it was taken back or overtaken; else "".
        moved_to: the later day, when the matter was moved; else None.
    """

    kind: str
    subject_id: int
    partnership_id: int
    country: str
    recipient_key: str
    speaks: str
    due_on: date
    reason: Silence
    why: str
    moved_to: date | None


@dataclass(frozen=True, slots=True)
class SilentPage:
    """Those whom nobody reminds in the next days.

    Attributes:
        first: the first of them, by the day of the matter, with the reason.
        count: how many they are.
        later: how often somebody is reminded, but later than that.
    """

    first: Sequence[Silent]
    count: int
    later: int


def silent_page(
    told: Sequence[Told],
    ladders: Iterable[Owed],
    *,
    now: datetime,
    wanted: Wanted,
    most: int,
) -> SilentPage:
    """Return who is not mailed in the next days. One query.

    Args:
        told: of everybody whom the ladders are meant for; at least one.
        ladders: the same ones.
        now: the present moment, aware.
        wanted: which places and people.
        most: how many to name.
    """
    coming, read = coming_sql(ladders, now=now, days=AHEAD, wanted=wanted)
    asked = _SORTS_SQL.format(told=_all_of(told), coming=coming)
    reasons, first, count, later = _reasons(told), [], 0, 0
    for *row, is_mailed, alike, place in _ask(asked, told, {**read, "most": most}):
        each = _silent(row, reasons)
        if is_mailed and each.reason != Silence.MOVED:
            continue
        if each.reason == Silence.LATER:
            later += alike if place == 1 else 0
            continue
        count += alike if place == 1 else 0
        first.append(each)
    return SilentPage(first[:most], count, later)


def silent_people(
    told: Sequence[Told], *, owed: Collection[tuple[str, int, str]]
) -> list[Silent]:
    """Return everybody who is not owed a mail, by day. One query.

    Args:
        told: of everybody whom the ladders are meant for; at least one.
        owed: kind, matter and person of what is mailed in these days; they stand here
            only when the matter was moved and they wait for its new day.
    """
    reasons = _reasons(told)
    rows = _ask(_EVERY_SQL.format(told=_all_of(told)), told, {})
    found = [_silent(row, reasons) for row in rows]
    return [
        each
        for each in found
        if each.reason == Silence.MOVED
        or (each.kind, each.subject_id, each.recipient_key) not in owed
    ]


def _reasons(
    told: Iterable[Told],
) -> dict[str, Callable[[Mapping[str, Any]], Silence]]:
    return {str(each.kind): each.reason for each in told}


def _all_of(told: Iterable[Told]) -> str:
    return " UNION ALL ".join(f"({each.sql})" for each in told)


def _ask(
    sql: str, told: Iterable[Told], values: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    asked = dict(values)
    for each in told:
        asked |= each.values
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return list(cursor.fetchall())


def _silent(
    row: Sequence[Any], reasons: Mapping[str, Callable[[Mapping[str, Any]], Silence]]
) -> Silent:
    kind, subject_id, partnership_id, country, key, speaks, due_on, why, facts = row
    reason = reasons[kind](json.loads(facts))
    return Silent(
        kind=kind,
        subject_id=subject_id,
        partnership_id=partnership_id,
        country=country,
        recipient_key=key,
        speaks=speaks,
        due_on=due_on,
        reason=reason,
        why=why if reason in {Silence.CANCELLED, Silence.OVERTAKEN} else "",
        moved_to=due_on if reason == Silence.MOVED else None,
    )
