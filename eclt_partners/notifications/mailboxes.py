"""What stands in a mailbox that only machines read: journal copies, bounces?

Two kinds of places answer the same questions: a server that speaks IMAP, and a
folder on the disk (Maildir), which a mail system on the same machine fills.
"""

import imaplib
import os
import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any, Final, Protocol, Self

from eclt_partners.notifications.rules.addresses import (
    IMAPS,
    MAILDIR,
    MailboxAddress,
    mailbox_address,
)

CONNECT_SECONDS, COMMAND_SECONDS = 10, 60
# More of a message nobody needs: what counts stands in its first parts.
LARGEST: Final = 1_000_000
# How a name in a Maildir ends that says what became of the letter.
INFO: Final = ":2,"
SEEN: Final = "S"
MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


class MailboxAwayError(Exception):
    """Raised when a mailbox cannot be read now; its words name no password."""


class Mailbox(Protocol):
    """An open mailbox. Used as a context manager it is closed at the end."""

    def __enter__(self) -> Self:
        """Return the mailbox itself."""

    def __exit__(self, *error: object) -> None:
        """Close it."""

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Give what nobody marked as seen: the name of each message and its bytes."""

    def mark_seen(self, uid: str) -> None:
        """Mark one message as seen; harmless when it is gone or marked already."""

    def holding(
        self, message_ids: Collection[str], *, since: datetime | None = None
    ) -> set[str]:
        """Return those of the Message-IDs that stand in it.

        Args:
            message_ids: as they stand in headers, with angle brackets.
            since: nothing that arrived earlier needs to be looked at.
        """

    def close(self) -> None:
        """End the talk with the server."""


def open_mailbox(url: str) -> Mailbox:
    """Open a mailbox.

    Args:
        url: an address as in `rules.addresses.EXPECTED`.

    Raises:
        ValueError: it is no such address.
        MailboxAwayError: it cannot be opened.
    """
    address = mailbox_address(url)
    return Folder(address) if address.scheme == MAILDIR else Server(address)


class Folder:
    """A Maildir on this machine."""

    def __init__(self, address: MailboxAddress) -> None:
        """Open the folder.

        Raises:
            MailboxAwayError: there is none.
        """
        self._path = Path(address.path)
        for part in ("cur", "new"):
            if not (self._path / part).is_dir():
                raise MailboxAwayError(f"{address.path} is no Maildir")
        self._letters: dict[str, Path] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Give what is not marked as seen, in the order of arrival."""
        self._look()
        for key, path in sorted(self._letters.items()):
            # Somebody may have moved it since: then it is theirs.
            with suppress(FileNotFoundError):
                if SEEN not in path.name.partition(INFO)[2]:
                    yield key, _beginning(path)

    def mark_seen(self, uid: str) -> None:
        """Move the message to the seen ones; what stands in it is not touched."""
        if uid not in self._letters:
            self._look()
        path = self._letters.get(uid)
        if path is None:
            return
        flags = sorted({*path.name.partition(INFO)[2], SEEN})
        seen = self._path / "cur" / f"{uid}{INFO}{''.join(flags)}"
        with suppress(FileNotFoundError), _readable(but=FileNotFoundError):
            self._letters[uid] = path.rename(seen)

    def holding(
        self, message_ids: Collection[str], *, since: datetime | None = None
    ) -> set[str]:
        """Look at the headers of every message, until all were found."""
        wanted, found = set(message_ids), set[str]()
        earliest = since.timestamp() if since else 0.0
        with _readable():
            for path in self._files(earliest):
                if found == wanted:
                    break
                found |= {_message_id(path)} & wanted
        return found

    def close(self) -> None:
        """Let go of the folder."""
        self._letters = {}

    def _look(self) -> None:
        with _readable():
            paths = list(self._files(0.0))
        self._letters = {path.name.partition(":")[0]: path for path in paths}

    def _files(self, earliest: float) -> Iterator[Path]:
        for part in ("new", "cur"):
            for entry in os.scandir(self._path / part):
                with suppress(FileNotFoundError):
                    if entry.is_file() and entry.stat().st_mtime >= earliest:
                        yield Path(entry.path)


