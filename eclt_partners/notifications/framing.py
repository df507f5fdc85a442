"""What stands around the words of every mail, whoever wrote them?

For whom somebody stands in; how to say that one is not the right person; how to get
fewer mails of the kind. The sender sets it, `writing` puts it in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from eclt_partners.common.words import plain_date
from eclt_partners.notifications import leaving, letters
from eclt_partners.notifications.choices import ReminderKind, ReminderState, Topic
from eclt_partners.notifications.letters import DIGEST
from eclt_partners.notifications.models import (
    LadderStep,
    LeftTopic,
    Outgoing,
    Reminder,
)
from eclt_partners.notifications.standing import Away, people_away

# Notices of an ending that come so early are no duty yet.
EARLY_DAYS = -60
# The fact of a single letter that names who would have read it.
IN_PLACE_OF = "in_place_of"


@dataclass(frozen=True, slots=True)
class Frame:
    """What is put around a mail.

    Attributes:
        standing_in: lines that say for whom the reader stands in.
        is_for_another: the reader gets all of it only by standing in.
        topic: what the reader may leave; None for what is owed.
        address: where the mail goes, "" when nobody knows yet.
    """

    standing_in: tuple[str, ...] = ()
    is_for_another: bool = False
    topic: Topic | None = None
    address: str = ""

    @property
    def leave_url(self) -> str:
        """The placeholder of the address on which the topic is left, or ""."""
        return leaving.placeholder(self.topic) if self.topic else ""


NO_FRAME: Final = Frame()
_frame: ContextVar[Frame | None] = ContextVar("frame", default=None)


def present_frame() -> Frame:
    """Return what is put around the mail that is being written."""
    return _frame.get() or NO_FRAME


@contextmanager
def framed(frame: Frame) -> Iterator[None]:
    """Put this around what is written in the block."""
    token = _frame.set(frame)
    try:
        yield
    finally:
        _frame.reset(token)


def frame_of(message: Outgoing, *, now: datetime) -> Frame:
    """Return what belongs around a message, in the language that is set."""
    rows = [
        row for row in message.reminders.all() if row.state == ReminderState.COMPOSED
    ]
    topic = _topic_of(message, rows)
    if topic is not None:
        left = LeftTopic.objects.filter(
            recipient_key=message.recipient_key, topic=topic
        )
        topic = None if left.exists() else topic
    single = message.facts.get(IN_PLACE_OF)
    owed_to = {row.recipient_key for row in rows if row.reader_key}
    is_all = all(row.reader_key for row in rows)
    lines = _standing_in({single} if single else owed_to, is_all=is_all, now=now)
    return Frame(
        lines,
        is_for_another=bool(lines) and is_all,
        topic=topic,
        address=message.to_address,
    )


def _topic_of(message: Outgoing, rows: list[Reminder]) -> Topic | None:
    if message.letter == DIGEST:
        return Topic.LIST
    if len(rows) == 1 and rows[0].kind == ReminderKind.AGREEMENT_ENDING:
        early = LadderStep.objects.filter(
            kind=rows[0].kind, code=rows[0].step, offset_days__lte=EARLY_DAYS
        )
        return Topic.EARLY if early.exists() else None
    return letters.topic_of(message.letter)


def _standing_in(owed_to: set[str], *, is_all: bool, now: datetime) -> tuple[str, ...]:
    found = people_away(owed_to, now=now)
    return tuple(_sentence(found[key], is_all=is_all) for key in sorted(found))


def _sentence(away: Away, *, is_all: bool) -> str:
    if away.until is None:
        return _("You read this for %(name)s, for whom you stood in.") % {
            "name": away.name
        }
    facts = {"name": away.name, "date": plain_date(away.until)}
    if is_all:
        return _("For %(name)s, who is away until %(date)s: you stand in.") % facts
    return (
        _("Some of this is for %(name)s, who is away until %(date)s: you stand in.")
        % facts
    )
