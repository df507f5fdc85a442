"""Who hears that the address of a person was changed? The old address."""

from datetime import datetime

from eclt_partners.notifications.services import Recipient, queue
from eclt_partners.notifications.services.addresses import plain_address
from partners.emails import MOVED
from partners.models import Contact


def tell_old_address(
    contact: Contact, *, by: int | None, now: datetime, before: str, change: int
) -> None:
    """Write once to the address that was somebody's until now.

    Its reader is nobody we know any more: what follows the person to the next address,
    or is taken back when the person leaves, does not touch this letter.

    Args:
        contact: as it is from now on.
        by: the id of who changed it, None for the system.
        now: the present moment, aware.
        before: the old address, "" when there was none.
        change: the audit entry of the change.
    """
    if plain_address(before) in {"", plain_address(contact.email)}:
        return
    queue(
        now=now,
        letter=MOVED,
        facts={
            "contact": contact.pk,
            "by": by,
            "is_removed": not contact.email,
        },
        recipient=Recipient(
            f"former:{contact.pk}", before, contact.language, contact.time_zone
        ),
        dedupe_key=f"{MOVED}:{contact.pk}:{change}",
        country=contact.partner.country_id,
    )
