"""Can mailboxes be read alike on a server and on the disk?"""

import os
from datetime import UTC, datetime
from mailbox import Maildir
from pathlib import Path

import pytest

from eclt_partners.notifications.mailboxes import (
    LARGEST,
    Mailbox,
    MailboxAwayError,
    open_mailbox,
)
from tests.notifications.imap_server import PASSWORD, USER, ImapServer, running_imap
from tests.notifications.reports import nested
from tests.notifications.sink import free_port

ONE = b"Message-ID: <one@example.org>\r\nSubject: One\r\n\r\nHello.\r\n"
TWO = b"Subject: Two\r\nMessage-ID:\r\n <two@example.org>\r\n\r\nMessage-ID: <no@x>\r\n"
A_DAY = datetime(2026, 11, 3, 9, tzinfo=UTC)


@pytest.fixture
def imap():
    with running_imap() as server:
        yield server


class Place:
    """A mailbox that holds two letters, as its mail system sees it."""

    def __init__(self, kind: str, folder: Path, imap: ImapServer) -> None:
        self.imap, self.folder = imap, folder
        if kind == "imap":
            self.url = imap.url
            self.names = [imap.put(ONE), imap.put(TWO)]
        else:
            self.url = f"maildir:{folder}"
            self.names = sorted(map(Maildir(folder).add, [ONE, TWO]))

    def open(self) -> Mailbox:
        return open_mailbox(self.url)


@pytest.fixture(params=["imap", "maildir"])
def place(request, tmp_path, imap) -> Place:
    return Place(request.param, tmp_path / "box", imap)


def subjects(box: Mailbox) -> list[bytes]:
    return sorted(body.split(b"Subject: ")[1][:3] for _, body in box.unread())


def test_what_nobody_read_is_given_whole(place):
    with place.open() as box:
        assert subjects(box) == [b"One", b"Two"]
        assert sorted(name for name, _ in box.unread()) == place.names


def test_reading_marks_nothing_as_seen(place):
    with place.open() as box:
        list(box.unread())
    with place.open() as box:
        assert len(list(box.unread())) == 2


def test_what_was_marked_as_seen_is_not_given_again(place):
    with place.open() as box:
        for name, body in box.unread():
            if b"One" in body:
                box.mark_seen(name)
    with place.open() as box:
        assert subjects(box) == [b"Two"]


def test_marking_twice_is_harmless(place):
    with place.open() as box:
        box.mark_seen(place.names[0])
        box.mark_seen(place.names[0])
        assert len(list(box.unread())) == 1


def test_message_ids_are_found_in_headers_only(place):
    asked = {"<one@example.org>", "<two@example.org>", "<no@x>", "<three@example.org>"}
    with place.open() as box:
        assert box.holding(asked) == {"<one@example.org>", "<two@example.org>"}


def test_what_was_seen_is_found_too(place):
    with place.open() as box:
        for name in place.names:
            box.mark_seen(name)
        assert box.holding(["<one@example.org>"]) == {"<one@example.org>"}


def test_nothing_asked_means_nothing_found(place):
    with place.open() as box:
        assert box.holding([]) == set()


def test_a_server_is_asked_for_arrivals_since_a_day(imap):
    with open_mailbox(imap.url) as box:
        box.holding(["<one@example.org>"], since=A_DAY)
    assert imap.asked[-1] == ('SINCE 03-Nov-2026 HEADER Message-ID "<one@example.org>"')


def test_a_folder_leaves_out_what_arrived_before(tmp_path):
    box = Maildir(tmp_path / "box")
    box.add(ONE)
    (old,) = (tmp_path / "box" / "new").iterdir()
    os.utime(old, (0, A_DAY.timestamp() - 1))
    with open_mailbox(f"maildir:{tmp_path}/box") as opened:
        assert opened.holding(["<one@example.org>"], since=A_DAY) == set()


def test_a_letter_that_was_moved_meanwhile_is_left_out(tmp_path):
    box = Maildir(tmp_path / "box")
    names = [box.add(ONE), box.add(TWO)]
    with open_mailbox(f"maildir:{tmp_path}/box") as opened:
        reading = opened.unread()
        first, _ = next(reading)
        box.remove(next(name for name in names if name != first))
        assert list(reading) == []
        opened.mark_seen("nobody knows it")


def test_of_a_giant_letter_only_the_beginning_is_read(tmp_path):
    Maildir(tmp_path / "box").add(ONE + b"x" * LARGEST)
    with open_mailbox(f"maildir:{tmp_path}/box") as opened:
        assert [len(body) for _, body in opened.unread()] == [LARGEST]


def test_a_letter_that_cannot_be_read_is_given_and_marked_as_any_other(tmp_path):
    deep = nested()
    name = Maildir(tmp_path / "box").add(deep)
    with open_mailbox(f"maildir:{tmp_path}/box") as opened:
        assert list(opened.unread()) == [(name, deep)]
        opened.mark_seen(name)
        assert list(opened.unread()) == []


def test_the_server_is_signed_in_to_with_the_decoded_name(imap):
    open_mailbox(imap.url).close()
    assert imap.asked[0] == f'LOGIN {USER} "{PASSWORD}"'
    assert imap.asked[1] == 'SELECT "INBOX"'


@pytest.mark.parametrize("verb", ["LOGIN", "SELECT"])
def test_a_server_that_refuses_is_away_and_names_no_password(imap, verb):
    imap.refuses = verb
    with pytest.raises(MailboxAwayError, match="not today") as refusal:
        open_mailbox(imap.url)
    assert PASSWORD not in str(refusal.value)
    assert "b'" not in str(refusal.value)


@pytest.mark.parametrize("verb", ["SEARCH", "FETCH"])
def test_a_server_that_stops_answering_is_away(imap, verb):
    imap.put(ONE)
    with open_mailbox(imap.url) as box:
        imap.refuses = verb
        with pytest.raises(MailboxAwayError):
            list(box.unread())


def test_a_server_nobody_answers_at_is_away():
    with pytest.raises(MailboxAwayError):
        open_mailbox(f"imap://a:b@127.0.0.1:{free_port()}")


def test_a_folder_that_is_none_is_away(tmp_path):
    with pytest.raises(MailboxAwayError, match="no Maildir"):
        open_mailbox(f"maildir:{tmp_path}")
