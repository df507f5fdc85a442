"""Does mail leave once, and do we always know what became of it?"""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eclt_partners.notifications import letters
from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.envelope import sender_address
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import (
    DispatcherHeartbeat,
    Outgoing,
    StoppedAddress,
)
from eclt_partners.notifications.relay import Address, Relay
from eclt_partners.notifications.services import (
    Recipient,
    drain,
    send_mail,
    sending,
    writing_ahead,
)
from eclt_partners.notifications.services.recovery import InsideTransactionError
from tests.notifications.sink import QUICK

pytestmark = pytest.mark.usefixtures("committed_db")


def state(message: Outgoing) -> str:
    message.refresh_from_db()
    return message.state


def test_a_due_message_is_sent_and_says_so(sink, queued):
    message = queued()
    assert drain(relay=sink.relay()) == 1
    assert state(message) == OutgoingState.SENT
    assert message.sent_at is not None
    assert (message.last_code, message.attempts, message.owner) == (250, 1, None)
    assert sink.ids == [message.message_id]


def test_the_story_of_a_message_is_written_step_by_step(sink, queued):
    message = queued()
    drain(relay=sink.relay())
    steps = [event.new_state for event in message.events.all()]
    assert steps == ["queued", "claimed", "dot", "sent"]


def test_the_mail_on_the_wire_has_its_headers(sink, queued):
    message = queued()
    drain(relay=sink.relay())
    mail = sink.taken[0]
    assert mail["To"] == "amina@example.org"
    assert mail["Subject"] == "A test letter"
    assert mail["Message-ID"] == message.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"]
    assert mail.get_content() == "Hello.\r\n"


def test_a_line_that_begins_with_a_dot_arrives_whole(sink, queued):
    letters.register(
        "test",
        lambda message, *, now: letters.Letter("A test letter", ".\n..two\nend\n"),
    )
    queued()
    drain(relay=sink.relay())
    assert sink.taken[0].get_content() == ".\r\n..two\r\nend\r\n"


def test_a_second_drain_sends_nothing_again(sink, queued):
    queued()
    drain(relay=sink.relay())
    assert drain(relay=sink.relay()) == 0
    assert len(sink.taken) == 1


def test_a_message_that_is_not_due_waits(sink, queued):
    message = queued(due_at=timezone.now() + timedelta(hours=1))
    assert drain(relay=sink.relay()) == 0
    assert state(message) == OutgoingState.QUEUED


def test_a_message_that_came_too_late_is_cancelled(sink, queued):
    message = queued(not_after=timezone.now() - timedelta(seconds=1))
    assert drain(relay=sink.relay()) == 0
    assert state(message) == OutgoingState.CANCELLED


def test_not_now_brings_a_message_back_after_a_minute(sink, queued):
    sink.mode = "4xx"
    message = queued()
    drain(relay=sink.relay())
    assert state(message) == OutgoingState.QUEUED
    assert (message.last_code, message.attempts) == (451, 1)
    wait = message.next_try_at - message.dot_at
    assert timedelta(seconds=59) < wait < timedelta(seconds=62)


def test_a_refused_message_fails_for_good(sink, queued):
    sink.mode = "5xx"
    message = queued()
    drain(relay=sink.relay())
    assert state(message) == OutgoingState.FAILED
    assert (message.last_code, message.last_reply) == (554, "not like this")


def test_a_recipient_who_is_refused_for_good_fails_without_an_attempt(sink, queued):
    sink.mode = "rcpt 5xx"
    message = queued()
    assert drain(relay=sink.relay()) == 0
    assert state(message) == OutgoingState.FAILED
    assert (message.last_code, message.attempts) == (550, 0)


def test_an_address_that_our_relay_refuses_gets_no_more_mail(sink, queued):
    sink.mode = "rcpt 5xx"
    queued()
    drain(relay=sink.relay())
    assert StoppedAddress.objects.get().address == "amina@example.org"
    sink.mode = "5xx"
    queued("to another", recipient=Recipient("user:2", "b@example.org", "fr", "UTC"))
    drain(relay=sink.relay())
    assert StoppedAddress.objects.count() == 1


