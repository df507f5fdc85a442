"""Which reminders go out in the next days: planned already, or owed when they come?"""

from collections.abc import Collection
from datetime import datetime

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
