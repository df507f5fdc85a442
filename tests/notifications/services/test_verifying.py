"""Does every doubt end rightly: by the journal, by waiting, and never twice?"""

from datetime import timedelta
from mailbox import Maildir

import pytest
from django.db.models import Q
from django.utils import timezone

from eclt_partners.notifications import letters
from eclt_partners.notifications.choices import OutgoingState, ReminderState
from eclt_partners.notifications.letters import LIBRARY, WITNESS, Letter
from eclt_partners.notifications.models import DispatcherHeartbeat, Outgoing, Reminder
from eclt_partners.notifications.rules.replies import Reply
from eclt_partners.notifications.selectors import database_now
from eclt_partners.notifications.services import (
    cancel_reminders,
    drain,
    verify_in_doubt,
)
from eclt_partners.notifications.services.recording import record_reply
from tests.notifications.owing import owe

pytestmark = pytest.mark.usefixtures("committed_db")
JOURNAL = "journal@example.org"


@pytest.fixture
def journal(settings, tmp_path):
    """A folder that the mail system fills with copies."""
    settings.JOURNAL_ADDRESS = JOURNAL
    settings.JOURNAL_URL = f"maildir:{tmp_path}/journal"
    return Maildir(tmp_path / "journal")


def deliver(sink, journal) -> None:
    """Let the copies of everything the relay took arrive."""
    for mail, recipients in zip(sink.taken, sink.envelopes, strict=True):
        if JOURNAL in recipients:
            journal.add(mail.as_bytes())


def doubtful(sink, message: Outgoing, mode: str, *, minutes: int = 16) -> Outgoing:
    """Let the answer to the dot of a message get lost, some time ago."""
    sink.mode = mode
    drain(relay=sink.relay())
    sink.mode = "ok"
    assert state(message) == OutgoingState.UNCONFIRMED
    age(message, minutes=minutes)
    return message


def age(message: Outgoing, *, minutes: int) -> None:
    Outgoing.objects.filter(pk=message.pk).update(
        dot_at=timezone.now() - timedelta(minutes=minutes)
    )
    message.refresh_from_db()


def state(message: Outgoing) -> str:
    message.refresh_from_db()
    return message.state


def carried_by(message: Outgoing) -> Reminder:
    return owe(state=ReminderState.COMPOSED, outgoing=message)


def last_word(message: Outgoing) -> tuple[str, str]:
    event = message.events.last()
    return event.new_state, event.by


def verify() -> int:
    return verify_in_doubt(now=database_now())


def test_the_journal_is_a_second_recipient_of_the_same_envelope(sink, queued, journal):
    message = queued()
    drain(relay=sink.relay())
    assert sink.envelopes == [["amina@example.org", JOURNAL]]
    assert sink.taken[0]["To"] == "amina@example.org"
    assert (state(message), message.copied) == (OutgoingState.SENT, True)


def test_without_a_journal_there_is_one_recipient(sink, queued):
    message = queued()
    drain(relay=sink.relay())
    assert sink.envelopes == [["amina@example.org"]]
    assert (state(message), message.copied) == (OutgoingState.SENT, False)


@pytest.mark.parametrize("answer", ["450 not now", "550 nobody here"])
def test_a_journal_that_is_refused_does_not_stop_the_mail(
    sink, queued, journal, answer
):
    sink.refused[JOURNAL] = answer
    message = queued()
    drain(relay=sink.relay())
    assert sink.envelopes == [["amina@example.org"]]
    assert (state(message), message.copied) == (OutgoingState.SENT, False)


@pytest.mark.parametrize("letter", [LIBRARY, "restricted.test"])
def test_what_opens_accounts_or_tells_of_dangers_is_not_copied(
    sink, queued, journal, letter, monkeypatch
):
    facts = {"subject": "A new password", "text": "Here.\n", "html": ""}
    monkeypatch.setitem(
        letters._writers,
        letter,
        lambda message, *, now: Letter("A letter", "Hello.\n"),
    )
    queued(letter=letter, facts=facts)
    drain(relay=sink.relay())
    assert sink.envelopes == [["amina@example.org"]]


def test_a_copy_in_the_journal_proves_that_the_message_was_taken(sink, queued, journal):
    message = doubtful(sink, queued(), "drop after dot")
    deliver(sink, journal)
    assert verify() == 1
    assert last_word(message) == ("sent", "journal")
    assert (state(message), message.sent_at) == (OutgoingState.SENT, message.dot_at)


