"""Who belongs to a review and is not reminded of it, and why?

Everybody of the unfinished reviews is either owed a mail in the days to come, or
stands here with the reason. One statement over the same people that the planner asks,
and those it leaves out.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from eclt_partners.common.actor import SYSTEM, Actor
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.services import Wanted, coming_sql
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.rules.silence import Silence, Standing, why_silent
from reviews.selectors.coming import wanted_of
from reviews.selectors.reminders import PEOPLE_SQL, REVIEWS, sql_values, upcoming

AHEAD: Final = 90
# Whether mails to `person.address` came back: a condition in SQL.
ADDRESS_BOUNCED_SQL: Final = """
EXISTS (SELECT 1 FROM notifications_stoppedaddress sa
        WHERE sa.cleared_at IS NULL AND sa.address = lower(person.address))
"""

# One row for each person of an unfinished review, with the columns of `Standing`.
_TOLD_SQL: Final = (
    PEOPLE_SQL  # noqa: S608 - joins constants of this module
    + """,
everybody AS (
    SELECT un.id AS review_id, 'RATER' AS role, pa.user_id, pa.contact_id,
           pa.left_at IS NOT NULL AS has_left, pa.left_at IS NULL AND NOT EXISTS (
               SELECT 1 FROM seats se WHERE se.review_id = un.id
                 AND coalesce(se.user_id, 0) = coalesce(pa.user_id, 0)
                 AND coalesce(se.contact_id, 0) = coalesce(pa.contact_id, 0)
           ) AS has_answered
    FROM unfinished un
    JOIN reviews_panelist pa ON pa.review_id = un.id
    WHERE un.kind <> 'TALK'
    UNION ALL
    SELECT review_id, role, user_id, contact_id, false, false
    FROM roles WHERE role <> 'RATER'
),
person AS (
    SELECT ev.review_id, ev.role, 'user:' || us.id AS recipient_key,
           us.email AS address, ev.has_left OR NOT us.is_active AS has_left,
           ev.has_answered
    FROM everybody ev JOIN accounts_user us ON us.id = ev.user_id
    UNION ALL
    SELECT ev.review_id, ev.role, 'contact:' || co.id, co.email,
           ev.has_left OR co.left_on IS NOT NULL, ev.has_answered
    FROM everybody ev JOIN partners_contact co ON co.id = ev.contact_id
),
standing AS (
    SELECT review_id, recipient_key, array_agg(DISTINCT role) AS roles,
           bool_and(has_left) AS has_left, bool_and(address <> '') AS has_address,
           bool_or("""
    + ADDRESS_BOUNCED_SQL
    + """) AS has_bounced,
           coalesce(bool_or(has_answered) FILTER (WHERE role = 'RATER'), false)
               AS has_answered
    FROM person GROUP BY review_id, recipient_key
),
told AS (
SELECT un.id AS review_id, un.partnership_id, un.country, sg.recipient_key, un.due_on,
       sg.roles, un.state, un.kind, sg.has_left, sg.has_address, sg.has_bounced,
       sg.has_answered,
       %(cap)s <= (
           SELECT count(*) FROM notifications_reminder re
           JOIN notifications_ladderstep was
             ON was.kind = re.kind AND was.code = re.step AND was.counts_for_cap
           WHERE re.kind = 'REVIEW' AND re.subject_id = un.id
             AND re.recipient_key = sg.recipient_key
             AND re.state IN ('PLANNED', 'COMPOSED', 'SENT')) AS is_limited,
       coalesce(newest.state, '') AS last_state, coalesce(newest.why, '') AS why,
       coalesce(steps.waits, '{}') AS waits,
       coalesce(steps.put_away, '{}') AS put_away,
       EXISTS (SELECT 1 FROM reviews_snooze sn WHERE sn.review_id = un.id
                 AND sn.objected_at IS NULL AND sn.to_on = un.due_on) AS is_moved
FROM standing sg
JOIN unfinished un ON un.id = sg.review_id
LEFT JOIN LATERAL (
    SELECT re.state, re.why FROM notifications_reminder re
    WHERE re.kind = 'REVIEW' AND re.subject_id = un.id AND re.round = un.round
      AND re.recipient_key = sg.recipient_key
    ORDER BY re.send_at DESC, re.id DESC LIMIT 1
) newest ON true
CROSS JOIN LATERAL (
    SELECT array_agg(DISTINCT reach.role) FILTER (WHERE st.is_active) AS waits,
           array_agg(DISTINCT reach.role) FILTER (WHERE NOT st.is_active) AS put_away
    FROM notifications_ladderstep st
    JOIN (SELECT unnest(%(audiences)s) AS audience, unnest(%(roles)s) AS role) reach
      ON reach.audience = st.audience AND reach.role = ANY(sg.roles)
    WHERE st.kind = 'REVIEW' AND st.taken_out_at IS NULL
      AND (un.due_on + st.offset_days > un.today
           OR working_day(un.country, un.due_on + st.offset_days) > un.today)
      AND (st.origin = '' OR NOT EXISTS (
          SELECT 1 FROM notifications_ladderstep was
          JOIN notifications_reminder re ON re.kind = was.kind AND re.step = was.code
          WHERE was.kind = st.kind AND was.origin = st.origin
            AND re.subject_id = un.id AND re.round = un.round
            AND re.recipient_key = sg.recipient_key
            AND re.state IN ('PLANNED', 'COMPOSED', 'SENT')))
) steps
WHERE (%(everywhere)s OR un.country = ANY(%(countries)s::text[])
       OR un.partnership_id = ANY(%(partnerships)s::bigint[]))
  AND (%(country)s = '' OR un.country = %(country)s)
  AND (%(people)s::text[] IS NULL OR sg.recipient_key = ANY(%(people)s::text[]))
)
"""
)
_EVERY_SQL: Final = "SELECT * FROM told ORDER BY due_on, review_id, recipient_key"
# Why somebody hears nothing depends on nothing but these columns: so it is asked of a
# few people of each sort, and the sort is counted. `coming` is what goes out.
_SORTS_SQL: Final = """
, mailed AS MATERIALIZED (SELECT DISTINCT id, recipient_key FROM coming),
sorted AS (
    SELECT told.*, mailed.id IS NOT NULL AS is_mailed
    FROM told
    LEFT JOIN mailed
      ON mailed.id = told.review_id AND mailed.recipient_key = told.recipient_key
)
SELECT * FROM (
    SELECT sorted.*, count(*) OVER sort AS alike, row_number() OVER (
        sort ORDER BY due_on, review_id, recipient_key) AS place
    FROM sorted
    WINDOW sort AS (
        PARTITION BY roles, state, kind, has_left, has_address, has_bounced,
            has_answered, is_limited, last_state, waits, put_away, is_moved, is_mailed)
) first
WHERE place <= %(most)s
ORDER BY due_on, review_id, recipient_key
"""


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody of a review whom nobody reminds in the days to come.

    Attributes:
        why: of the newest reminder, when it was taken back or overtaken; else "".
        moved_to: the later day, when the review was moved; else None.
    """

    review_id: int
    partnership_id: int
    country: str
    recipient_key: str
    due_on: date
    reason: Silence
    why: str
    moved_to: date | None


