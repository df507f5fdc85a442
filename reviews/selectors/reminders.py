"""Which reminders of reviews are owed, and which will be?

One SQL text says who is reached by which step of the ladder (methods D4); planning
and the preview ask it. `reviews.rules.reminders` is its reference model.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from agreements.services.promise_reminders import PROMISES
from agreements.services.reminders import ENDINGS
from agreements.services.waiting import WAITING
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.notifications.choices import Audience, ReminderKind
from eclt_partners.notifications.selectors import Upcoming
from eclt_partners.notifications.services import (
    HERE_SQL,
    Owed,
    Wanted,
    found_by_day_sql,
    upcoming_of,
)
from partners.rules.method import METHOD
from partners.selectors.asked import works_at_sql
from partners.services.after_reminders import AFTER_CHECKS
from partners.services.check_reminders import SAFEGUARDING

# Which people of the SQL below a step of the ladder reaches.
ROLES_OF_AUDIENCE = {
    Audience.LEADS: ["LEAD"],
    Audience.RATERS: ["RATER"],
    Audience.RATERS_NOT_DONE: ["RATER"],
    Audience.RATERS_AND_LEADS: ["RATER", "LEAD"],
    Audience.MANAGER: ["MANAGER"],
    Audience.DIRECTOR: ["DIRECTOR"],
    Audience.DIRECTOR_AND_HELPER: ["DIRECTOR", "FACILITATOR"],
}

# Unfinished reviews whose first step may have come, with the day in their country;
# with a step that is still to come, where mails are foreseen (`foreseen`). Then everybody who has a role in them. A rater who has answered, or whose side has
# sent its one answer together, is no rater any more; a topic talk asks no questions.
# After an end nobody is asked for the talk on answers that are in (`services.stopping`).
PEOPLE_SQL = (
    f"WITH {HERE_SQL},"  # noqa: S608 - joins constants
    """
unfinished AS (
    SELECT rv.id, rv.kind, rv.state, rv.due_on, rv.round, rv.partnership_id,
           ps.country_id AS country, ps.foundation_lead_id,
           here.today
    FROM reviews_review rv
    JOIN partners_partnership ps ON ps.id = rv.partnership_id
    JOIN here ON here.code = ps.country_id
    WHERE rv.state IN ('SCHEDULED', 'OPEN', 'CLOSED')
      AND (rv.state <> 'CLOSED' OR rv.kind = 'TALK'
           OR ps.stage NOT IN ('NOT_PURSUED', 'ENDED_EARLY', 'CONCLUDED'))
      AND (%(places)s::text[] IS NULL OR ps.country_id = ANY(%(places)s::text[]))
      AND (%(reviews)s::bigint[] IS NULL OR rv.id = ANY(%(reviews)s::bigint[]))
      AND (%(foreseen)s OR rv.due_on <= %(now)s::timestamptz::date + 2 + %(ahead)s - (
          SELECT min(offset_days) FROM notifications_ladderstep
          WHERE kind = 'REVIEW' AND is_active))
      AND (NOT %(foreseen)s OR """
    + found_by_day_sql("rv.due_on", ReminderKind.REVIEW)
    + """)
),
seats AS (
    SELECT un.id AS review_id, pa.user_id, pa.contact_id
    FROM unfinished un
    JOIN reviews_panelist pa ON pa.review_id = un.id
    LEFT JOIN partners_partnershipparty party ON party.id = pa.party_id
    WHERE un.kind <> 'TALK' AND pa.left_at IS NULL AND party.to_on IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM reviews_panelist peer
        JOIN reviews_assessment sent
          ON sent.panelist_id = peer.id AND sent.state = 'SUBMITTED'
        LEFT JOIN reviews_reviewside side ON side.review_id = peer.review_id
          AND side.party_id IS NOT DISTINCT FROM peer.party_id
        WHERE peer.review_id = pa.review_id
          AND peer.party_id IS NOT DISTINCT FROM pa.party_id
          AND (peer.id = pa.id OR side.mode = 'TOGETHER'))
),
roles AS (
    SELECT review_id, 'RATER' AS role, user_id, contact_id FROM seats
    UNION ALL
    SELECT id, 'LEAD', foundation_lead_id, NULL FROM unfinished
    UNION ALL
    SELECT un.id, 'LEAD', NULL, party.partner_lead_id
    FROM unfinished un
    JOIN partners_partnershipparty party
      ON party.partnership_id = un.partnership_id AND party.to_on IS NULL
    UNION ALL
    SELECT un.id, ra.role, ra.user_id, NULL
    FROM unfinished un
    JOIN accounts_roleassignment ra ON ra.role = 'DIRECTOR'
      OR (ra.role = 'MANAGER' AND ra.country_id = un.country)
      OR (ra.role = 'FACILITATOR' AND ra.partnership_id = un.partnership_id)
),
people AS (
    SELECT ro.review_id, ro.role, 'user:' || us.id AS recipient_key,
           us.email AS to_address, us.language, us.time_zone
    FROM roles ro
    JOIN unfinished un ON un.id = ro.review_id
    JOIN accounts_user us ON us.id = ro.user_id
     AND """
    + works_at_sql("us", "un")
    + """
    UNION ALL
    SELECT ro.review_id, ro.role, 'contact:' || co.id, co.email, co.language,
           co.time_zone
    FROM roles ro JOIN partners_contact co
      ON co.id = ro.contact_id AND co.left_on IS NULL AND co.email <> ''
)
"""
)

# The day of each step is found once for a review, not for each of its people.
# Every step that reaches somebody until `ahead` days from today and is newer than
# all that this person was planned in this round. Leads and raters are asked for
# answers; later steps go out while no talk is held (rulings 8). A topic talk is closed
# from its first day: its leads are asked for the talk all the same. A rater gets at most
# `cap` mails about one review, over all rounds.
OWED_SQL = (
    PEOPLE_SQL  # noqa: S608 - joins constants of this module
    + """,
