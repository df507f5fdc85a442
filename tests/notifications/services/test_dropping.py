"""Is a reminder taken back as long as it is in our hands, and not after?"""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from eclt_partners.notifications.choices import OutgoingState, ReminderState
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import (
    cancel_reminders,
    compose_mail,
    drain,
    supersede_reminders,
)
from eclt_partners.notifications.services.recording import (
    give_back,
    give_back_all,
    may_send_dot,
)
from eclt_partners.notifications.services.recovery import recover
from tests.notifications.owing import NINE, owe

ONE = Q(subject_id=1)


def claim() -> Outgoing:
    Outgoing.objects.update(state="claimed", owner=5, rendered_at=NINE)
    return Outgoing.objects.get()


@pytest.mark.django_db
def test_a_planned_reminder_is_cancelled():
    reminder = owe()
    assert cancel_reminders(ONE, why="answered") == 1
    reminder.refresh_from_db()
    assert (reminder.state, reminder.why) == (ReminderState.CANCELLED, "answered")


@pytest.mark.django_db
@pytest.mark.parametrize("in_hand", [False, True])
def test_its_message_is_cancelled_with_it(in_hand):
    owe()
    compose_mail(now=NINE)
    if in_hand:
        claim()
    cancel_reminders(ONE, why="answered")
    message = Outgoing.objects.get()
    assert (message.state, message.owner) == (OutgoingState.CANCELLED, None)


@pytest.mark.django_db
@pytest.mark.parametrize("in_hand", [False, True])
def test_a_digest_that_lost_a_row_is_queued_and_written_anew(in_hand):
    owe()
    owe(subject_id=2)
    compose_mail(now=NINE)
    if in_hand:
        claim()
    cancel_reminders(ONE, why="answered")
    message = Outgoing.objects.get()
    assert (message.state, message.owner) == (OutgoingState.QUEUED, None)
    assert message.rendered_at is None
    left = message.reminders.filter(state=ReminderState.COMPOSED)
    assert [row.subject_id for row in left] == [2]


@pytest.mark.django_db
def test_the_dot_is_refused_after_the_answer():
    now = timezone.now()
    owe(send_at=now, not_after=now + timedelta(days=1))
    compose_mail(now=now)
    message = claim()
    cancel_reminders(ONE, why="answered")
    assert may_send_dot(message, me=5) is None


@pytest.mark.django_db
def test_what_has_its_dot_under_way_is_not_taken_back():
    reminder = owe()
    compose_mail(now=NINE)
    claim()
    Outgoing.objects.update(state="dot", dot_at=NINE)
    assert cancel_reminders(ONE, why="answered") == 0
    reminder.refresh_from_db()
    assert reminder.state == ReminderState.COMPOSED


@pytest.mark.django_db
def test_cancelling_again_changes_nothing():
    owe()
    cancel_reminders(ONE, why="answered")
    assert cancel_reminders(ONE, why="lapsed") == 0
    assert Reminder.objects.get().why == "answered"


@pytest.mark.django_db
def test_an_overtaken_message_that_waits_ends():
    owe()
    compose_mail(now=NINE)
    assert supersede_reminders(ONE, why="later step") == 1
    assert Outgoing.objects.get().state == OutgoingState.SUPERSEDED
    assert Reminder.objects.get().state == ReminderState.SUPERSEDED


@pytest.mark.django_db
def test_an_overtaken_message_in_hand_goes_out_all_the_same():
    owe()
    compose_mail(now=NINE)
    claim()
    assert supersede_reminders(ONE, why="later step") == 0
    assert Outgoing.objects.get().state == OutgoingState.CLAIMED


@pytest.mark.django_db
@pytest.mark.parametrize("comes_back", ["alone", "with others", "from the dead"])
def test_an_overtaken_message_that_is_given_back_ends(comes_back):
    """While the relay is away for days, two steps of one ladder must not pile up."""
    owe()
    compose_mail(now=NINE)
    message = claim()
    supersede_reminders(ONE, why="later step")
    if comes_back == "alone":
        give_back(message, me=5, wait=timedelta(minutes=1), reply=None)
    elif comes_back == "with others":
        give_back_all(me=5)
    else:
        recover(me=6)
    assert Outgoing.objects.get().state == OutgoingState.CANCELLED
    assert Reminder.objects.get().why == "later step"


@pytest.mark.usefixtures("committed_db")
def test_sending_turns_reminders_into_sent_ones(sink, queued):
    message = queued()
    owe(state="COMPOSED", outgoing=message)
    drain(relay=sink.relay())
    assert Reminder.objects.get().state == ReminderState.SENT


@pytest.mark.usefixtures("committed_db")
def test_no_dot_commits_after_the_commit_of_the_answer(sink, queued):
    """The answer commits while the relay hears RCPT: the mail never goes out."""
    message = queued()
    owe(state="COMPOSED", outgoing=message)

    def answer():
        with transaction.atomic():
            cancel_reminders(ONE, why="answered")
        connection.close()

    sink.on_rcpt = answer
    assert drain(relay=sink.relay()) == 0
    assert sink.taken == []
    assert Reminder.objects.get().state == ReminderState.CANCELLED


@pytest.mark.usefixtures("committed_db")
def test_composing_and_answering_at_once_leave_nothing_behind():
    for person in range(30):
        owe(recipient_key=f"user:{person}")
    start = threading.Barrier(2)

    def run(action):
        start.wait(10)
        action()
        connection.close()

    actions = [
        lambda: compose_mail(now=NINE),
        lambda: cancel_reminders(ONE, why="answered"),
    ]
    threads = [threading.Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(Reminder.objects.values_list("state", flat=True)) == {"CANCELLED"}
    assert not Outgoing.objects.filter(state=OutgoingState.QUEUED).exists()
