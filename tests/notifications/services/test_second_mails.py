"""Is a mail that somebody sends again stopped when nobody needs it any more?"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind, Grant
from eclt_partners.common.errors import GateBlocked
from eclt_partners.notifications.choices import OutgoingState, ReminderState
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.rules.replies import Reply
from eclt_partners.notifications.services import cancel_reminders, drain, resend
from eclt_partners.notifications.services.addresses import stop_mail_without_address
from eclt_partners.notifications.services.recording import may_send_dot, record_reply
from tests.notifications.owing import owe
from tests.waiting import beside, until_somebody_waits

ONE, TWO = Q(subject_id=1), Q(subject_id=2)
DAN = Actor(
    ActorKind.USER,
    "user:12",
    "Dan",
    frozenset([Grant(Action.REPAIR_MAIL)]),
    user_id=12,
)


def again(message: Outgoing) -> Outgoing:
    return resend(message, actor=DAN, now=timezone.now(), why="Nothing came.")


def answer(which: Q = ONE) -> None:
    with transaction.atomic():
        cancel_reminders(which, why="answered")


@pytest.fixture
def told(committed_db, sink, queued) -> Outgoing:
    """A mail about the reviews 1 and 2 that was sent."""
    message = queued()
    for review in (1, 2):
        owe(subject_id=review, state=ReminderState.COMPOSED, outgoing=message)
    drain(relay=sink.relay())
    sink.taken.clear()
    return message


def test_no_dot_of_a_second_mail_commits_after_the_answer(sink, told):
    answer(TWO)
    second = again(told)

    def answer_beside():
        answer()
        connection.close()

    sink.on_rcpt = answer_beside
    assert drain(relay=sink.relay()) == 0
    assert sink.taken == []
    end = second.events.last()
    assert (end.new_state, end.why) == (OutgoingState.CANCELLED, "answered")
    assert set(Reminder.objects.values_list("state", flat=True)) == {"SENT"}


def test_a_list_goes_out_again_while_something_in_it_is_owed(sink, told):
    again(told)
    answer()
    assert drain(relay=sink.relay()) == 1


def test_a_second_mail_that_comes_back_after_the_answer_ends(told):
    second = again(told)
    Outgoing.objects.filter(pk=second.pk).update(state="claimed", owner=5)
    dot_at = may_send_dot(second, me=5)
    answer(ONE | TWO)
    record_reply(second, dot_at=dot_at, reply=Reply(451, "later"))
    second.refresh_from_db()
    assert second.state == OutgoingState.CANCELLED


def test_what_was_answered_is_not_sent_again_nor_a_third_time(sink, told):
    second = again(told)
    drain(relay=sink.relay())
    answer(ONE | TWO)
    for message in (told, second):
        with pytest.raises(GateBlocked):
            again(Outgoing.objects.get(pk=message.pk))


def test_whoever_sends_again_waits_for_the_answer_that_is_being_given(told):
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            cancel_reminders(ONE | TWO, why="answered")
            sending = beside(lambda: again(told), pool=pool)
            until_somebody_waits()
        with pytest.raises(GateBlocked):
            sending.result(10)


def test_whoever_answers_waits_for_the_mail_that_is_being_sent_again(told):
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            second = again(told)
            answering = beside(lambda: answer(ONE | TWO), pool=pool)
            until_somebody_waits()
        answering.result(10)
    second.refresh_from_db()
    assert second.state == OutgoingState.CANCELLED


def test_who_had_no_address_for_a_while_can_be_sent_an_old_mail_again(told):
    stop_mail_without_address("user:1")

    assert again(told).state == OutgoingState.QUEUED
