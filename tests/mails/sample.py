"""What is an example of a mail, and how does it leave in each language?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from eclt_partners.notifications.messages import wire_format
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.rendering import render
from tests.cast import Cast

Made = tuple[Outgoing, datetime]
Maker = Callable[[Cast], Made]


@dataclass(frozen=True)
class Sample:
    """One example of a mail.

    Attributes:
        letter: the name under which its writer is registered.
        make: does in the product what leads to the mail; returns the queued message
            and the moment of sending.
        variant: tells several examples of one letter apart.
        asks: the mail asks its reader to do something.
        names_partnership: the mail names partnership and country (methods D5).
        may_be_left: it is not owed, so it says how to get fewer of its kind.
        in_place_of: for whom its reader stands in, or "".
        is_written_at_once: its words are fixed when it is queued, in the language
            that the person has then.
    """

    letter: str
    make: Maker
    variant: str = ""
    asks: bool = True
    names_partnership: bool = True
    may_be_left: bool = False
    in_place_of: str = ""
    is_written_at_once: bool = False

    @property
    def name(self) -> str:
        """The name of the example: "review.late", "review.heads_up talk"."""
        return f"{self.letter} {self.variant}".strip()


def as_sent(message: Outgoing, language: str, *, now: datetime) -> bytes:
    """Return a queued message as the relay would get it, in a language."""
    Outgoing.objects.filter(pk=message.pk).update(
        state="claimed", owner=1, language=language, rendered_at=None
    )
    message.refresh_from_db()
    assert render(message, now=now)
    return wire_format(message)


def parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)
