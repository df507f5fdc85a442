"""What the tests of reviews share."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

import pytest

from eclt_partners.countries.services import fill_working_days
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import compose_mail
from partners.choices import Stage
from partners.models import Contact, Partner, Partnership, PartnershipParty
from reviews.choices import ReviewKind
from reviews.services import panels, planning
from reviews.services.planning import SideChoice
from reviews.services.reminders import plan_reminders
from tests.cast import NOW, TODAY
from tests.mails.sample import as_sent, parsed
from tests.reviews.factories import (
    answer_side,
    fresh,
    review_with_days,
)


@pytest.fixture
def zuwa(cast):
    """The lead of a second partner in the Malawi partnership."""
    partner = Partner.objects.create(
        name="Zuwa Union", kind="TRADE_UNION", country=cast.malawi
    )
    return Contact.objects.create(
        partner=partner,
        name="Zuwa",
        email="zuwa@union.example",
        time_zone="Africa/Blantyre",
        is_head=True,
    )


@pytest.fixture
def coalition(cast, zuwa):
    """A closed review of a coalition: foundation 4, Gift's side 4, Zuwa's side 2."""
    second = PartnershipParty.objects.create(
        partnership=cast.malawi_partnership,
        partner=zuwa.partner,
        partner_lead=zuwa,
        from_on=TODAY,
    )
    review = planning.schedule_review(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind=ReviewKind.FULL,
        due_on=TODAY,
        panel=panels.PanelChoice((SideChoice(None, (cast.amina.pk,)),)),
    )
    for party, rating in ((None, 4), (cast.malawi_party, 4), (second, 2)):
        answer_side(review, party, rating)
    return fresh(review), second


@pytest.fixture
def planned_review(cast, now):
    """A planned review in Malawi, and nothing in Uganda that could owe a mail."""
    return review_with_days(cast, now)


@pytest.fixture
def only_malawi(cast, now):
    """Working days are filled, and nothing in Uganda could owe a mail."""
    Partnership.objects.filter(pk=cast.uganda_partnership.pk).update(
        stage=Stage.CONCLUDED
    )
    fill_working_days(now=now)


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
