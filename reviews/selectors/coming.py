"""Which reminders go out in the next days: planned already, or owed when they come?"""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from eclt_partners.common.actor import Actor
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.models import Reminder
from eclt_partners.notifications.selectors import Upcoming, waiting_reminders
from reviews.selectors.reminders import upcoming


def all_coming(
    actor: Actor,
    *,
    now: datetime,
    days: int,
    kind: ReminderKind | None = None,
    country: str = "",
    people: Collection[str] | None = None,
) -> list[Upcoming]:
    """Return what is planned and what will be owed, by day and person. Two queries.

    Args:
        actor: only of places whose ledger the actor may see.
        now: the present moment, aware.
        days: how many days to look ahead.
        kind: of this ladder only; None = all.
        country: ISO code; "" = all.
        people: to these only; None = to everybody.
    """
    waiting = waiting_reminders(actor, kind=kind, country=country, people=people)
    ahead = upcoming(
        actor, now=now, days=days, kind=kind, country=country, people=people
    )
    return sorted(
        [*map(_as_upcoming, waiting), *ahead],
        key=lambda each: (each.send_on, each.recipient_key, each.kind, each.subject_id),
    )


def _as_upcoming(each: Reminder) -> Upcoming:
    return Upcoming(
        kind=each.kind,
        subject_id=each.subject_id,
        partnership_id=each.partnership_id,
        country=each.country_code,
        step=each.step,
        recipient_key=each.recipient_key,
        send_on=each.send_at.astimezone(ZoneInfo(each.time_zone)).date(),
        due_on=each.due_on,
        send_at=each.send_at,
        time_zone=each.time_zone,
    )
