"""Is a mail written while the relay thinks, and does that never cost an answer?"""

import pytest
from django.db import OperationalError, connection, transaction

from eclt_partners.notifications import letters, links
from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.links import Opening
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import drain, writing_ahead

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch):
    """Nothing is written further ahead than one message."""
    monkeypatch.setattr(writing_ahead, "GROUP", 1)


def states() -> list[str]:
    """Return the states of all messages, in the order in which they are due."""
    rows = Outgoing.objects.order_by("next_try_at", "id")
    return list(rows.values_list("state", flat=True))


def test_the_next_mail_is_written_between_a_dot_and_its_answer(sink, queued):
    seen = []

    def writer(message, *, now):
        seen.append(states())
        return Letter("A test letter", "Hello.\n")

    letters.register("test", writer)
    for number in range(3):
        queued(f"key {number}")
    assert drain(relay=sink.relay()) == 3
    assert seen == [
        ["claimed", "claimed", "claimed"],
        ["dot", "claimed", "claimed"],
        ["sent", "dot", "claimed"],
    ]
    assert states() == ["sent"] * 3


def test_the_answer_to_a_dot_commits_before_the_next_dot(sink, queued):
    for number in range(5):
        queued(f"key {number}")
    drain(relay=sink.relay())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT new_state FROM notifications_outgoingevent "
            "WHERE new_state IN ('dot', 'sent') ORDER BY id"
        )
        assert [row[0] for row in cursor.fetchall()] == ["dot", "sent"] * 5


@pytest.mark.parametrize("error", [ValueError, NothingToSayError])
@pytest.mark.parametrize(
    ("mode", "end"), [("ok", "sent"), ("5xx", "failed"), ("swallow", "unconfirmed")]
)
def test_a_letter_that_fails_meanwhile_disturbs_no_answer(
    sink, queued, error, mode, end
):
    def broken(message, *, now):
        raise error

    letters.register("broken", broken)
    sink.mode = mode
    queued("good")
    queued("bad", letter="broken")
    assert drain(relay=sink.relay()) == 1
    assert states() == [end, "cancelled" if error is NothingToSayError else "failed"]


@pytest.mark.parametrize("error", [OperationalError, KeyboardInterrupt])
def test_what_ends_a_run_meanwhile_ends_it_after_the_answer(sink, queued, error):
    def broken(message, *, now):
        raise error

    letters.register("broken", broken)
    queued("good")
    queued("bad", letter="broken")
    queued("never")
    with pytest.raises(error):
        drain(relay=sink.relay())
    assert states() == ["sent", "queued", "queued"]


def test_a_mail_that_somebody_takes_back_while_it_is_written_never_leaves(sink, queued):
    def writer(message, *, now):
        if message.dedupe_key == "second":
            with transaction.atomic():
                Outgoing.objects.filter(pk=message.pk).update(
                    state=OutgoingState.CANCELLED, owner=None
                )
        return Letter("A test letter", "Hello.\n")

    letters.register("test", writer)
    for key in ("first", "second", "third"):
        queued(key)
    assert drain(relay=sink.relay()) == 2
    assert states() == ["sent", "cancelled", "sent"]


def test_what_was_written_and_not_sent_is_written_anew(sink, queued):
    for number in range(3):
        queued(f"key {number}")
    assert drain(relay=sink.relay(), goes_on=lambda: not sink.taken) == 1
    left = Outgoing.objects.filter(state=OutgoingState.QUEUED)
    assert list(left.values_list("owner", "rendered_at")) == [(None, None)] * 2


def test_a_relay_that_hangs_up_after_a_dot_leaves_the_next_mail_to_a_new_talk(
    sink, queued
):
    sink.mode = "drop after dot"
    for number in range(3):
        queued(f"key {number}")
    assert drain(relay=sink.relay()) == 3
    assert states() == ["unconfirmed"] * 3
    assert len(sink.taken) == 3


def test_written_in_groups_all_mails_leave_in_their_order(sink, queued, monkeypatch):
    monkeypatch.setattr(writing_ahead, "GROUP", 4)
    messages = [queued(f"key {number}") for number in range(10)]
    assert drain(relay=sink.relay()) == 10
    assert sink.ids == [message.message_id for message in messages]


def test_a_mail_whose_link_was_closed_is_refused_and_leaves_nobody_a_link(
    sink, queued, monkeypatch
):
    closed = {7: Opening("user:1", "")}
    monkeypatch.setattr(links, "_fillers", [lambda _wanted: closed])
    letters.register("test", lambda message, *, now: Letter("Hello", "[[link:7]]\n"))
    message = queued()
    drain(relay=sink.relay())
    message.refresh_from_db()
    assert (message.state, message.last_reply) == ("failed", "not written: LookupError")
    assert sink.taken == []