class Server:
    """A folder of an IMAP server. Reading marks nothing as seen."""

    def __init__(self, address: MailboxAddress) -> None:
        """Connect, sign in and open the folder; never with a password in the open.

        Raises:
            MailboxAwayError: the server cannot be reached or refuses.
        """
        with _readable():
            self._imap = _connect(address)
            try:
                self._imap.login(address.user, address.password)
                self._ask(self._imap.select(_quoted(address.path)))
            except BaseException:
                self._imap.shutdown()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Give what has not the flag Seen, in the order of arrival."""
        with _readable():
            uids = self._search("UNSEEN")
        for uid in uids:
            with _readable():
                body = self._fetch(uid)
            if body is not None:
                yield uid, body

    def mark_seen(self, uid: str) -> None:
        """Set the flag Seen."""
        with _readable():
            self._ask(self._imap.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"))

    def holding(
        self, message_ids: Collection[str], *, since: datetime | None = None
    ) -> set[str]:
        """Let the server search; one question for each Message-ID."""
        when = ("SINCE", _imap_day(since)) if since else ()
        with _readable():
            return {
                each
                for each in message_ids
                if self._search(*when, "HEADER", "Message-ID", _quoted(each))
            }

    def close(self) -> None:
        """Say goodbye; a server that is gone already is no trouble."""
        with suppress(OSError, imaplib.IMAP4.error):
            self._imap.logout()

    def _search(self, *question: str) -> list[str]:
        answer = self._ask(self._imap.uid("SEARCH", *question))
        return [uid.decode() for line in answer if line for uid in line.split()]

    def _fetch(self, uid: str) -> bytes | None:
        answer = self._ask(self._imap.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST}>)"))
        bodies = [part[1] for part in answer if isinstance(part, tuple)]
        return bytes(bodies[0]) if bodies else None

    def _ask(self, answer: tuple[str, list[Any]]) -> list[Any]:
        status, words = answer
        if status != "OK":
            said = b" ".join(word for word in words if isinstance(word, bytes))
            raise imaplib.IMAP4.error(said.decode("utf-8", "replace"))
        return words


def _connect(address: MailboxAddress) -> imaplib.IMAP4:
    where = (address.host, address.port)
    if address.scheme == IMAPS:
        safe = ssl.create_default_context()
        imap: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            *where, ssl_context=safe, timeout=CONNECT_SECONDS
        )
    else:
        imap = imaplib.IMAP4(*where, timeout=CONNECT_SECONDS)
        if "STARTTLS" in imap.capabilities:
            imap.starttls(ssl.create_default_context())
        elif not address.is_local:
            imap.shutdown()
            raise MailboxAwayError("the server offers no encryption; use imaps://")
    imap.socket().settimeout(COMMAND_SECONDS)
    return imap


def _beginning(path: Path) -> bytes:
    """Return as much of a letter as is looked at.

    Raises:
        FileNotFoundError: it is gone.
        MailboxAwayError: it cannot be read.
    """
    with _readable(but=FileNotFoundError), path.open("rb") as file:
        return file.read(LARGEST)


@contextmanager
def _readable(*, but: type[OSError] | tuple[()] = ()) -> Iterator[None]:
    """Let every trouble with a mailbox look the same, but what its caller expects."""
    try:
        yield
    except but:
        raise
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxAwayError(_words(error)) from error


def _words(error: Exception) -> str:
    """Return what went wrong; the IMAP library passes on the server's words as bytes."""
    said = error.args[0] if len(error.args) == 1 else str(error)
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return text[:200]


def _message_id(path: Path) -> str:
    """Return the Message-ID of a file; "" when it is gone or has none."""
    try:
        with path.open("rb") as file:
            head = file.read(64_000).partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
    except FileNotFoundError:
        return ""
    return str(BytesHeaderParser().parsebytes(head)["Message-ID"] or "").strip()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _imap_day(moment: datetime) -> str:
    return f"{moment.day:02d}-{MONTHS[moment.month - 1]}-{moment.year}"
