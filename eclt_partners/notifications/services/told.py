"""Whom is a ladder meant for, reached or not, and what tells why not?

The query `everybody` of a ladder names them; what the reason depends on is asked
here for all ladders alike. Reviews tell it in their own way.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.rules.silence import Silence, Standing, why_silent
from eclt_partners.notifications.services.foreseeing import Wanted, names_apart
from eclt_partners.notifications.services.planning import (
    BOUNCED_SQL,
    NOT_SENT_SQL,
    REFUSED_SQL,
    UNWANTED_SQL,
    Owed,
)

AHEAD: Final = 90
# Everybody of a matter whose day, or one of whose steps, in use or not, falls into the
# days to come. Whoever has done what is asked matters only while a step would come.
_ASKED_SQL: Final = """
, meant AS (
    SELECT DISTINCT ON (id, recipient_key, nobody_of) *
    FROM (
        SELECT everybody.*,
            CASE WHEN recipient_key = '' THEN speaks ELSE '' END AS nobody_of
        FROM everybody
    ) ev
    WHERE (%(everywhere)s OR country = ANY(%(countries)s::text[])
           OR partnership_id = ANY(%(partnerships)s::bigint[]))
      AND (%(country)s = '' OR country = %(country)s)
      AND (%(people)s::text[] IS NULL OR recipient_key = ANY(%(people)s::text[]))
      AND ((NOT is_settled AND counts_from <= today + %(ahead)s) OR EXISTS (
          SELECT 1 FROM notifications_ladderstep st
          WHERE st.kind = %(kind)s AND st.taken_out_at IS NULL
            AND ev.letter IN ('', st.letter)
            AND counts_from + st.offset_days > today
            AND counts_from + st.offset_days <= today + %(ahead)s))
    ORDER BY id, recipient_key, nobody_of, is_settled, has_left
)
"""
# A step is to come when its day is, and when the person got neither a later one nor
# the same one under another code.
_TOLD_SQL: Final = f"""
SELECT %(kind)s::text AS kind, meant.id, meant.partnership_id, meant.country,
    meant.recipient_key, meant.speaks, meant.due_on, coalesce(newest.why, '') AS why,
    jsonb_build_object(
        'is_named', meant.recipient_key <> '', 'has_left', meant.has_left,
        'has_address', meant.to_address <> '',
        'has_bounced', {BOUNCED_SQL.format(row="meant")},
        'is_refused', {REFUSED_SQL.format(row="meant")},
        'last_state', coalesce(newest.state, ''),
        'is_settled', meant.is_settled,
        'is_unwanted', coalesce(steps.is_unwanted, false),
        'waits', coalesce(steps.waits, false),
        'put_away', coalesce(steps.put_away, false)) AS facts
FROM meant
LEFT JOIN LATERAL (
    SELECT re.state, re.why, was.offset_days
    FROM notifications_reminder re
    JOIN notifications_ladderstep was ON was.kind = re.kind AND was.code = re.step
    WHERE re.kind = %(kind)s AND re.subject_id = meant.id AND re.round = meant.round
      AND re.recipient_key = meant.recipient_key AND meant.letter IN ('', was.letter)
    ORDER BY was.offset_days DESC, re.id DESC LIMIT 1
) newest ON true
CROSS JOIN LATERAL (
    SELECT bool_or(owed.is_active) AS waits, bool_or(NOT owed.is_active) AS put_away,
        bool_or(owed.is_active AND owed.day <= meant.today + %(ahead)s
            AND {UNWANTED_SQL.format(row="owed")}) AS is_unwanted
    FROM (
        SELECT st.is_active, st.offset_days, meant.recipient_key,
            meant.counts_from + st.offset_days AS day
        FROM notifications_ladderstep st
        WHERE st.kind = %(kind)s AND st.taken_out_at IS NULL
          AND meant.letter IN ('', st.letter)
          AND st.offset_days > coalesce(newest.offset_days, -32768)
          AND (meant.counts_from + st.offset_days > meant.today OR working_day(
              meant.country, meant.counts_from + st.offset_days) > meant.today)
          AND {NOT_SENT_SQL.format(matter="meant", person="meant")}
    ) owed
) steps
"""  # noqa: S608 - joins constants


@dataclass(frozen=True, slots=True)
class Told:
    """A query of everybody whom one ladder is meant for, and what names a reason.

    Attributes:
        sql: gives kind, id, partnership_id, country, recipient_key, speaks, due_on,
            why (of the newest reminder) and facts, a JSON object.
        values: what it reads.
        reason: names the reason from the facts.
    """

    kind: ReminderKind
    sql: str
    values: Mapping[str, Any]
    reason: Callable[[Mapping[str, Any]], Silence]


def told_of(ladder: Owed, *, now: datetime, wanted: Wanted) -> Told:
    """Return the query of everybody whom a ladder is meant for.

    Args:
        ladder: one that says in SQL who that is.
        now: the present moment, aware.
        wanted: which places and people.
    """
    values = {
        **ladder.values(),
        **wanted.values(),
        "kind": str(ladder.kind),
        "now": now,
        "ahead": AHEAD,
        "places": wanted.places,
        "foreseen": False,
    }
    text = ladder.everybody + _ASKED_SQL + _TOLD_SQL
    sql, read = names_apart(text, values, f"{ladder.kind.lower()}_")
    return Told(ladder.kind, sql, read, _reason)


def _reason(facts: Mapping[str, Any]) -> Silence:
    return why_silent(Standing(**facts))