def test_the_envelope_names_the_message(sink, queued, settings):
    settings.BOUNCES_ADDRESS = "bounces@example.org"
    message = queued()
    drain(relay=sink.relay())
    assert sink.senders == [sender_address(message.pk)]


def test_a_recipient_who_is_refused_for_now_waits_without_an_attempt(sink, queued):
    sink.mode = "rcpt 4xx"
    message = queued()
    drain(relay=sink.relay())
    assert state(message) == OutgoingState.QUEUED
    assert (message.last_code, message.attempts) == (450, 0)
    assert message.next_try_at > timezone.now() + timedelta(minutes=4)


@pytest.mark.parametrize("mode", ["drop after dot", "swallow"])
def test_silence_after_the_dot_is_a_doubt_and_never_sent_again(sink, queued, mode):
    sink.mode = mode
    message = queued()
    drain(relay=sink.relay())
    assert state(message) == OutgoingState.UNCONFIRMED
    sink.mode = "ok"
    assert drain(relay=sink.relay()) == 0
    assert sink.ids == [message.message_id]


def test_a_relay_that_stalls_before_the_dot_costs_no_attempt(sink, queued):
    sink.mode = "stall"
    message = queued()
    assert drain(relay=sink.relay()) == 0
    assert state(message) == OutgoingState.QUEUED
    assert (message.attempts, message.dot_at) == (0, None)
    assert sink.taken == []


def test_a_relay_that_is_away_ends_the_drain_and_burns_nothing(queued):
    messages = [queued(f"key {number}") for number in range(5)]
    assert drain(relay=Relay(Address("127.0.0.1", 1), QUICK)) == 0
    rows = Outgoing.objects.filter(pk__in=[message.pk for message in messages])
    assert {row.state for row in rows} == {OutgoingState.QUEUED}
    assert {row.attempts for row in rows} == {0}
    asked = [row for row in rows if row.next_try_at > timezone.now()]
    assert len(asked) == 2, "the rest of the batch goes back untouched"


def test_a_letter_that_cannot_be_written_fails_alone(sink, queued):
    def broken(message, *, now):
        raise ValueError("no words")

    letters.register("broken", broken)
    bad, good = queued("bad", letter="broken"), queued("good")
    drain(relay=sink.relay())
    assert state(bad) == OutgoingState.FAILED
    assert bad.last_reply == "not written: ValueError"
    assert state(good) == OutgoingState.SENT


def test_an_address_that_no_mail_can_be_sent_to_fails_alone(sink, queued, reader):
    bad = queued("bad", recipient=replace(reader, address="jürg@example.org"))
    good = queued("good")
    drain(relay=sink.relay())
    assert state(bad) == OutgoingState.FAILED
    assert bad.last_reply == "not written: UnicodeEncodeError"
    assert state(good) == OutgoingState.SENT


def test_a_domain_with_accents_is_written_as_the_name_system_knows_it(
    sink, queued, reader
):
    queued(recipient=replace(reader, address="info@exämple.org"))
    drain(relay=sink.relay())
    assert sink.taken[0]["To"] == "info@xn--exmple-cua.org"


def test_a_letter_nobody_registered_fails_alone(sink, queued):
    bad = queued("bad", letter="unheard of")
    drain(relay=sink.relay())
    assert state(bad) == OutgoingState.FAILED
    assert bad.last_reply == "not written: UnknownLetterError"


def test_a_letter_with_nothing_to_say_is_called_off(sink, queued):
    def silent(message, *, now):
        raise NothingToSayError

    letters.register("silent", silent)
    message = queued(letter="silent")
    drain(relay=sink.relay())
    assert state(message) == OutgoingState.CANCELLED
    assert sink.taken == []


def test_a_message_cancelled_before_the_dot_never_gets_it(sink, queued):
    message = queued()

    def cancel():
        with transaction.atomic():
            Outgoing.objects.filter(pk=message.pk).update(
                state=OutgoingState.CANCELLED, owner=None
            )
        connection.close()

    sink.on_rcpt = cancel
    assert drain(relay=sink.relay()) == 0
    assert state(message) == OutgoingState.CANCELLED
    assert sink.taken == []


