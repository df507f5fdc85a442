"""What does the mail about a safeguarding check that expires say?"""

from datetime import UTC, date, datetime

import pytest

from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail
from partners.choices import CheckDirection, CheckOutcome
from partners.emails import expiring, expiring_row
from partners.models import SafeguardingCheck
from partners.services.check_reminders import plan_check_reminders

pytestmark = pytest.mark.django_db
UNTIL = date(2027, 6, 16)
THEN = datetime(2027, 5, 17, 10, 0, tzinfo=UTC)

LETTER = """\
Dear Amina,

The safeguarding check below is valid until 16 Jun 2027.

Plan the next one in time: without a valid check no agreement comes into force.

Partnership: Nyali Trust
Country: Malawi
Partner: Nyali Trust
Who checked whom: The foundation checked the partner
Valid until: 16 Jun 2027
Time needed: About 5 minutes

Open the checks:
https://site.example/partnerships/NUMBER/checks/
"""


@pytest.fixture
def mail(cast, now, settings):
    settings.SITE_URL = "https://site.example"

    def _mail(direction=CheckDirection.PARTNER) -> Outgoing:
        add(cast, direction=direction)
        plan_check_reminders(now=THEN)
        compose_mail(now=THEN)
        return Outgoing.objects.get()

    return _mail


def add(cast, **values) -> None:
    values = {"checked_on": date(2025, 6, 16), "valid_until": UNTIL, **values}
    SafeguardingCheck.objects.create(
        partner=cast.nyali, outcome=CheckOutcome.WEAK, note="Secret", **values
    )


def test_the_lead_reads_word_for_word(cast, mail) -> None:
    letter = expiring(mail(), now=THEN)

    assert letter.subject == "Safeguarding check ends on 16 Jun 2027: Nyali Trust"
    number = str(cast.malawi_partnership.pk)
    assert letter.text.startswith(LETTER.replace("NUMBER", number))
    assert f"/partnerships/{number}/checks/" in letter.html


def test_what_was_found_is_never_said(mail) -> None:
    letter = expiring(mail(), now=THEN)

    for words in ("Secret", "Not good enough"):
        assert words not in letter.text + letter.html


def test_the_check_of_the_foundation_is_the_partners_to_make(mail) -> None:
    text = expiring(mail(CheckDirection.FOUNDATION), now=THEN).text

    assert "Invite the partner to check the foundation again." in text


def test_nothing_is_said_once_there_is_a_newer_check(cast, mail) -> None:
    message = mail()
    add(cast, checked_on=date(2027, 5, 1), valid_until=date(2029, 5, 1))

    with pytest.raises(NothingToSayError):
        expiring(message, now=THEN)


def test_the_row_of_a_digest_names_partner_and_day(mail) -> None:
    mail()
    row = expiring_row(Reminder.objects.get(), now=THEN)

    assert row.text == (
        "Nyali Trust, Malawi: safeguarding check of Nyali Trust ends on 16 Jun 2027"
    )
    assert row.due_on == UNTIL
