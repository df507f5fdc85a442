"""How does the own link to a check get into the outbox?"""

from datetime import datetime

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.notifications.services import Recipient, queue
from partners.emails import LINK
from partners.models import Contact


def mail_check_link(link: PartnerLink, contact: Contact, *, now: datetime) -> None:
    """Mail a link to its person; at most one letter of a token an hour."""
    queue(
        now=now,
        letter=LINK,
        facts={"link": link.pk, "check": link.subject_id},
        recipient=Recipient(
            f"contact:{contact.pk}", contact.email, contact.language, contact.time_zone
        ),
        dedupe_key=f"{LINK}:{link.pk}.{link.generation}:{now:%Y-%m-%dT%H}",
        is_asked_for=True,
        country=link.country_id,
        partnership_id=link.partnership_id,
    )
