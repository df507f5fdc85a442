"""What do the personal links of one person of a partner open now?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from eclt_partners.accounts.link_names import name_of_subject, subjects_of
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from partners.models import Contact, Partnership


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link.

    Attributes:
        pk: its id.
        purpose: what it is good for, in words.
        subject: which review, change or check it is about; "" for the partnership as
            a whole, and where the reader may not see it.
        partnership: which one it reaches; None when the reader may not see it.
        until: the last day on which it opens something, were it not closed.
        last_used_at: when somebody last came in by it; None = never.
    """

    pk: int
    purpose: str
    subject: str
    partnership: Partnership | None
    until: date
    last_used_at: datetime | None


def holding_links(
    actor: Actor, contact: Contact, *, now: datetime
) -> Sequence[LinkLine]:
    """Return the links that open something now, the oldest first. Two queries at most.

    Args:
        actor: who looks; partnerships out of scope keep their names.
        contact: whose links; who has left has none that opens anything.
        now: the present moment, aware.
    """
    if contact.left_on is not None:
        return []
    links = PartnerLink.objects.usable(now=now).filter(contact_id=contact.pk)
    return _lines(actor, list(links.select_related("country")))


def closed_links(
    actor: Actor, contact: Contact, *, now: datetime
) -> Sequence[LinkLine]:
    """Return the links that were closed and that the actor may open again.

    Two queries at most. Links whose time is over are not among them.

    Args:
        actor: who looks; needs the right to register where a link reaches.
        contact: whose links; who has left has none that is worth opening.
        now: the present moment, aware.
    """
    if contact.left_on is not None:
        return []
    links = PartnerLink.objects.filter(
        contact_id=contact.pk, revoked_at__isnull=False, expires_at__gt=now
    )
    return _lines(
        actor,
        [
            link
            for link in links.select_related("country").order_by("pk")
            if actor.may(
                Action.REGISTER,
                country=link.country_id,
                partnership=link.partnership_id,
            )
        ],
    )


def _lines(actor: Actor, links: Sequence[PartnerLink]) -> list[LinkLine]:
    places = Partnership.objects.visible_to(actor).filter(
        pk__in={link.partnership_id for link in links}
    )
    subjects = subjects_of(links)
    ask_together(places, *subjects.values())
    seen = {place.pk: place for place in places}
    return [
        LinkLine(
            pk=link.pk,
            purpose=str(link.get_purpose_display()),
            subject=name_of_subject(link, subjects)
            if link.partnership_id in seen
            else "",
            partnership=seen.get(link.partnership_id),
            until=link.last_day(link.country),
            last_used_at=link.last_used_at,
        )
        for link in links
    ]


def has_holding_links(contact: Contact, *, now: datetime) -> bool:
    """Tell whether a link of a person opens something now."""
    links = PartnerLink.objects.usable(now=now).filter(contact_id=contact.pk)
    return contact.left_on is None and links.exists()
