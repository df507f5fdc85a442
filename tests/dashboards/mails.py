"""How do tests of pages write a message into the outbox?"""

from datetime import datetime, timedelta

from eclt_partners.notifications.models import Outgoing
from tests.cast import Cast


def sent_mail(
    cast: Cast,
    now: datetime,
    *,
    key: str = "one",
    country: str = "MW",
    **fields: object,
) -> Outgoing:
    """Write a message to Amina about the partnership in Malawi, in any state."""
    given = {
        "subject": "Review due 27 November: Nyali Trust",
        "text_body": "Hello\n[[link:7]]\n<b>x</b>",
        "partnership_id": cast.malawi_partnership.pk,
        "recipient_key": f"user:{cast.amina.pk}",
        "to_address": "amina@example.org",
        "letter": "review.invitation",
        "due_at": now,
        **fields,
    }
    if given.get("state") == "sent":
        given.setdefault("sent_at", now)
    return Outgoing.objects.create(
        dedupe_key=key,
        message_id=f"<{key}@example.org>",
        language="en-gb",
        time_zone="Africa/Blantyre",
        country_code=country,
        created_at=now,
        not_after=now + timedelta(days=1),
        next_try_at=now,
        **given,
    )
