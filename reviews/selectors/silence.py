"""Who is not reminded in the next days of something that is open, and why?

Everybody whom a ladder is meant for is either owed a mail in the days to come, or
stands here with the reason. One statement over the same people that the planners ask,
and those they leave out. Here too: what it is about reviews.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from eclt_partners.common.actor import SYSTEM, Actor
from eclt_partners.notifications import services as mail
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.rules.silence import Silence
from eclt_partners.notifications.services import (
    AHEAD,
    BOUNCED_SQL,
    NOT_SENT_SQL,
    REFUSED_SQL,
    Silent,
    SilentPage,
    Told,
    Wanted,
    told_of,
)
from partners.selectors.asked import works_at_sql
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.rules.silence import Standing, why_silent
from reviews.selectors.coming import wanted_of
from reviews.selectors.reminders import (
    PEOPLE_SQL,
    ladders_of,
    sql_values,
    upcoming,
)

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
    SELECT ev.review_id, ev.role, 'user:' || us.id AS recipient_key, '' AS speaks,
           us.email AS to_address, ev.has_left OR NOT ("""
    + works_at_sql("us", "un")
    + """) AS has_left,
           ev.has_answered
    FROM everybody ev
    JOIN unfinished un ON un.id = ev.review_id
    JOIN accounts_user us ON us.id = ev.user_id
    UNION ALL
    SELECT ev.review_id, ev.role, 'contact:' || co.id, '', co.email,
           ev.has_left OR co.left_on IS NOT NULL, ev.has_answered
    FROM everybody ev JOIN partners_contact co ON co.id = ev.contact_id
    UNION ALL
    SELECT id, 'LEAD', '', 'FOUNDATION', '', false, false
    FROM unfinished WHERE foundation_lead_id IS NULL
    UNION ALL
    SELECT un.id, 'LEAD', '', 'PARTNER', '', false, false
    FROM unfinished un
    JOIN partners_partnershipparty party ON party.partnership_id = un.partnership_id
     AND party.to_on IS NULL AND party.partner_lead_id IS NULL
),
standing AS (
    SELECT review_id, recipient_key, speaks, array_agg(DISTINCT role) AS roles,
           bool_and(has_left) AS has_left, bool_and(to_address <> '') AS has_address,
           bool_or("""
    + BOUNCED_SQL.format(row="person")
    + """) AS has_bounced,
           coalesce(bool_or(has_answered) FILTER (WHERE role = 'RATER'), false)
               AS has_answered
    FROM person GROUP BY review_id, recipient_key, speaks
),
told AS (
SELECT un.id, un.partnership_id, un.country, sg.recipient_key, sg.speaks, un.due_on,
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
      AND """
    + NOT_SENT_SQL.format(matter="un", person="sg")
    + """
) steps
WHERE (%(everywhere)s OR un.country = ANY(%(countries)s::text[])
       OR un.partnership_id = ANY(%(partnerships)s::bigint[]))
  AND (%(country)s = '' OR un.country = %(country)s)
  AND (%(people)s::text[] IS NULL OR sg.recipient_key = ANY(%(people)s::text[]))
)
SELECT 'REVIEW' AS kind, id, partnership_id, country, recipient_key, speaks, due_on,
    why, jsonb_build_object(
        'roles', roles, 'state', state, 'kind', kind, 'is_named', recipient_key <> '',
        'has_left', has_left, 'has_address', has_address, 'has_bounced', has_bounced,
        'is_refused', """
    + REFUSED_SQL.format(row="told").replace("%(kind)s", "'REVIEW'")
    + """, 'has_answered', has_answered, 'is_limited', is_limited,
        'last_state', last_state, 'waits', waits, 'put_away', put_away,
        'is_moved', is_moved) AS facts
FROM told
"""
)


def silent_page(
    wanted: Wanted, *, now: datetime, kind: ReminderKind | None = None, most: int
) -> SilentPage:
    """Return who belongs to something open and is not mailed in 90 days. One query.

    Args:
        wanted: of which places and people.
        now: the present moment, aware.
        kind: of this ladder only; None = all.
        most: how many to name.
    """
    told = _told(kind, now=now, wanted=wanted)
    return mail.silent_page(told, ladders_of(kind), now=now, wanted=wanted, most=most)


def silent_people(
    actor: Actor,
    *,
    now: datetime,
    owed: Collection[tuple[str, int, str]],
    kind: ReminderKind | None = None,
    country: str = "",
    people: Collection[str] | None = None,
    reviews: Sequence[int] | None = None,
) -> list[Silent]:
    """Return who belongs to something open and is not owed a mail. One query.

    Args:
        actor: only of places whose ledger the actor may see.
        now: the present moment, aware.
        owed: kind, matter and person of what is mailed in these days; they stand here
            only when a review was moved and they wait for its new day.
        kind: of this ladder only; None = all.
        country: ISO code; "" = all.
        people: only these, as reminders name them; None = everybody.
        reviews: of all reviews only these; None = all whose ladder begins in 90 days.
    """
    wanted = wanted_of(actor, country, people)
    told = _told(kind, now=now, wanted=wanted, reviews=reviews)
    return mail.silent_people(told, owed=owed)


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
    kind = ReminderKind.REVIEW
    coming = upcoming(SYSTEM, now=now, days=AHEAD, kind=kind, people=[person])
    owed = {(row.kind, row.subject_id, row.recipient_key) for row in coming}
    found = silent_people(
        SYSTEM, now=now, owed=owed, kind=kind, people=[person], reviews=[subject.pk]
    )
    return found[0] if found else None


def _told(
    kind: ReminderKind | None,
    *,
    now: datetime,
    wanted: Wanted,
    reviews: Sequence[int] | None = None,
) -> list[Told]:
    """Say of each ladder in SQL whom it is meant for."""
    return [
        _told_of_reviews(now=now, wanted=wanted, reviews=reviews)
        if ladder.kind == ReminderKind.REVIEW
        else told_of(ladder, now=now, wanted=wanted)
        for ladder in ladders_of(kind)
    ]


def _told_of_reviews(
    *, now: datetime, wanted: Wanted, reviews: Sequence[int] | None
) -> Told:
    values = {
        **sql_values(now=now, ahead=AHEAD, reviews=reviews),
        **wanted.values(),
        "places": wanted.places,
    }
    return Told(ReminderKind.REVIEW, _TOLD_SQL, values, _reason)


def _reason(facts: Mapping[str, Any]) -> Silence:
    sets = {name: frozenset(facts[name]) for name in ("roles", "waits", "put_away")}
    chosen = {"state": ReviewState(facts["state"]), "kind": ReviewKind(facts["kind"])}
    return why_silent(Standing(**{**facts, **sets, **chosen}))
