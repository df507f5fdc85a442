"""Who sends a mail again or settles a doubt, and what does the story tell of it?"""

from datetime import timedelta
from html import unescape

import pytest
from django.db.models import Q
from django.utils import timezone

from eclt_partners.notifications.choices import ReminderState
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import cancel_reminders
from tests.dashboards.mails import sent_mail
from tests.dashboards.views.pages import client_of
from tests.notifications.owing import owe

pytestmark = pytest.mark.django_db
WHY = "She asked for it on the phone"


@pytest.fixture
def sent(cast, now):
    return sent_mail(cast, now, state="sent")


@pytest.fixture
def doubt(cast, now):
    before = timezone.now() - timedelta(minutes=30)
    return sent_mail(cast, now, state="unconfirmed", dot_at=before)


def page(person, mail: Outgoing, part: str = "") -> str:
    response = client_of(person).get(f"/mail/{mail.pk}/{part}")
    return unescape(response.content.decode())


def test_a_manager_sends_a_mail_again_and_says_why(cast, sent):
    assert f'href="/mail/{sent.pk}/again/"' in page(cast.brian, sent)
    assert "A second mail goes to amina@example.org" in page(cast.brian, sent, "again/")
    client = client_of(cast.brian)
    answer = client.post(f"/mail/{sent.pk}/again/", {"why": WHY})
    new = Outgoing.objects.get(dedupe_key=f"again:{sent.pk}:1")
    assert answer.url == f"/mail/{new.pk}/"
    story = page(cast.brian, new)
    assert f"Brian: {WHY}" in story
    assert f'href="/mail/{sent.pk}/"' in story
    assert f'href="/mail/{new.pk}/"' in page(cast.brian, sent)


def test_the_story_of_a_second_mail_says_why_it_was_not_sent(cast, sent):
    owe(state=ReminderState.SENT, outgoing=sent)
    client_of(cast.brian).post(f"/mail/{sent.pk}/again/", {"why": WHY})
    cancel_reminders(Q(subject_id=1), why="answered")
    second = Outgoing.objects.get(dedupe_key=f"again:{sent.pk}:1")
    assert "No longer needed:</span> it was answered" in page(cast.brian, second)
    asked = client_of(cast.brian).post(f"/mail/{sent.pk}/again/", {"why": WHY})
    assert "Nobody needs this mail any more." in unescape(asked.content.decode())


def test_while_a_second_mail_is_on_its_way_there_is_no_button(cast, sent):
    client_of(cast.brian).post(f"/mail/{sent.pk}/again/", {"why": WHY})
    assert f'href="/mail/{sent.pk}/again/"' not in page(cast.brian, sent)
    answer = client_of(cast.brian).post(f"/mail/{sent.pk}/again/", {"why": WHY})
    assert answer.status_code == 409


def test_without_a_reason_nothing_is_sent(cast, sent):
    client = client_of(cast.brian)
    answer = client.post(f"/mail/{sent.pk}/again/", {"why": " "})
    assert "Write why the mail is sent again" in unescape(answer.content.decode())
    assert Outgoing.objects.count() == 1


@pytest.mark.parametrize("outcome", ["arrived", "lost"])
def test_a_doubt_is_settled_by_a_named_person(cast, doubt, outcome):
    assert f'href="/mail/{doubt.pk}/settle/"' in page(cast.brian, doubt)
    client_of(cast.brian).post(
        f"/mail/{doubt.pk}/settle/", {"outcome": outcome, "why": WHY}
    )
    doubt.refresh_from_db()
    assert doubt.state == {"arrived": "sent", "lost": "queued"}[outcome]
    assert f"Brian: {WHY}" in page(cast.brian, doubt)


def test_a_doubt_that_is_too_young_to_be_sent_again_says_so(cast, now):
    young = sent_mail(cast, now, state="unconfirmed", dot_at=timezone.now())
    answer = client_of(cast.brian).post(
        f"/mail/{young.pk}/settle/", {"outcome": "lost", "why": WHY}
    )
    text = unescape(answer.content.decode())
    assert "The mail system may still take it." in text
    assert WHY in text


def test_what_became_of_it_must_be_chosen(cast, doubt):
    answer = client_of(cast.brian).post(f"/mail/{doubt.pk}/settle/", {"why": WHY})
    text = unescape(answer.content.decode())
    assert "Choose whether the mail arrived" in text
    assert WHY in text


@pytest.mark.parametrize("part", ["again/", "settle/"])
@pytest.mark.parametrize(
    ("name", "status"), [("amina", 403), ("fay", 403), ("chloe", 404), ("ada", 404)]
)
def test_others_may_not(cast, sent, part, name, status):
    person = getattr(cast, name)
    assert client_of(person).post(f"/mail/{sent.pk}/{part}").status_code == status
    assert Outgoing.objects.count() == 1


def test_who_may_not_mend_sees_no_button(cast, sent):
    assert "/again/" not in page(cast.amina, sent)


@pytest.mark.parametrize(("state", "part"), [("queued", "again/"), ("sent", "settle/")])
def test_it_is_told_when_it_is_not_the_moment_for_it(cast, now, state, part):
    mail = sent_mail(cast, now, state=state)
    assert client_of(cast.brian).get(f"/mail/{mail.pk}/{part}").status_code == 409
