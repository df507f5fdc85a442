"""What do the mails about checks after the end say?"""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.links import revoke
from eclt_partners.lifecycle.services.checks import send_check_link, waive_check
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail
from partners.emails import after_due, after_link, after_row
from partners.models import Contact
from partners.services.after_reminders import plan_after_reminders
from tests.lifecycle.world import open_check
from tests.mails.foot import without_foot
from tests.reviews.emails.reading import with_plain_blanks

pytestmark = pytest.mark.django_db
DAY = date(2027, 6, 16)
THEN = datetime(2027, 6, 16, 10, 0, tzinfo=UTC)
LATER = datetime(2027, 6, 30, 10, 0, tzinfo=UTC)

TO_GIFT = """\
Dear Gift,

On 16 Jun 2027, 12 months have passed since the end of our agreement. We would like to \
learn what lasts, what changed, and what we should have done differently when leaving.

There is no wrong answer, and no decision about money is made from it.

Partnership: Nyali Trust
Country: Malawi
Due on: 16 Jun 2027
Your link works until: 14 Oct 2027
Time needed: About 10 minutes

Tell us what lasts:
[[link:NUMBER]]

--
ECLT Foundation
Questions? Write to Amina: amina@example.org
You get this mail because you are the person we may ask after the end. If you would \
rather tell it by phone, or somebody else knows more, write to us.
"""
TO_AMINA = """\
Dear Amina,

12 months after the end we look at what lasts.

Gift gets a link to answer. You need to do nothing now.

Partnership: Nyali Trust
Country: Malawi
Due on: 16 Jun 2027

Open the check:
https://site.example/after/NUMBER/
"""


@pytest.fixture
def check(cast, now, settings):
    settings.SITE_URL = "https://site.example"
    settings.FOUNDATION_NAME = "ECLT Foundation"
    return open_check(cast, 12, due_on=DAY, ended_on=date(2026, 6, 16))


def mail(to: str, now: datetime = THEN) -> Outgoing:
    plan_after_reminders(now=now)
    compose_mail(now=now)
    return Outgoing.objects.filter(to_address=to).latest("pk")


def test_the_person_whom_we_ask_reads_word_for_word(cast, check) -> None:
    letter = after_due(mail(cast.gift.email), now=THEN)

    link = PartnerLink.objects.get(contact_id=cast.gift.pk, purpose="AFTER_CHECK")
    assert letter.subject == "What lasts? Tell us by 16 Jun 2027: Nyali Trust"
    assert without_foot(letter.text) == TO_GIFT.replace("NUMBER", str(link.pk))
    for fact in ("Nyali Trust", "16 Jun 2027", f"[[link:{link.pk}]]"):
        assert fact in with_plain_blanks(letter.html)


def test_the_lead_reads_what_there_is_to_do(cast, check) -> None:
    letter = after_due(mail(cast.amina.email), now=THEN)

    assert letter.subject == "Check after the end, due on 16 Jun 2027: Nyali Trust"
    assert letter.text.startswith(TO_AMINA.replace("NUMBER", str(check.pk)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "Gift has not answered. Ask by phone or on a visit."),
        ({"left_on": "2027-01-01"}, "We have nobody to ask."),
        (
            {"email": "", "phone": "1", "channel": "PHONE"},
            "Gift has no mail address. Ask by phone, and enter it.",
        ),
    ],
)
def test_the_lead_is_told_when_it_is_up_to_the_lead(cast, check, change, words) -> None:
    if change:
        Contact.objects.filter(pk=cast.gift.pk).update(**change)

    assert words in after_due(mail(cast.amina.email, LATER), now=LATER).text


def test_the_mails_speak_the_language_of_the_reader(cast, check) -> None:
    message = mail(cast.gift.email)
    with translation.override("fr"):
        assert "16 juin 2027" in after_due(message, now=THEN).text


def test_nothing_is_said_of_what_was_settled(cast, check) -> None:
    message = mail(cast.amina.email)
    waive_check(actor=cast.actor("brian"), now=THEN, check=check, reason="Flood")

    with pytest.raises(NothingToSayError):
        after_due(message, now=THEN)


def test_the_row_of_a_digest_names_months_and_day(cast, check) -> None:
    mail(cast.amina.email)
    row = after_row(
        Reminder.objects.get(recipient_key=f"user:{cast.amina.pk}"), now=THEN
    )

    assert row.text == (
        "Nyali Trust, Malawi: check 12 months after the end, 16 Jun 2027"
    )
    assert (row.url, row.due_on) == (f"https://site.example/after/{check.pk}/", DAY)


def asked(cast, check) -> Outgoing:
    send_check_link(actor=cast.actor("amina"), now=THEN, check=check)
    return Outgoing.objects.get(letter="after.link")


def test_the_link_by_hand_says_the_same_under_its_own_subject(cast, check) -> None:
    letter = after_link(asked(cast, check), now=THEN)

    link = PartnerLink.objects.get(purpose="AFTER_CHECK")
    assert letter.subject == ("Your link: what lasts? Nyali Trust")
    assert without_foot(letter.text) == TO_GIFT.replace("NUMBER", str(link.pk))


def test_a_revoked_link_or_another_person_says_nothing(cast, check) -> None:
    message = asked(cast, check)
    check.contact = None
    check.save()
    with pytest.raises(NothingToSayError):
        after_link(message, now=THEN)
    check.contact = cast.gift
    check.save()
    revoke(actor=cast.actor("amina"), link=PartnerLink.objects.get(), now=THEN)
    with pytest.raises(NothingToSayError):
        after_link(message, now=THEN)
