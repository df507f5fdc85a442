"""What the tests of reviews share."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

import pytest

from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import compose_mail
from partners.choices import Stage
from partners.models import Partnership
from reviews.services.reminders import plan_reminders
from tests.mails.sample import as_sent, parsed
from tests.reviews.coalitions import answered_by_three, second_lead
from tests.reviews.factories import (
    review_alone,
)


@pytest.fixture
def zuwa(cast):
    """The lead of a second partner in the Malawi partnership."""
    return second_lead(cast)


@pytest.fixture
def coalition(cast, zuwa):
    """A closed review of a coalition: foundation 4, Gift's side 4, Zuwa's side 2."""
    return answered_by_three(cast, zuwa)


@pytest.fixture
def planned_review(cast):
    """A planned review in Malawi, and nothing in Uganda that could owe a mail."""
    return review_alone(cast)


@pytest.fixture
def only_malawi(cast):
    """Nothing in Uganda could owe a mail."""
    Partnership.objects.filter(pk=cast.uganda_partnership.pk).update(
        stage=Stage.CONCLUDED
    )


@pytest.fixture
def mail_at() -> Callable[[datetime, str], EmailMessage]:
    """Plan and compose at a moment, and return the mail of one recipient."""

    def mail(now: datetime, key: str) -> EmailMessage:
        plan_reminders(now=now)
        compose_mail(now=now)
        message = Outgoing.objects.get(recipient_key=key, state="queued")
        return parsed(as_sent(message, message.language, now=now))

    return mail


@pytest.fixture
def foundation(settings):
    """Who writes, whatever the environment of the test run says."""
    settings.FOUNDATION_NAME = "ECLT Foundation"
    settings.CONTACT_EMAIL = "partnerships@example.org"
    settings.DEFAULT_FROM_EMAIL = "ECLT Foundation <partnerships@example.org>"
