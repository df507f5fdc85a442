"""What do the mails about promises say?"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from agreements.choices import PromiseStep
from agreements.emails import confirm_promise, promise_due, promise_row
from agreements.models import CommitmentInstance
from agreements.services.promise_reminders import plan_promise_reminders
from agreements.services.promise_steps import take_step
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.notifications import letters
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail
from tests.agreements.drafts import PAY, REPORT, register
from tests.mails.foot import without_foot
from tests.reviews.emails.reading import with_plain_blanks

pytestmark = pytest.mark.django_db
DAY = date(2027, 6, 16)
THEN = datetime(2027, 6, 16, 10, 0, tzinfo=UTC)
NEXT_DAY = datetime(2027, 6, 17, 10, 0, tzinfo=UTC)

LETTER = """\
Dear Amina,

The promise below is due today.

Partnership: Nyali Trust
Country: Malawi
Promise: Pay in 15 working days
Due on: 16 Jun 2027
Time needed: About 1 minute

Say what became of it:
https://site.example/commitments/NUMBER/

If it cannot be kept, say so early: both sides can agree on a new one.

--
ECLT Foundation
Questions? Write to Amina: amina@example.org
You get this mail because you look after this promise for your side.
"""
QUESTION = """\
Dear Gift,

The other side says what became of a promise. Do you agree?

Partnership: Nyali Trust
Country: Malawi
Promise: Pay in 15 working days
Due on: 16 Jun 2027
Reported: Kept
Answer by: 30 Jun 2027
Time needed: About 1 minute

Answer now:
[[link:NUMBER]]

If you say nothing until then, we take it that you agree.
"""


@pytest.fixture
def instance(cast, now, settings) -> CommitmentInstance:
    settings.SITE_URL = "https://site.example"
    settings.FOUNDATION_NAME = "ECLT Foundation"
    register(cast, now, promises=[replace(PAY, due_on=DAY), REPORT])
    return CommitmentInstance.objects.select_related(
        "commitment__version__agreement__partnership"
    ).get(commitment__code="F1")


def mail(now: datetime) -> Outgoing:
    plan_promise_reminders(now=now)
    compose_mail(now=now)
    return Outgoing.objects.latest("pk")


def report(cast, instance) -> None:
    take_step(
        actor=cast.actor("amina"), now=THEN, instance=instance, step=PromiseStep.KEPT
    )


def test_the_owner_reads_word_for_word(instance) -> None:
    message = mail(THEN)
    letter = promise_due(message, now=THEN)

    assert message.letter == "promise.due"
    assert letter.subject == "Promise due on 16 Jun 2027: Nyali Trust"
    assert without_foot(letter.text) == LETTER.replace("NUMBER", str(instance.pk))
    for fact in ("Pay in 15 working days", "16 Jun 2027", f"/{instance.pk}/"):
        assert fact in with_plain_blanks(letter.html)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2027, 6, 3, 10, tzinfo=UTC), "is due soon"),
        (datetime(2027, 6, 24, 10, tzinfo=UTC), "was due, and nobody said yet"),
    ],
)
def test_the_first_line_says_soon_or_late(instance, now, words) -> None:
    assert words in promise_due(mail(now), now=now).text


def test_the_other_side_is_asked_word_for_word(cast, instance) -> None:
    report(cast, instance)
    message = mail(NEXT_DAY)
    letter = confirm_promise(message, now=NEXT_DAY)

    link = PartnerLink.objects.get(contact_id=cast.gift.pk, purpose="HOME")
    assert message.letter == "promise.confirm"
    assert letter.subject == "Do you see it the same way? Nyali Trust"
    assert letter.text.startswith(QUESTION.replace("NUMBER", str(link.pk)))
    assert f"[[link:{link.pk}]]" in letter.html


def test_a_digest_has_one_line_for_each(cast, instance) -> None:
    mail(THEN)
    line = promise_row(Reminder.objects.get(step="T+0"), now=THEN)
    assert line.text == (
        "Nyali Trust, Malawi: promise “Pay in 15 working days”, due on 16 Jun 2027"
    )
    assert line.due_on == DAY

    report(cast, instance)
    mail(NEXT_DAY)
    asked = promise_row(Reminder.objects.get(step="C+1"), now=NEXT_DAY)
    assert asked.text == (
        "Nyali Trust, Malawi: do you see it the same way? “Pay in 15 working days”"
    )
    assert asked.due_on == date(2027, 6, 30)


def test_two_promises_of_a_day_share_one_mail(cast, now, instance) -> None:
    register(cast, now, title="More", promises=[replace(PAY, due_on=DAY), REPORT])
    message = mail(THEN)

    text = letters.write(message, now=THEN).text
    assert message.letter == "digest"
    assert text.count("Pay in 15 working days") == 2


def test_after_a_report_there_is_nothing_to_say(cast, instance) -> None:
    message = mail(THEN)
    report(cast, instance)

    with pytest.raises(NothingToSayError):
        promise_due(message, now=THEN)
    with pytest.raises(NothingToSayError):
        promise_row(Reminder.objects.get(step="T+0"), now=THEN)


@pytest.mark.parametrize("language", ["fr", "es", "pt"])
def test_subjects_fit_in_every_language(instance, language) -> None:
    message = mail(THEN)
    with translation.override(language):
        assert 10 <= len(promise_due(message, now=THEN).subject) <= 70
