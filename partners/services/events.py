"""How is something noted that may bring a review forward?"""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import SYSTEM, Actor, ActorKind, require
from eclt_partners.common.errors import InvalidInput
from partners.choices import EventKind, Side
from partners.models import Event, Partner, Partnership, PartnershipParty

# Noted by the product itself: a status that turned red, a changed agreement, and the
# review that follows once the safeguarding lead has confirmed that people are safe.
_BY_THE_PRODUCT: Final = frozenset(
    {EventKind.TURNED_RED, EventKind.AMENDMENT, EventKind.SAFEGUARDING}
)
REPORTED_BY_PEOPLE: Final = tuple(
    kind for kind in EventKind if kind not in _BY_THE_PRODUCT
)


@transaction.atomic
def report_event(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    kind: EventKind,
    happened_on: date,
    side: Side,
    note: str = "",
) -> Event:
    """Note an event; reviews turn it into a due date (methods D3).

    Args:
        actor: a person of the foundation, or a partner link: that always speaks
            for its own side.
        now: the moment, aware.
        partnership: where it happened.
        kind: what happened.
        happened_on: the day, not after today in the country.
        side: who reports it.
        note: a short text.

    Returns:
        The event; a second press of the button gives the one that exists.

    Raises:
        NotPermitted: no right to report events of this partnership.
        InvalidInput: a kind that only the product notes, or a day to come.
    """
    country = partnership.country_id
    require(actor, Action.REPORT_EVENT, country=country, partnership=partnership.pk)
    today = partnership.country.today(now=now)
    _check(kind, happened_on, today=today, by_person=_is_person(actor))
    # Two presses at the same moment come one after the other.
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    event, is_new = Event.objects.get_or_create(
        partnership=partnership,
        kind=kind,
        happened_on=happened_on,
        reported_on=today,
        reported_by=actor.key,
        side=Side.PARTNER if actor.kind is ActorKind.LINK else side,
        note=note,
    )
    if is_new:
        _record(event, partnership, actor=actor, now=now)
    return event


def report_for_partner(
    *,
    actor: Actor,
    now: datetime,
    partner: Partner,
    kind: EventKind,
    side: Side,
) -> None:
    """Note today the same event in each partnership in which the partner takes stock.

    Where the actor may not report, the product does: what concerns an organisation
    concerns all its partnerships.
    """
    rows = Partnership.objects.reviewed_regularly().select_related("country")
    own = PartnershipParty.objects.filter(partner=partner, to_on=None)
    for partnership in rows.filter(pk__in=own.values("partnership")):
        report_event(
            actor=_reporter(actor, partnership),
            now=now,
            partnership=partnership,
            kind=kind,
            happened_on=partnership.country.today(now=now),
            side=side,
        )


def _reporter(actor: Actor, partnership: Partnership) -> Actor:
    may = actor.may(
        Action.REPORT_EVENT,
        country=partnership.country_id,
        partnership=partnership.pk,
    )
    return actor if may else SYSTEM


def _record(
    event: Event, partnership: Partnership, *, actor: Actor, now: datetime
) -> None:
    audit.record(
        "partners.event.reported",
        actor=actor,
        subject=event,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts={"kind": event.kind, "side": event.side},
    )


def _is_person(actor: Actor) -> bool:
    return actor.kind is not ActorKind.SYSTEM


def _check(kind: EventKind, happened_on: date, *, today: date, by_person: bool) -> None:
    if by_person and kind not in REPORTED_BY_PEOPLE:
        raise InvalidInput({"kind": _("Choose what happened from the list")})
    if by_person and happened_on > today:
        raise InvalidInput({"happened_on": _("The day must be today or earlier")})
