"""Who may write what both sides plan together, and for which side do they speak?"""

from datetime import date, datetime
from typing import Any

from django.db import models

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind, require
from eclt_partners.common.errors import NotPermitted, StaleObject
from partners.choices import Side
from partners.models import Contact, Partnership, PartnershipParty
from partners.models.revised import Revised


def require_here(actor: Actor, action: Action, partnership: Partnership) -> None:
    """Refuse unless the actor may do it at this partnership.

    Raises:
        NotPermitted: no right here.
    """
    require(actor, action, country=partnership.country_id, partnership=partnership.pk)


def side_of(actor: Actor) -> Side:
    """Return the side of somebody: a link is the partner."""
    return Side.PARTNER if actor.kind is ActorKind.LINK else Side.FOUNDATION


def own_party(actor: Actor, partnership: Partnership) -> PartnershipParty | None:
    """Return the party of a person of a partner; None for the foundation.

    Raises:
        NotPermitted: the person's partner is no open party of the partnership.
    """
    if actor.kind is not ActorKind.LINK:
        return None
    people = Contact.objects.filter(pk=actor.contact_id or 0, left_on=None)
    party = partnership.parties.filter(
        to_on=None, partner__in=people.values("partner")
    ).first()
    if party is None:
        raise NotPermitted("this partner is no party of the partnership")
    return party


def require_voice(
    actor: Actor, partnership: Partnership, party: PartnershipParty | None
) -> None:
    """Refuse words in the name of a side that the actor may not speak for.

    A person of a partner speaks for the own party; a person of the foundation for the
    foundation, and may enter what a partner said.

    Raises:
        NotPermitted: another side, or a party of another partnership.
    """
    own = own_party(actor, partnership)
    if own is not None and (party is None or party.pk != own.pk):
        raise NotPermitted("these are the words of another side")
    if party is not None and party.partnership_id != partnership.pk:
        raise NotPermitted("this party belongs to another partnership")


def require_sight(actor: Actor, partnership: Partnership, party_id: int | None) -> None:
    """Refuse what belongs to another partner of a coalition.

    Raises:
        NotPermitted: it is neither the foundation's nor the own.
    """
    own = own_party(actor, partnership)
    if own is not None and party_id not in (None, own.pk):
        raise NotPermitted("this belongs to another partner")


def require_stamp(row: Revised, seen: str) -> None:
    """Refuse to write over what the writer has not seen.

    Raises:
        StaleObject: the row was changed since the page was opened.
    """
    if row.stamp != seen:
        raise StaleObject("somebody changed this meanwhile")


def today_of(partnership: Partnership, *, now: datetime) -> date:
    """Return the day in the country of the partnership."""
    return partnership.country.today(now=now)


def note(
    verb: str,
    subject: models.Model,
    partnership: Partnership,
    *,
    actor: Actor,
    now: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    """Write into the audit what was done to something of a partnership."""
    audit.record(
        verb,
        actor=actor,
        subject=subject,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts=facts,
    )