step_days AS MATERIALIZED (
    SELECT un.id AS review_id, st.code, st.audience, st.offset_days, st.counts_for_cap,
           working_day(un.country, un.due_on + st.offset_days) AS send_on
    FROM unfinished un
    JOIN notifications_ladderstep st ON st.kind = 'REVIEW' AND st.is_active
    WHERE un.due_on + st.offset_days <= un.today + %(ahead)s
),
steps AS MATERIALIZED (
    SELECT days.*, reach.role
    FROM step_days days
    JOIN (SELECT unnest(%(audiences)s) AS audience, unnest(%(roles)s) AS role) AS reach
      ON reach.audience = days.audience
),
owed AS (
    SELECT un.id, un.round, un.partnership_id, un.country, un.due_on,
           un.due_on AS counts_from, un.today, pe.recipient_key, pe.to_address,
           pe.language, pe.time_zone, pe.role = 'RATER' AS is_own, st.code AS step,
           st.offset_days, st.send_on, st.counts_for_cap AS counts,
           CASE WHEN pe.role = 'RATER' THEN %(cap)s - mails.counted END AS room
    FROM unfinished un
    JOIN people pe ON pe.review_id = un.id
    JOIN steps st ON st.review_id = pe.review_id AND st.role = pe.role
    CROSS JOIN LATERAL (
        SELECT count(*)::integer AS counted FROM notifications_reminder re
        JOIN notifications_ladderstep was
          ON was.kind = re.kind AND was.code = re.step AND was.counts_for_cap
        WHERE re.kind = 'REVIEW' AND re.subject_id = un.id
          AND re.recipient_key = pe.recipient_key
          AND re.state IN ('PLANNED', 'COMPOSED', 'SENT')) mails
    WHERE (un.state <> 'CLOSED' OR un.kind = 'TALK'
           OR pe.role NOT IN ('LEAD', 'RATER'))
      AND st.send_on <= un.today + %(ahead)s
      AND NOT EXISTS (
          SELECT 1 FROM notifications_reminder re
          JOIN notifications_ladderstep was
            ON was.kind = re.kind AND was.code = re.step
          WHERE re.kind = 'REVIEW' AND re.subject_id = un.id
            AND re.round = un.round AND re.recipient_key = pe.recipient_key
            AND was.offset_days >= st.offset_days)
      AND (pe.role <> 'RATER' OR %(cap)s > mails.counted)
)
"""
)


def standing_values() -> dict[str, Any]:
    """Return what the SQL of this module asks for, for all reviews."""
    reach = [
        (str(audience), role)
        for audience, roles in ROLES_OF_AUDIENCE.items()
        for role in roles
    ]
    return {
        "reviews": None,
        "places": None,
        "foreseen": False,
        "audiences": [audience for audience, _ in reach],
        "roles": [role for _, role in reach],
        "cap": METHOD.rater_mail_max,
    }


def sql_values(
    *, now: datetime, ahead: int = 0, reviews: Sequence[int] | None = None
) -> dict[str, Any]:
    """Return the values that the SQL of this module asks for.

    Args:
        now: the present moment, aware.
        ahead: how many days beyond today to look.
        reviews: only these reviews; None: all.
    """
    chosen = None if reviews is None else list(reviews)
    return {**standing_values(), "now": now, "ahead": ahead, "reviews": chosen}


# Answers are personal: while a rater is away nobody else is asked for them.
REVIEWS = Owed(
    ReminderKind.REVIEW, OWED_SQL, standing_values, limited=True, personal="is_own"
)
# Every ladder of the product, in the order of pages.
LADDERS: Final[Mapping[ReminderKind, Owed]] = {
    each.kind: each
    for each in (REVIEWS, ENDINGS, PROMISES, SAFEGUARDING, WAITING, AFTER_CHECKS)
}


def reviews_owed(*, now: datetime) -> list[int]:
    """Return the reviews for which a reminder is owed and not yet planned. One query."""
    return REVIEWS.ids_owed(standing_values(), now=now)


def upcoming(
    actor: Actor,
    *,
    now: datetime,
    days: int,
    kind: ReminderKind | None = None,
    country: str = "",
    people: Collection[str] | None = None,
) -> list[Upcoming]:
    """Return what the actor may see of the mails of the next days, the next one first.

    Reviews, ending agreements, promises, waiting tables, checks after the end and
    safeguarding checks together; one query.

    Args:
        actor: whose preview; only places whose ledger the actor may see.
        now: the present moment, aware.
        days: how many days to look ahead, from tomorrow on.
        kind: of this ladder only; None = all.
        country: ISO code; "" = all.
        people: to these only, as reminders name them; None = to everybody.
    """
    return upcoming_of(
        ladders_of(kind),
        now=now,
        days=days,
        wanted=Wanted(actor.scope(Action.SEE_LEDGER), country, people),
    )


def ladders_of(kind: ReminderKind | None) -> list[Owed]:
    """Return one ladder, or all for None."""
    return list(LADDERS.values()) if kind is None else [LADDERS[kind]]