def test_two_senders_at_once_send_each_mail_once(sink, queued):
    messages = [queued(f"key {number}") for number in range(60)]

    def send():
        try:
            drain(relay=sink.relay())
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sink.ids) == sorted(message.message_id for message in messages)
    assert not Outgoing.objects.exclude(state=OutgoingState.SENT).exists()


def test_mail_is_never_sent_inside_a_transaction(sink, queued):
    queued()
    with transaction.atomic(), pytest.raises(InsideTransactionError):
        drain(relay=sink.relay())


def test_the_settings_name_the_relay_and_the_sender_leaves_a_sign_of_life(
    sink, queued, settings
):
    settings.MAIL_HOST, settings.MAIL_PORT = "127.0.0.1", sink.port
    message = queued()
    assert send_mail(dispatcher="celery") == 1
    assert state(message) == OutgoingState.SENT
    assert DispatcherHeartbeat.objects.get(name="celery").last_drain_at is not None


def test_no_time_left_means_no_message_is_claimed(sink, queued):
    message = queued()
    assert drain(relay=sink.relay(), budget_seconds=0) == 0
    assert state(message) == OutgoingState.QUEUED


def test_a_relay_that_was_away_twice_is_left_alone_for_a_while(sink, queued):
    for number in range(3):
        queued(f"key {number}")
    away = Relay(Address("127.0.0.1", 1), QUICK)
    drain(relay=away)
    Outgoing.objects.update(next_try_at=timezone.now())
    drain(relay=away)
    assert not Outgoing.objects.filter(next_try_at__gt=timezone.now()).exists(), (
        "nobody knocked a second time"
    )
    assert drain(relay=sink.relay()) == 3, "another relay is another matter"


def test_a_sender_that_is_asked_to_end_begins_no_other_message(sink, queued):
    for number in range(3):
        queued(f"key {number}")
    assert drain(relay=sink.relay(), goes_on=lambda: not sink.taken) == 1
    waiting = Outgoing.objects.filter(state=OutgoingState.QUEUED, owner=None)
    assert waiting.count() == 2


def test_a_sign_of_life_is_left_when_nothing_is_due(sink, settings):
    settings.MAIL_HOST, settings.MAIL_PORT = "127.0.0.1", sink.port
    send_mail(dispatcher="celery")
    row = DispatcherHeartbeat.objects.get(name="celery")
    assert row.last_tick_at <= row.last_drain_at


def test_a_process_that_stood_still_takes_its_dot_back(sink, queued, monkeypatch):
    monkeypatch.setattr(sending, "DOT_WITHIN", -1.0)
    message = queued()
    assert drain(relay=sink.relay(), budget_seconds=0.5) == 0
    assert sink.taken == []
    assert state(message) == OutgoingState.QUEUED


def test_words_that_nobody_saw_are_written_anew(queued, monkeypatch):
    message = queued()
    nowhere = Relay(Address("127.0.0.1", 9), QUICK)
    drain(relay=nowhere)
    assert state(message) == OutgoingState.QUEUED
    assert (message.attempts, message.rendered_at) == (0, None)


def test_a_header_of_two_lines_is_no_header(sink, queued, monkeypatch):
    bad, good = queued("bad"), queued("good")
    written = writing_ahead.wire_format

    def with_a_bad_header(message, addresses):
        if message.pk == bad.pk:
            message.headers["X-Note"] = "one\r\nBcc: eve@example.org"
        return written(message, addresses)

    monkeypatch.setattr(writing_ahead, "wire_format", with_a_bad_header)
    drain(relay=sink.relay())
    assert state(bad) == OutgoingState.FAILED
    assert state(good) == OutgoingState.SENT
    assert sink.ids == [good.message_id]


def test_each_mail_more_costs_few_statements(sink, queued):
    costs = []
    for count in (2, 12):
        for number in range(count):
            queued(f"{count}-{number}")
        with CaptureQueriesContext(connection) as queries:
            assert drain(relay=sink.relay()) == count
        costs.append(len(queries))
    # The dot; the end of a message and of its reminders, in a transaction of its own.
    assert (costs[1] - costs[0]) / 10 <= 4
