"""What follows when the person who looks after a partnership changes?

A new lead or head, on either side, brings a short review (methods D3): both sides
find out early whether they still understand each other.
"""

from collections.abc import Iterable
from datetime import datetime

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import SYSTEM, Actor
from partners.choices import EventKind, Side
from partners.models import Partner, Partnership
from partners.rules.stages import REVIEWED_STAGES
from partners.services.events import report_event


def tell_of_new_lead(
    *, actor: Actor, now: datetime, partnership: Partnership, sides: Iterable[Side]
) -> None:
    """Note for each of the sides that somebody else leads now.

    To be called in the transaction of the change. Nothing is noted where both sides
    take no stock any more.
    """
    if partnership.stage not in REVIEWED_STAGES:
        return
    for side in sides:
        report_event(
            actor=_reporter(actor, partnership),
            now=now,
            partnership=partnership,
            kind=EventKind.LEADERSHIP,
            happened_on=partnership.country.today(now=now),
            side=side,
        )


def tell_of_new_head(*, actor: Actor, now: datetime, partner: Partner) -> None:
    """Note in every partnership of the partner that it has a new head."""
    rows = Partnership.objects.reviewed_regularly().select_related("country")
    for partnership in rows.filter(
        parties__partner=partner, parties__to_on=None
    ).distinct():
        tell_of_new_lead(
            actor=actor, now=now, partnership=partnership, sides=[Side.PARTNER]
        )


def _reporter(actor: Actor, partnership: Partnership) -> Actor:
    """Return who reports: the product itself where the actor has no right to."""
    may = actor.may(
        Action.REPORT_EVENT,
        country=partnership.country_id,
        partnership=partnership.pk,
    )
    return actor if may else SYSTEM
