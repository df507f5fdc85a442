"""Is an address stopped when its mail comes back, once, and only then?"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.notifications.choices import FailureKind, OutgoingState
from eclt_partners.notifications.envelope import sender_address
from eclt_partners.notifications.mailboxes import open_mailbox
from eclt_partners.notifications.models import Bounce, Outgoing, StoppedAddress
from eclt_partners.notifications.rules.replies import Reply
from eclt_partners.notifications.services import bounces
from eclt_partners.notifications.services.addresses import clear_address
from tests.notifications.owing import NINE
from tests.notifications.reports import OUT_OF_OFFICE, TO, dsn, nested, plain

pytestmark = pytest.mark.django_db


class Box:
    """A mailbox in memory."""

    def __init__(self, *mails: bytes) -> None:
        self.mails = {str(number): mail for number, mail in enumerate(mails)}
        self.seen: list[str] = []

    def unread(self) -> Iterator[tuple[str, bytes]]:
        yield from self.mails.items()

    def mark_seen(self, uid: str) -> None:
        self.seen.append(uid)


@pytest.fixture(autouse=True)
def bounce_address(settings) -> None:
    settings.BOUNCES_ADDRESS = "bounces@example.org"


def left(message: Outgoing) -> Outgoing:
    rows = Outgoing.objects.filter(pk=message.pk)
    rows.update(state="claimed", owner=1)
    rows.update(state="dot", dot_at=NINE)
    rows.update(state="sent", owner=None, sent_at=NINE)
    return rows.get()


def report_of(message: Outgoing, **changes: str) -> bytes:
    return dsn(to=sender_address(message.pk), **changes)


def read(*mails: bytes, at=NINE) -> int:
    return bounces.read_reports(Box(*mails), now=at)


def test_a_mail_that_came_back_for_good_stops_its_address(queued):
    message = left(queued())
    assert read(report_of(message)) == 1
    stop = StoppedAddress.objects.get()
    assert (stop.address, stop.kind) == ("amina@example.org", FailureKind.HARD)
    assert "no such user" in stop.reply
    assert stop.stopped_by == "system"
    assert AuditEntry.objects.get().verb == "notifications.address.stopped"


def test_the_same_report_counts_once_however_often_it_is_read(queued):
    report = report_of(left(queued()))
    assert [read(report), read(report, report)] == [1, 0]
    assert (Bounce.objects.count(), StoppedAddress.objects.count()) == (1, 1)


def test_every_mail_is_marked_as_read_also_what_says_nothing(queued):
    box = Box(report_of(left(queued())), OUT_OF_OFFICE, b"", dsn())
    assert bounces.read_reports(box, now=NINE) == 1
    assert box.seen == ["0", "1", "2", "3"]


def test_a_mail_that_cannot_be_read_stands_in_the_way_of_nothing_behind_it(queued):
    box = Box(nested(), report_of(left(queued())))
    assert bounces.read_reports(box, now=NINE) == 1
    assert box.seen == ["0", "1"]


def test_a_report_with_a_forged_token_stops_nobody(queued):
    message = left(queued())
    forged = dsn(to=f"bounces+{message.pk}.000000000000@example.org")
    assert read(forged) == 0
    assert not Bounce.objects.exists()


def test_a_report_about_a_mail_that_never_left_stops_nobody(queued):
    assert read(report_of(queued())) == 0


def test_a_copy_that_came_back_from_the_journal_says_nothing_about_the_reader(
    queued, settings
):
    settings.JOURNAL_ADDRESS = "Journal@example.org"
    message = left(queued())
    assert read(report_of(message, about="journal@example.org")) == 0
    assert not StoppedAddress.objects.exists()
    reader = b"Final-Recipient: rfc822; amina@example.org\nAction: failed\n\n--cut\n"
    both = report_of(message, about="journal@example.org", status="4.2.2")
    assert read(both.replace(b"--cut\nContent-Type: message/rfc", reader + b"\n")) == 1


def test_plain_words_about_the_copy_for_the_journal_say_nothing_about_the_reader(
    queued, settings
):
    settings.JOURNAL_ADDRESS = "journal@example.org"
    message = left(queued())
    copy, reader = (
        f"<{address}>:\nRemote host said: 550 no mailbox here\n\n"
        for address in ("Journal@example.org", message.to_address)
    )
    ours = f"--- Below this line is a copy of the message.\n\nTo: {message.to_address}"
    to = TO.encode(), sender_address(message.pk).encode()
    assert read(plain(copy + ours + "\n550 days").replace(*to)) == 0
    assert read(plain(copy + reader + ours).replace(*to)) == 1


def test_three_mails_in_a_row_that_came_back_for_a_while_stop_the_address(queued):
    full = {"status": "5.2.2", "diagnostic": "smtp; 552 5.2.2 mailbox full"}
    messages = [left(queued(key)) for key in ("one", "two")]
    read(*(report_of(message, **full) for message in messages))
    assert not StoppedAddress.objects.exists()
    read(report_of(left(queued("three")), **full))
    assert StoppedAddress.objects.get().kind == FailureKind.SOFT


def test_a_mail_that_arrived_between_begins_the_count_anew(queued):
    full = {"status": "4.2.2", "diagnostic": "smtp; 452 4.2.2 mailbox full"}
    for key in ("one", "two"):
        read(report_of(left(queued(key)), **full))
    left(queued("this one arrived"))
    read(report_of(left(queued("four")), **full))
    assert not StoppedAddress.objects.exists()


def test_what_came_back_before_an_address_was_cleared_counts_no_more(queued):
    full = {"status": "4.2.2", "diagnostic": "smtp; 452 4.2.2 mailbox full"}
    for key in ("one", "two", "three"):
        read(report_of(left(queued(key)), **full))
    later = NINE + timedelta(hours=1)
    clear_address("amina@example.org", now=later, by="user:2", why="works again")
    read(report_of(left(queued("four")), **full), at=later + timedelta(hours=1))
    assert not StoppedAddress.objects.filter(cleared_at=None).exists()


def test_a_refusal_of_the_address_by_our_relay_counts_as_well(queued):
    message = queued()
    bounces.note_refusal(message, reply=Reply(550, "5.1.1 User unknown"), now=NINE)
    assert Bounce.objects.get().source == "RELAY"
    assert StoppedAddress.objects.get().address == "amina@example.org"


def test_a_refusal_of_the_message_leaves_the_address_alone(queued):
    bounces.note_refusal(queued(), reply=Reply(550, "5.7.1 denied"), now=NINE)
    assert not StoppedAddress.objects.exists()


def test_a_letter_to_a_stopped_address_is_written_down_and_not_sent(queued):
    read(report_of(left(queued())))
    held = queued("two")
    assert (held.state, held.last_reply) == (OutgoingState.CANCELLED, "bounced")
    asked = queued("three", is_asked_for=True)
    assert asked.state == OutgoingState.QUEUED


def test_the_story_of_bounces_cannot_be_changed(queued):
    read(report_of(left(queued())))
    for statement in (
        "UPDATE notifications_bounce SET reply = ''",
        "DELETE FROM notifications_bounce",
        "DELETE FROM notifications_stoppedaddress",
        "UPDATE notifications_stoppedaddress SET reply = ''",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_reports_are_read_from_the_mailbox_of_the_settings(queued, settings, tmp_path):
    for part in ("cur", "new", "tmp"):
        (tmp_path / part).mkdir()
    (tmp_path / "new" / "1.report").write_bytes(report_of(left(queued())))
    settings.BOUNCES_URL = f"maildir:{tmp_path}"
    assert [bounces.read_bounces(now=NINE) for _ in range(2)] == [1, 0]
    with open_mailbox(settings.BOUNCES_URL) as box:
        assert list(box.unread()) == []


def test_without_a_mailbox_nothing_is_read(settings):
    settings.BOUNCES_URL = ""
    assert bounces.read_bounces(now=NINE) == 0
