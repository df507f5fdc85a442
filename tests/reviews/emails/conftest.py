"""How do tests get the mail of one step, as it would leave?"""

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from eclt_partners.notifications.messages import wire_format
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.rendering import render


def written(message: Outgoing, *, now: datetime) -> EmailMessage:
    """Return a queued message as it is handed to the relay."""
    Outgoing.objects.filter(pk=message.pk).update(state="claimed", owner=1)
    message.refresh_from_db()
    assert render(message, now=now)
    return message_from_bytes(wire_format(message), policy=policy.default)
