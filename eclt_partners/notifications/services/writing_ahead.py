"""How are messages written while the relay thinks about those before them?

A relay that answers at once leaves no time: then a group is written at a time, since
what is asked and stored for several at once costs each of them less. While a slow one
thinks, the next messages are written.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final

import structlog
from django.db import InterfaceError, OperationalError

from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.links import Addresses
from eclt_partners.notifications.messages import addresses_for, wire_format
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.rules.replies import Reply
from eclt_partners.notifications.selectors import database_now
from eclt_partners.notifications.services import recording
from eclt_partners.notifications.services.rendering import gather, store, write

log = structlog.get_logger(__name__)

# Stored together. More cost each a little less, and are in vain when the sender ends.
GROUP: Final = 20


class Scribe:
    """Writes the messages of a batch, in their order.

    What cannot be written fails alone, and what was taken away is left out.
    """

    def __init__(self, batch: Sequence[Outgoing], *, me: int) -> None:
        """Read what the messages are about.

        Args:
            batch: claimed by one sender; they are changed.
            me: the sender.
        """
        self._me = me
        self._now: datetime = database_now()
        self._unwritten = deque(batch)
        self._group: list[Outgoing] = []
        self._ready: deque[tuple[Outgoing, Addresses]] = deque()
        gather(batch, now=self._now)

    def __iter__(self) -> Iterator[tuple[Outgoing, bytes]]:
        """Yield each message with what goes over the wire."""
        while self._ready or self._unwritten:
            while self._unwritten and not self._ready:
                self._write_one()
            if self._ready:
                yield from self._on_the_wire(*self._ready.popleft())

    def write_while(self, has_time: Callable[[], bool]) -> None:
        """Write ahead for as long as there is time.

        Args:
            has_time: asked before each message.
        """
        while self._unwritten and has_time():
            self._write_one()

    def _write_one(self) -> None:
        message = self._unwritten.popleft()
        try:
            write(message, now=self._now)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 - a bad letter fails alone
            _leave_unwritten(message, error, me=self._me)
        else:
            self._group.append(message)
        if len(self._group) == GROUP or not self._unwritten:
            self._store()

    def _store(self) -> None:
        """Store the words of a group; what is still ours is ready, with its links."""
        group, self._group = self._group, []
        ours = store(group, now=self._now)
        addresses = addresses_for(ours)
        self._ready.extend((message, addresses) for message in ours)

    def _on_the_wire(
        self, message: Outgoing, addresses: Addresses
    ) -> Iterator[tuple[Outgoing, bytes]]:
        try:
            body = wire_format(message, addresses)
        except Exception as error:  # noqa: BLE001 - whatever it is, it fails alone
            _leave_unwritten(message, error, me=self._me)
        else:
            yield message, body


def _leave_unwritten(message: Outgoing, error: Exception, *, me: int) -> None:
    if isinstance(error, NothingToSayError):
        recording.call_off(message, me=me)
        return
    log.error(
        "message.not_written",
        message=message.pk,
        letter=message.letter,
        exc_info=error,
    )
    reason = Reply(code=0, text=f"not written: {type(error).__name__}")
    recording.give_up(message, me=me, reply=reason)