def test_a_copy_that_is_missing_beside_a_later_one_proves_the_contrary(
    sink, queued, journal
):
    message = doubtful(sink, queued("one"), "lost")
    queued("two")
    drain(relay=sink.relay())
    deliver(sink, journal)
    assert verify() == 1
    assert last_word(message) == ("queued", "journal")
    drain(relay=sink.relay())
    assert sink.ids.count(message.message_id) == 1
    assert state(message) == OutgoingState.SENT


def test_a_quiet_journal_is_asked_by_a_mail_of_its_own(sink, queued, journal):
    message = doubtful(sink, queued(), "lost")
    assert verify() == 0
    assert verify() == 0, "one witness is enough"
    drain(relay=sink.relay())
    assert sink.envelopes == [[JOURNAL]]
    assert Outgoing.objects.get(letter=WITNESS).state == OutgoingState.SENT
    deliver(sink, journal)
    assert verify() == 1
    assert state(message) == OutgoingState.QUEUED


def test_nothing_is_judged_while_the_relay_may_still_take_it(sink, queued, journal):
    message = doubtful(sink, queued(), "drop after dot", minutes=14)
    deliver(sink, journal)
    assert verify() == 0
    assert state(message) == OutgoingState.UNCONFIRMED


def test_a_journal_that_cannot_be_read_leaves_the_doubt(
    sink, queued, settings, tmp_path
):
    settings.JOURNAL_ADDRESS = JOURNAL
    settings.JOURNAL_URL = f"maildir:{tmp_path}/nowhere"
    message = doubtful(sink, queued(), "drop after dot")
    assert verify() == 0
    assert state(message) == OutgoingState.UNCONFIRMED
    assert not DispatcherHeartbeat.objects.filter(name="journal").exists()


def test_reading_the_journal_leaves_a_sign_of_life(sink, queued, journal):
    doubtful(sink, queued(), "drop after dot")
    verify()
    assert DispatcherHeartbeat.objects.get(name="journal").last_tick_at is not None


def test_without_a_journal_a_message_is_held_for_a_day_and_sent_again(sink, queued):
    message = doubtful(sink, queued(), "lost")
    assert verify() == 0
    age(message, minutes=24 * 60 + 1)
    assert verify() == 1
    assert last_word(message) == ("queued", "waited")
    drain(relay=sink.relay())
    assert sink.ids == [message.message_id]


def test_a_mail_of_a_library_is_never_sent_again(sink, queued):
    facts = {"subject": "A new password", "text": "Here.\n", "html": ""}
    message = doubtful(sink, queued(letter=LIBRARY, facts=facts), "lost")
    age(message, minutes=3 * 24 * 60)
    assert verify() == 0
    Outgoing.objects.update(not_after=timezone.now())
    assert verify() == 1
    drain(relay=sink.relay())
    assert (state(message), message.text_body) == (OutgoingState.CANCELLED, "")
    assert sink.taken == []


def test_what_was_answered_while_in_doubt_is_not_sent_again(sink, queued):
    message = queued()
    reminder = carried_by(message)
    doubtful(sink, message, "lost", minutes=25 * 60)
    cancel_reminders(Q(pk=reminder.pk), why="answered")
    assert verify() == 1
    reminder.refresh_from_db()
    assert (reminder.state, reminder.why) == (ReminderState.CANCELLED, "answered")
    assert state(message) == OutgoingState.CANCELLED


def test_what_was_answered_while_in_doubt_and_had_arrived_stays_told(
    sink, queued, journal
):
    message = queued()
    reminder = carried_by(message)
    doubtful(sink, message, "drop after dot")
    cancel_reminders(Q(pk=reminder.pk), why="answered")
    deliver(sink, journal)
    verify()
    reminder.refresh_from_db()
    assert (reminder.state, reminder.why) == (ReminderState.SENT, "answered")


def test_what_was_answered_before_a_not_now_is_not_sent_again(sink, queued):
    message = queued()
    reminder = carried_by(message)
    Outgoing.objects.update(state=OutgoingState.CLAIMED, owner=5)
    Outgoing.objects.update(state=OutgoingState.DOT, dot_at=timezone.now())
    message.refresh_from_db()
    cancel_reminders(Q(pk=reminder.pk), why="answered")
    record_reply(message, dot_at=message.dot_at, reply=Reply(451, "later"))
    assert state(message) == OutgoingState.CANCELLED
