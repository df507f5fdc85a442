"""Are messages taken from dead senders, and only from them?"""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.rules.replies import Reply
from eclt_partners.notifications.services import drain
from eclt_partners.notifications.services.recording import record_reply
from eclt_partners.notifications.services.recovery import alive, recover

pytestmark = pytest.mark.usefixtures("committed_db")
ME, OTHER = 11, 22


def in_hand(message: Outgoing, *, owner: int, dot: bool = False) -> Outgoing:
    rows = Outgoing.objects.filter(pk=message.pk)
    rows.update(state=OutgoingState.CLAIMED, owner=owner)
    if dot:
        rows.update(state=OutgoingState.DOT, dot_at=timezone.now())
    message.refresh_from_db()
    return message


def test_what_a_dead_sender_had_claimed_is_queued_again(queued):
    message = in_hand(queued(), owner=OTHER)
    assert recover(me=ME) == 1
    message.refresh_from_db()
    assert (message.state, message.owner) == (OutgoingState.QUEUED, None)


def test_what_had_its_dot_under_way_is_in_doubt(queued):
    message = in_hand(queued(), owner=OTHER, dot=True)
    assert recover(me=ME) == 1
    message.refresh_from_db()
    assert (message.state, message.owner) == (OutgoingState.UNCONFIRMED, None)


def test_nothing_is_taken_from_a_sender_that_lives(queued):
    message = in_hand(queued(), owner=OTHER)
    ready, done = threading.Event(), threading.Event()

    def live():
        with alive(OTHER):
            ready.set()
            done.wait(10)
        connection.close()

    thread = threading.Thread(target=live)
    thread.start()
    ready.wait(10)
    assert recover(me=ME) == 0
    done.set()
    thread.join()
    message.refresh_from_db()
    assert message.state == OutgoingState.CLAIMED


def test_a_sender_does_not_take_from_itself(queued):
    message = in_hand(queued(), owner=ME)
    with alive(ME):
        assert recover(me=ME) == 0
    message.refresh_from_db()
    assert message.state == OutgoingState.CLAIMED


def test_a_taken_message_is_sent_by_the_next_drain(sink, queued):
    in_hand(queued(), owner=OTHER)
    assert drain(relay=sink.relay()) == 1


def test_an_accepted_message_called_in_doubt_becomes_sent(queued):
    message = in_hand(queued(), owner=OTHER, dot=True)
    recover(me=ME)
    record_reply(message, dot_at=message.dot_at, reply=Reply(250, "taken"))
    message.refresh_from_db()
    assert message.state == OutgoingState.SENT


def test_a_refusal_does_not_change_a_message_in_doubt(queued):
    message = in_hand(queued(), owner=OTHER, dot=True)
    recover(me=ME)
    record_reply(message, dot_at=message.dot_at, reply=Reply(451, "later"))
    message.refresh_from_db()
    assert message.state == OutgoingState.UNCONFIRMED


def test_an_answer_to_an_older_dot_changes_nothing(queued):
    message = in_hand(queued(), owner=OTHER, dot=True)
    old = timezone.now() - timezone.timedelta(hours=1)
    record_reply(message, dot_at=old, reply=Reply(250, "taken"))
    message.refresh_from_db()
    assert message.state == OutgoingState.DOT


def test_an_answer_in_hand_is_written_when_the_database_comes_back(queued):
    """The server ends our connection between the dot and the record of its answer."""
    message = in_hand(queued(), owner=OTHER, dot=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = cursor.fetchone()[0]

    def end_ours():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [ours])
        connection.close()

    thread = threading.Thread(target=end_ours)
    thread.start()
    thread.join()
    record_reply(message, dot_at=message.dot_at, reply=Reply(250, "taken"))
    message.refresh_from_db()
    assert message.state == OutgoingState.SENT
