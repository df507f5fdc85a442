"""How do tests get the mail of one step, as it would leave?"""

from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from eclt_partners.notifications.messages import wire_format
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import compose_mail
from eclt_partners.notifications.services.rendering import render
from reviews.services.reminders import plan_reminders


def written(message: Outgoing, *, now: datetime) -> EmailMessage:
    """Return a queued message as it is handed to the relay."""
    Outgoing.objects.filter(pk=message.pk).update(state="claimed", owner=1)
    message.refresh_from_db()
    assert render(message, now=now)
    return message_from_bytes(wire_format(message), policy=policy.default)


@pytest.fixture
def mail_at() -> Callable[[datetime, str], EmailMessage]:
    """Plan and compose at a moment, and return the mail of one recipient."""

    def mail(now: datetime, key: str) -> EmailMessage:
        plan_reminders(now=now)
        compose_mail(now=now)
        message = Outgoing.objects.get(recipient_key=key, state="queued")
        return written(message, now=now)

    return mail


@pytest.fixture
def foundation(settings):
    """Who writes, whatever the environment of the test run says."""
    settings.FOUNDATION_NAME = "ECLT Foundation"
    settings.CONTACT_EMAIL = "partnerships@example.org"
    settings.DEFAULT_FROM_EMAIL = "ECLT Foundation <partnerships@example.org>"
