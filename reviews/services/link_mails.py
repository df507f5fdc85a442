"""How does a personal link of a person of a partner get into the outbox?"""

from datetime import datetime

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.notifications.services import Recipient, queue
from partners.models import Contact

HOME, NEW = "link.home", "link.new"


def mail_link(
    link: PartnerLink, contact: Contact, *, letter: str, now: datetime
) -> None:
    """Mail a link to its person; at most one letter of a name and token an hour."""
    queue(
        now=now,
        letter=letter,
        facts={"link": link.pk},
        recipient=Recipient(
            key=f"contact:{contact.pk}",
            address=contact.email,
            language=contact.language,
            time_zone=contact.time_zone,
        ),
        dedupe_key=f"{letter}:{link.pk}.{link.generation}:{now:%Y-%m-%dT%H}",
        is_asked_for=True,
        country=link.country_id,
        partnership_id=link.partnership_id,
    )
