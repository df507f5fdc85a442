"""How do mails of libraries leave? As rows of the outbox, like all others.

The sign-in library writes its own mails (for example a new password). They carry
one-time links, so their words are wiped from the outbox once they are sent.
"""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation

from eclt_partners.notifications.letters import LIBRARY
from eclt_partners.notifications.services.queueing import Recipient, queue

WORTH_SENDING = timedelta(days=1)


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend: queues each mail once per recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the mails and return how many were taken."""
        for mail in email_messages:
            for address in mail.recipients():
                self._queue(mail, address)
        return len(email_messages)

    def _queue(self, mail: EmailMessage, address: str) -> None:
        now = timezone.now()
        queue(
            now=now,
            letter=LIBRARY,
            facts={
                "subject": str(mail.subject),
                "text": str(mail.body),
                "html": _html_of(mail),
            },
            recipient=Recipient(
                key=key_of_address(address),
                address=address,
                language=translation.get_language() or settings.LANGUAGE_CODE,
                time_zone=settings.TIME_ZONE,
            ),
            dedupe_key=f"{LIBRARY}:{uuid.uuid4()}",
            not_after=now + WORTH_SENDING,
            is_asked_for=True,
        )


def key_of_address(address: str) -> str:
    """Return a recipient key for somebody of whom only the address is known."""
    return f"address:{hashlib.sha256(address.lower().encode()).hexdigest()[:24]}"


def _html_of(mail: EmailMessage) -> str:
    for content, kind in getattr(mail, "alternatives", []):
        if kind == "text/html":
            return str(content)
    return ""
