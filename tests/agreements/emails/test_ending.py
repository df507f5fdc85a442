"""What does the mail about an ending agreement say?"""

from datetime import UTC, date, datetime

import pytest

from agreements.emails import ending, row
from agreements.services.reminders import plan_reminders
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail
from partners.models import Partnership
from tests.agreements.drafts import prolong, register
from tests.mails.foot import without_foot

pytestmark = pytest.mark.django_db
THEN = datetime(2027, 10, 1, 10, 0, tzinfo=UTC)

LETTER = """\
Dear Amina,

The agreement below ends in 90 days. Talk now about what comes next: go on, change it, \
hand over, or end well.

Partnership: Nyali Trust
Country: Malawi
Agreement: MW-01/2026 Schools
Ends on: 30 Dec 2027
Time needed: About 30 minutes

Open the agreement:
https://site.example/agreements/NUMBER/

--
ECLT Foundation
Questions? Write to Amina: amina@example.org
You get this mail because you lead this partnership.
"""


@pytest.fixture
def agreement(cast, now, settings):
    settings.SITE_URL = "https://site.example"
    settings.FOUNDATION_NAME = "ECLT Foundation"
    agreement = register(cast, now, effective_to=date(2027, 12, 30))
    plan_reminders(now=THEN)
    compose_mail(now=THEN)
    return agreement


def message_to(key: str) -> Outgoing:
    return Outgoing.objects.get(recipient_key__startswith=key)


def test_the_lead_reads_word_for_word(agreement):
    letter = ending(message_to("user:"), now=THEN)
    assert letter.subject == "Agreement ends on 30 Dec 2027: Nyali Trust"
    assert without_foot(letter.text) == LETTER.replace("NUMBER", str(agreement.pk))
    assert letter.thread == f"agreement-{agreement.pk}"


def test_the_partner_is_led_to_a_mail_to_the_lead(agreement):
    text = ending(message_to("contact:"), now=THEN).text
    assert text.startswith("Dear Gift,")
    assert "Write to the lead:\nmailto:amina@example.org" in text


def test_without_a_lead_the_foundation_is_asked(agreement, settings):
    settings.CONTACT_EMAIL = "partnerships@example.org"
    Partnership.objects.update(foundation_lead=None)
    text = ending(message_to("contact:"), now=THEN).text
    assert "Write to ECLT Foundation: partnerships@example.org" in text


def test_no_amount_is_ever_in_the_mail(agreement):
    letter = ending(message_to("user:"), now=THEN)
    for words in ("1734000", "1,734,000", "MWK"):
        assert words not in letter.text + letter.html


def test_a_row_of_a_digest_says_it_in_one_line(agreement):
    line = row(Reminder.objects.filter(state="COMPOSED").first(), now=THEN)
    assert line.text == (
        "Nyali Trust, Malawi: agreement MW-01/2026 ends on 30 Dec 2027"
    )
    assert line.due_on == date(2027, 12, 30)


def test_after_a_new_version_there_is_nothing_to_say(cast, agreement, now):
    prolong(cast, now, agreement, date(2029, 12, 28))
    with pytest.raises(NothingToSayError):
        ending(message_to("user:"), now=THEN)


def test_a_reminder_that_was_taken_back_says_nothing(agreement):
    Reminder.objects.update(state="CANCELLED")
    with pytest.raises(NothingToSayError):
        ending(message_to("user:"), now=THEN)
