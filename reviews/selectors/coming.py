"""Which reminders go out in the next days: planned already, or owed when they come?"""

from collections.abc import Collection
from datetime import datetime
from itertools import accumulate
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
# How many steps of the reviews of some places fall on each of the days to come.
_STEPS_SQL: Final = """
SELECT rv.due_on + st.offset_days - %(now)s::timestamptz::date AS day, count(*)
FROM reviews_review rv
JOIN partners_partnership ps ON ps.id = rv.partnership_id
JOIN notifications_ladderstep st ON st.kind = 'REVIEW' AND st.is_active
WHERE rv.state IN ('SCHEDULED', 'OPEN', 'CLOSED')
  AND rv.due_on + st.offset_days > %(now)s::timestamptz::date
  AND rv.due_on + st.offset_days <= %(now)s::timestamptz::date + %(ahead)s
  AND (%(everywhere)s OR ps.country_id = ANY(%(countries)s::text[])
       OR ps.id = ANY(%(partnerships)s::bigint[]))
  AND (%(country)s = '' OR ps.country_id = %(country)s)
GROUP BY day ORDER BY day
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
    """Return one page of the mails of the next days. One query.

    Args:
        wanted: from `wanted_of`.
        now: the present moment, aware.
        days: how many days to look ahead.
        kind: of this ladder only; None = all.
        number: of the page, from 1.
        size: mails on a page.
    """
    return mails_of(
        ladders_of(kind), now=now, days=days, wanted=wanted, number=number, size=size
    )


def days_to_show(wanted: Wanted, *, now: datetime) -> int:
    """Return how many days ahead a page can look; fewer where there is very much.

    One query.

    Args:
        wanted: from `wanted_of`.
        now: the present moment, aware.
    """
    with connection.cursor() as cursor:
        values = {**wanted.values(), "now": now, "ahead": WINDOWS[0]}
        cursor.execute(_STEPS_SQL, values)
        days, counts = zip(*cursor.fetchall() or [(0, 0)], strict=True)
    much = [
        day
        for day, all_so_far in zip(days, accumulate(counts), strict=True)
        if all_so_far > MOST_STEPS
    ]
    first = min(much, default=WINDOWS[0] + 1)
    return next((each for each in WINDOWS if each < first), WINDOWS[-1])


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