@dataclass(frozen=True, slots=True)
class SilentPage:
    """Those of all reviews whom nobody reminds in the next 90 days.

    Attributes:
        first: the first of them, by the day of the review, with the reason.
        count: how many they are.
        later: how often somebody is reminded, but later than that.
    """

    first: Sequence[Silent]
    count: int
    later: int


def silent_page(wanted: Wanted, *, now: datetime, most: int) -> SilentPage:
    """Return who belongs to an unfinished review and is not mailed. One query.

    Args:
        wanted: of which places and people.
        now: the present moment, aware.
        most: how many to name.
    """
    coming, read = coming_sql([REVIEWS], now=now, days=AHEAD, wanted=wanted)
    told = {**sql_values(now=now, ahead=AHEAD), "places": wanted.places}
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_TOLD_SQL}, coming AS ({coming}){_SORTS_SQL}",
            {**told, **read, "most": most},
        )
        rows = cursor.fetchall()
    first, count, later = [], 0, 0
    for *row, is_mailed, alike, place in rows:
        each = _silent(row)
        if is_mailed and each.reason != Silence.MOVED:
            continue
        if each.reason == Silence.LATER:
            later += alike if place == 1 else 0
            continue
        count += alike if place == 1 else 0
        first.append(each)
    return SilentPage(first[:most], count, later)


def silent_people(
    actor: Actor,
    *,
    now: datetime,
    owed: Collection[tuple[int, str]],
    country: str = "",
    people: Collection[str] | None = None,
    reviews: Sequence[int] | None = None,
) -> list[Silent]:
    """Return who belongs to an unfinished review and is not owed a mail. One query.

    Args:
        actor: only of places whose ledger the actor may see.
        now: the present moment, aware.
        owed: pairs of review and person that are mailed in these days; they stand
            here only when the review was moved and they wait for its new day.
        country: ISO code; "" = all.
        people: only these, as reminders name them; None = everybody.
        reviews: only these; None = all whose ladder begins within 90 days.
    """
    values = {
        **sql_values(now=now, ahead=AHEAD, reviews=reviews),
        **wanted_of(actor, country, people).values(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TOLD_SQL + _EVERY_SQL, values)
        rows = cursor.fetchall()
    found = [_silent(row) for row in rows]
    return [
        each
        for each in found
        if each.reason == Silence.MOVED
        or (each.review_id, each.recipient_key) not in owed
    ]


def why_not(subject: Review, person: str, *, now: datetime) -> Silent | None:
    """Return why a person of a review is not reminded in the next 90 days.

    Args:
        subject: an unfinished review.
        person: as reminders name people, "user:12" or "contact:7".
        now: the present moment, aware.

    Returns:
        None when a mail is owed and the review was not moved, or when the person does
        not belong to the review.
    """
    coming = upcoming(
        SYSTEM, now=now, days=AHEAD, kind=ReminderKind.REVIEW, people=[person]
    )
    owed = {
        (row.subject_id, row.recipient_key) for row in coming if row.kind == "REVIEW"
    }
    found = silent_people(
        SYSTEM, now=now, owed=owed, people=[person], reviews=[subject.pk]
    )
    return found[0] if found else None


def _silent(row: Sequence[Any]) -> Silent:
    standing = Standing(
        roles=frozenset(row[5]),
        state=ReviewState(row[6]),
        kind=ReviewKind(row[7]),
        has_left=row[8],
        has_address=row[9],
        has_bounced=row[10],
        has_answered=row[11],
        is_limited=row[12],
        last_state=row[13],
        waits=frozenset(row[15]),
        put_away=frozenset(row[16]),
        is_moved=row[17],
    )
    reason = why_silent(standing)
    return Silent(
        review_id=row[0],
        partnership_id=row[1],
        country=row[2],
        recipient_key=row[3],
        due_on=row[4],
        reason=reason,
        why=row[14] if reason in {Silence.CANCELLED, Silence.OVERTAKEN} else "",
        moved_to=row[4] if reason == Silence.MOVED else None,
    )
