"""Which letter does a message carry, and who writes it?

Apps above this one register their writers when they start; a message names its
letter, and the sender asks the writer for the words just before it goes out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from eclt_partners.notifications.choices import Topic
from eclt_partners.notifications.models import Outgoing, Reminder


class LetterError(Exception):
    """Raised when a letter cannot be written."""


class NothingToSayError(LetterError):
    """Raised by a writer when what the letter was about is over."""


class UnknownLetterError(LetterError):
    """Raised when nobody registered the name of a letter."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A written letter, in the language of its reader.

    Attributes:
        subject: one line, 10 to 70 characters.
        text: the plain text part.
        html: the HTML part with the same facts; empty for plain letters.
        calendar: an iCalendar file to attach, or "".
        thread: what the letter is about, for example "review-12"; letters of one
            thread stand together in the reader's mailbox.
    """

    subject: str
    text: str
    html: str = ""
    calendar: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a digest.

    Attributes:
        text: what is asked, for which partnership, by when; one sentence.
        url: where to do it; may hold a link placeholder.
        due_on: the day it is due.
        reader_name: who is reminded; two lines that say the same are the same,
            whoever was meant.
    """

    text: str
    url: str
    due_on: date
    reader_name: str = field(default="", compare=False)


# Mails of libraries carry one-time links: their words are wiped once they are sent.
LIBRARY = "library"
DIGEST = "digest"
# A mail to the journal itself: its arrival shows that copies do arrive.
WITNESS = "outbox.witness"


class Writer(Protocol):
    """Writes the letter of a message as things stand at `now`."""

    def __call__(self, message: Outgoing, *, now: datetime) -> Letter:
        """Return the letter, or raise `NothingToSayError`."""
        ...


class Gatherer(Protocol):
    """Reads at once what the letters of many messages are about."""

    def __call__(
        self, messages: Sequence[Outgoing], *, now: datetime
    ) -> Mapping[int, Any]:
        """Return what each writer needs, by the id of its message.

        A message that is left out is read about when it is written.
        """
        ...


class LineWriter(Protocol):
    """Writes the digest row of a reminder as things stand at `now`."""

    def __call__(self, reminder: Reminder, *, now: datetime) -> Line:
        """Return the row, or raise `NothingToSayError`."""
        ...


_writers: dict[str, Writer] = {}
_line_writers: dict[str, LineWriter] = {}
_gatherers: dict[str, Gatherer] = {}
_topics: dict[str, Topic] = {}


def register(
    name: str,
    writer: Writer,
    gatherer: Gatherer | None = None,
    *,
    topic: Topic | None = None,
) -> None:
    """Say who writes the letter called `name`, and who reads for many of them.

    Args:
        name: of the letter.
        writer: writes one.
        gatherer: reads for many; None: each is read for alone.
        topic: what its reader may leave; None: it is owed.
    """
    _writers[name] = writer
    if gatherer is not None:
        _gatherers[name] = gatherer
    if topic is not None:
        _topics[name] = topic


def topic_of(name: str) -> Topic | None:
    """Return what the reader of a letter may leave; None when it is owed."""
    return _topics.get(name)


def register_line(kind: str, writer: LineWriter) -> None:
    """Say who writes the digest row of reminders of one kind."""
    _line_writers[kind] = writer


def gather(messages: Sequence[Outgoing], *, now: datetime) -> None:
    """Read for messages together what their writers need; each finds it in `gathered`.

    The number of queries does not depend on the number of messages.
    """
    groups: dict[Gatherer, list[Outgoing]] = defaultdict(list)
    for message in messages:
        if message.letter in _gatherers:
            groups[_gatherers[message.letter]].append(message)
    for gatherer, members in groups.items():
        found = gatherer(members, now=now)
        for message in members:
            message.gathered = found.get(message.pk)


def write(message: Outgoing, *, now: datetime) -> Letter:
    """Return the written letter of a message.

    Raises:
        UnknownLetterError: nobody registered its name.
        NothingToSayError: what it was about is over.
    """
    if message.letter not in _writers:
        raise UnknownLetterError(message.letter)
    return _writers[message.letter](message, now=now)


def line_of(reminder: Reminder, *, now: datetime) -> Line:
    """Return the digest row of a reminder.

    Raises:
        UnknownLetterError: nobody registered its kind.
        NothingToSayError: what it was about is over.
    """
    if reminder.kind not in _line_writers:
        raise UnknownLetterError(reminder.kind)
    return _line_writers[reminder.kind](reminder, now=now)
