"""How do messages leave, never lost in silence and never sent twice by itself?

The protocol of trust 1.5: claim, render, say everything but the dot, commit that
the dot comes next, send the dot, write down the answer. While the relay thinks about
one message the next is written. It knows the database's clock only and runs any number
of times at once.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from django.conf import settings
from django.db import connection, transaction

from eclt_partners.notifications.breaker import Breaker, breaker_of
from eclt_partners.notifications.envelope import reader_address, sender_address
from eclt_partners.notifications.failpoints import FailPoint, reached
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.relay import (
    Address,
    RefusedError,
    Relay,
    RelayAwayError,
)
from eclt_partners.notifications.rules.backoff import wait_by_age
from eclt_partners.notifications.selectors import database_now
from eclt_partners.notifications.services import recording
from eclt_partners.notifications.services.bounces import note_refusal
from eclt_partners.notifications.services.heartbeats import beat
from eclt_partners.notifications.services.recovery import alive, recover
from eclt_partners.notifications.services.verifying import copy_to
from eclt_partners.notifications.services.writing_ahead import Scribe

log = structlog.get_logger(__name__)

# Enough that what is read for all of them costs little for each; all leave in a second
# or so, and what a slow relay leaves over is written anew.
BATCH = 100
# Others go on for a dispatcher that is silent for half a minute.
BEAT_SECONDS = 5.0
BUDGET_SECONDS = 50
AFTER_TROUBLE = timedelta(minutes=1)
PERMANENT = 500
# Well below the time after which somebody else may judge the message.
DOT_WITHIN = 300.0

CLAIM_SQL = """
UPDATE notifications_outgoing SET state = 'claimed', owner = %s
WHERE id IN (
    SELECT id FROM notifications_outgoing
    WHERE state = 'queued' AND next_try_at <= clock_timestamp()
      AND not_after > clock_timestamp()
    ORDER BY next_try_at, id LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id
"""


class Dotted(NamedTuple):
    """A message whose dot was sent, and when that was committed."""

    message: Outgoing
    dot_at: datetime


@dataclass(slots=True)
class Sender:
    """One run of the sender.

    Attributes:
        number: names the sender on the messages it has in hand.
        relay: where messages go.
        breaker: what this process knows of the relay.
        goes_on: False from the moment this process is asked to end.
        ends: the moment after which no message is begun, by the steady clock.
        dispatcher: who drains, for its sign of life; "" = nobody who leaves one.
        dotted: the message whose answer is still to be heard; never more than one.
        handed: how many dots were answered, or never will be.
        beaten: when it left its last sign of life, by the steady clock.
    """

    number: int
    relay: Relay
    breaker: Breaker
    goes_on: Callable[[], bool]
    ends: float
    dispatcher: str = ""
    dotted: Dotted | None = None
    handed: int = 0
    beaten: float = field(default_factory=time.monotonic)

    def live(self) -> None:
        """Leave a sign of life when it is time."""
        if self.dispatcher and time.monotonic() - self.beaten > BEAT_SECONDS:
            beat(self.dispatcher)
            self.beaten = time.monotonic()

    def may_begin(self) -> bool:
        """Tell whether another message may be begun."""
        in_time = time.monotonic() < self.ends
        return in_time and self.goes_on() and self.breaker.is_open()


def _always() -> bool:
    return True


def send_mail(
    *,
    dispatcher: str,
    budget_seconds: float = BUDGET_SECONDS,
    goes_on: Callable[[], bool] = _always,
) -> int:
    """Send what is due through the relay of the settings.

    Args:
        dispatcher: who drains, for its sign of life; left also when nothing is due.
        budget_seconds: start no message after this time.
        goes_on: asked before each message; False ends the run in peace.

    Returns:
        How many messages were handed over.

    Raises:
        InsideTransactionError: called inside a transaction.
    """
    address = Address(
        host=settings.MAIL_HOST,
        port=settings.MAIL_PORT,
        user=settings.MAIL_USER,
        password=settings.MAIL_PASSWORD,
        use_tls=settings.MAIL_USE_TLS,
        use_ssl=settings.MAIL_USE_SSL,
    )
    beat(dispatcher)
    handed = drain(
        relay=Relay(address),
        budget_seconds=budget_seconds,
        goes_on=goes_on,
        dispatcher=dispatcher,
    )
    beat(dispatcher, drained=True)
    return handed


def drain(
    *,
    relay: Relay,
    budget_seconds: float = BUDGET_SECONDS,
    goes_on: Callable[[], bool] = _always,
    dispatcher: str = "",
) -> int:
    """Send what is due through `relay` until nothing is due or time is up.

    A relay that is away ends it; a later tick knocks again (notifications.breaker).

    Returns:
        How many messages were handed over.

    Raises:
        InsideTransactionError: called inside a transaction.
    """
    sender = Sender(
        number=secrets.randbelow(2**31 - 1) + 1,
        relay=relay,
        breaker=breaker_of(relay.address.host, relay.address.port),
        goes_on=goes_on,
        ends=time.monotonic() + budget_seconds,
        dispatcher=dispatcher,
    )
    with alive(sender.number):
        try:
            recording.expire()
            recover(me=sender.number)
            while sender.may_begin() and _send_batch(sender):
                recover(me=sender.number)
        finally:
            _leave(sender)
    return sender.handed


def _send_batch(sender: Sender) -> int:
    """Send some messages, each while the relay thinks about the one before."""
    batch = _claim(sender)
    if not batch:
        return 0
    scribe = Scribe(batch, me=sender.number)
    for message, body in scribe:
        _settle(sender)
        if not sender.may_begin():
            break
        sender.live()
        _send(message, body, sender)
        scribe.write_while(sender.relay.is_thinking)
    return len(batch)


def _leave(sender: Sender) -> None:
    """Hear the last answer, whatever went wrong meanwhile, and give the rest back."""
    try:
        _settle(sender)
    finally:
        if connection.is_usable():
            recording.give_back_all(me=sender.number)
        sender.relay.leave()


def _claim(sender: Sender) -> list[Outgoing]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CLAIM_SQL, [sender.number, BATCH])
        claimed = [row[0] for row in cursor.fetchall()]
        if claimed:
            reached(FailPoint.BEFORE_CLAIM_COMMIT)
    if claimed:
        reached(FailPoint.AFTER_CLAIM)
    return list(Outgoing.objects.filter(pk__in=claimed).order_by("next_try_at", "id"))


def _send(message: Outgoing, body: bytes, sender: Sender) -> None:
    copied = _handed_over(message, body, sender)
    if copied is None:
        return
    asked = time.monotonic()
    dot_at = recording.may_send_dot(message, me=sender.number, copied=copied)
    if dot_at is None:
        # Answered, cancelled or taken meanwhile: the relay never gets the dot.
        sender.relay.drop()
        return
    reached(FailPoint.AFTER_DOT_COMMIT)
    if time.monotonic() - asked > DOT_WITHIN:
        # This process stood still; by now somebody may have settled the message.
        sender.relay.drop()
        recording.withdraw(message, dot_at=dot_at)
        return
    sender.dotted = Dotted(message, dot_at)
    sender.relay.send_dot()


def _settle(sender: Sender) -> None:
    """Write down the answer to the last dot; no other dot commits before."""
    if sender.dotted is None:
        return
    (message, dot_at), sender.dotted = sender.dotted, None
    reached(FailPoint.NEXT_WRITTEN)
    reply = sender.relay.answer()
    reached(FailPoint.AFTER_REPLY)
    sender.handed += 1
    recording.record_reply(message, dot_at=dot_at, reply=reply)


def _handed_over(message: Outgoing, body: bytes, sender: Sender) -> bool | None:
    """Say everything but the dot; what fails here is not an attempt.

    Returns:
        Whether the journal gets the message too; None when it failed.
    """
    journal = copy_to(message)
    is_for_journal = bool(journal) and journal == message.to_address
    try:
        copied = sender.relay.hand_over(
            sender_address(message.pk),
            reader_address(message.to_address),
            body,
            copy_to="" if is_for_journal else journal,
        )
    except RelayAwayError as error:
        sender.breaker.note_trouble()
        log.warning("relay.away", message=message.pk, reason=str(error))
        recording.give_back(message, me=sender.number, wait=AFTER_TROUBLE, reply=None)
        return None
    except RefusedError as refusal:
        sender.breaker.note_answer()
        if refusal.reply.code >= PERMANENT:
            recording.give_up(message, me=sender.number, reply=refusal.reply)
            if refusal.is_of_recipient:
                note_refusal(message, reply=refusal.reply, now=database_now())
        else:
            wait = wait_by_age(database_now() - message.due_at)
            recording.give_back(
                message, me=sender.number, wait=wait, reply=refusal.reply
            )
        return None
    sender.breaker.note_answer()
    return copied or is_for_journal
