"""What do the personal links of one person of a partner open now?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.common.actor import Actor
from partners.models import Contact, Partnership


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link that holds.

    Attributes:
        purpose: what it is good for, in words.
        partnership: which one it reaches; None when the reader may not see it.
        until: the last day on which it opens something.
        last_used_at: when somebody last came in by it; None = never.
    """

    purpose: str
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
    found = list(links.select_related("country"))
    seen = Partnership.objects.visible_to(actor).in_bulk(
        {link.partnership_id for link in found}
    )
    return [
        LinkLine(
            purpose=str(link.get_purpose_display()),
            partnership=seen.get(link.partnership_id),
            until=link.country.today(now=link.expires_at - timedelta(seconds=1)),
            last_used_at=link.last_used_at,
        )
        for link in found
    ]


def has_holding_links(contact: Contact, *, now: datetime) -> bool:
    """Tell whether a link of a person opens something now."""
    links = PartnerLink.objects.usable(now=now).filter(contact_id=contact.pk)
    return contact.left_on is None and links.exists()
