"""Does everybody get at most one mail a day, with everything in it?"""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from eclt_partners.countries.models import Country, WorkingDay
from eclt_partners.notifications.choices import OutgoingState, ReminderState
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail
from eclt_partners.notifications.services.recording import end_doubt
from tests.notifications.owing import NINE, owe

LATER = NINE + timedelta(hours=3)


def sent(message: Outgoing) -> None:
    rows = Outgoing.objects.filter(pk=message.pk)
    rows.update(state="claimed", owner=1)
    rows.update(state="dot", dot_at=NINE)
    rows.update(state="sent", owner=None, sent_at=NINE)


def the_message() -> Outgoing:
    return Outgoing.objects.get()


@pytest.mark.django_db
def test_one_reminder_becomes_the_letter_of_its_step():
    reminder = owe()
    assert compose_mail(now=NINE) == 1
    message = the_message()
    assert message.letter == "review.invitation"
    assert message.dedupe_key == "day:user:1:2026-11-23"
    assert (message.country_code, message.partnership_id) == ("MW", 1)
    assert (message.due_at, message.next_try_at) == (NINE, NINE)
    reminder.refresh_from_db()
    assert (reminder.state, reminder.outgoing_id) == ("COMPOSED", message.pk)


@pytest.mark.django_db
def test_a_reminder_that_is_not_due_waits():
    owe(send_at=LATER)
    assert compose_mail(now=NINE) == 0
    assert not Outgoing.objects.exists()


@pytest.mark.django_db
def test_composing_twice_changes_nothing():
    owe()
    compose_mail(now=NINE)
    assert compose_mail(now=NINE) == 0
    assert Outgoing.objects.count() == 1


@pytest.mark.django_db
def test_several_reminders_of_a_morning_become_one_digest():
    owe()
    owe(subject_id=2, partnership_id=2)
    owe(recipient_key="user:2")
    assert compose_mail(now=NINE) == 3
    digest = Outgoing.objects.get(recipient_key="user:1")
    assert (digest.letter, digest.reminders.count()) == ("digest", 2)
    assert (digest.country_code, digest.partnership_id) == ("MW", None)
    assert Outgoing.objects.get(recipient_key="user:2").letter == "review.invitation"


@pytest.mark.django_db
def test_a_digest_over_two_countries_belongs_to_none():
    owe()
    owe(subject_id=2, partnership_id=2, country_code="UG")
    compose_mail(now=NINE)
    assert the_message().country_code == ""


@pytest.mark.django_db
def test_a_later_reminder_joins_the_message_while_it_waits():
    owe()
    compose_mail(now=NINE)
    Outgoing.objects.update(rendered_at=NINE)
    owe(subject_id=2, partnership_id=2, country_code="UG", send_at=LATER)
    compose_mail(now=LATER)
    message = the_message()
    assert message.letter == "digest"
    assert message.rendered_at is None, "its words are written anew"
    assert (message.country_code, message.partnership_id) == ("", None)
    assert message.reminders.count() == 2


@pytest.mark.django_db
def test_after_todays_mail_a_reminder_moves_to_the_next_morning():
    owe()
    compose_mail(now=NINE)
    sent(the_message())
    late = owe(subject_id=2, send_at=LATER)
    compose_mail(now=LATER)
    late.refresh_from_db()
    assert late.state == ReminderState.PLANNED
    assert late.send_at == NINE + timedelta(days=1)
    assert compose_mail(now=NINE + timedelta(days=1)) == 1
    assert Outgoing.objects.count() == 2


@pytest.mark.django_db
def test_nothing_new_joins_a_message_that_may_have_arrived():
    """Mail systems drop what they know by its Message-ID, with all that is in it."""
    owe()
    compose_mail(now=NINE)
    message = the_message()
    rows = Outgoing.objects.filter(pk=message.pk)
    rows.update(state="claimed", owner=1, rendered_at=NINE)
    rows.update(state="dot", dot_at=NINE)
    rows.update(state="unconfirmed", owner=None)
    message.refresh_from_db()
    assert end_doubt(message, arrived=False, by="journal", why="Nothing came.")
    late = owe(subject_id=2, send_at=LATER)
    compose_mail(now=LATER)
    late.refresh_from_db()
    assert (late.state, late.outgoing_id) == (ReminderState.PLANNED, None)
    assert late.send_at == NINE + timedelta(days=1)
    assert the_message().rendered_at == NINE


@pytest.mark.django_db
def test_the_next_morning_is_a_working_one():
    country = Country.objects.get_or_create(
        code="MW",
        defaults={
            "time_zone": "Africa/Blantyre",
            "default_language": "en-gb",
            "currency": "MWK",
        },
    )[0]
    WorkingDay.objects.create(
        country=country, day=date(2026, 11, 24), next_working_day=date(2026, 11, 26)
    )
    owe()
    compose_mail(now=NINE)
    sent(the_message())
    late = owe(subject_id=2, send_at=LATER)
    compose_mail(now=LATER)
    late.refresh_from_db()
    assert late.send_at == datetime(2026, 11, 26, 7, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_message_in_somebodys_hand_is_left_alone():
    owe()
    compose_mail(now=NINE)
    Outgoing.objects.update(state="claimed", owner=1)
    late = owe(subject_id=2, send_at=LATER)
    compose_mail(now=LATER)
    late.refresh_from_db()
    assert (late.state, late.send_at) == (ReminderState.PLANNED, LATER)
    assert the_message().letter == "review.invitation"


@pytest.mark.django_db
def test_the_day_is_the_readers_day():
    evening = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    owe(send_at=evening, time_zone="Asia/Manila", not_after=evening + timedelta(1))
    compose_mail(now=evening)
    assert the_message().dedupe_key == "day:user:1:2026-11-24"


@pytest.mark.django_db
def test_what_is_no_longer_worth_sending_is_cancelled():
    reminder = owe(not_after=NINE)
    assert compose_mail(now=NINE) == 0
    reminder.refresh_from_db()
    assert (reminder.state, reminder.why) == (ReminderState.CANCELLED, "too late")


@pytest.mark.usefixtures("committed_db")
def test_many_composers_at_once_make_one_message_a_person():
    for person in range(40):
        for subject in range(3):
            owe(recipient_key=f"user:{person}", subject_id=subject)
    start = threading.Barrier(4)

    def compose():
        start.wait(10)
        for _ in range(3):
            compose_mail(now=NINE)
        connection.close()

    threads = [threading.Thread(target=compose) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Outgoing.objects.count() == 40
    assert Outgoing.objects.filter(state=OutgoingState.QUEUED).count() == 40
    assert Reminder.objects.filter(state=ReminderState.COMPOSED).count() == 120
