"""How do messages leave, never lost in silence and never sent twice by itself?

The protocol of trust 1.5: claim, render, say everything but the dot, commit that
the dot comes next, send the dot, write down the answer. It knows the database's
clock only and runs any number of times at once.
"""

import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models.functions import Now

from eclt_partners.notifications.envelope import sender_address
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.messages import wire_format
from eclt_partners.notifications.models import DispatcherHeartbeat, Outgoing
from eclt_partners.notifications.relay import (
    Address,
    RefusedError,
    Relay,
    RelayAwayError,
)
from eclt_partners.notifications.rules.replies import Reply
from eclt_partners.notifications.selectors import database_now
from eclt_partners.notifications.services import recording
from eclt_partners.notifications.services.bounces import note_refusal
from eclt_partners.notifications.services.recovery import alive, recover
from eclt_partners.notifications.services.rendering import render

log = structlog.get_logger(__name__)

BATCH = 25
BUDGET_SECONDS = 50
# A relay that is away ends the drain; the next tick knocks again.
TROUBLES_IN_A_ROW = 2
AFTER_TROUBLE = timedelta(minutes=1)
AFTER_REFUSAL = timedelta(minutes=5)
PERMANENT = 500

CLAIM_SQL = """
UPDATE notifications_outgoing SET state = 'claimed', owner = %s
WHERE id IN (
    SELECT id FROM notifications_outgoing
    WHERE state = 'queued' AND next_try_at <= clock_timestamp()
      AND not_after > clock_timestamp()
    ORDER BY next_try_at, id LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id
"""


@dataclass(slots=True)
class Sender:
    """One run of the sender.

    Attributes:
        number: names the sender on the messages it has in hand.
        relay: where messages go.
        troubles: how often in a row the relay was away.
        handed: how many dots were sent.
    """

    number: int
    relay: Relay
    troubles: int = 0
    handed: int = 0


def send_mail(*, dispatcher: str, budget_seconds: float = BUDGET_SECONDS) -> int:
    """Send what is due through the relay of the settings.

    Args:
        dispatcher: who drains, for its sign of life.
        budget_seconds: start no message after this time.

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
    )
    handed = drain(relay=Relay(address), budget_seconds=budget_seconds)
    DispatcherHeartbeat.objects.update_or_create(
        name=dispatcher, defaults={"last_tick_at": Now(), "last_drain_at": Now()}
    )
    return handed


def drain(*, relay: Relay, budget_seconds: float = BUDGET_SECONDS) -> int:
    """Send what is due through `relay` until nothing is due or time is up.

    Returns:
        How many messages were handed over.

    Raises:
        InsideTransactionError: called inside a transaction.
    """
    sender = Sender(number=secrets.randbelow(2**31 - 1) + 1, relay=relay)
    ends = time.monotonic() + budget_seconds
    with alive(sender.number):
        try:
            recording.expire()
            while time.monotonic() < ends and sender.troubles < TROUBLES_IN_A_ROW:
                recover(me=sender.number)
                if not _send_batch(sender, ends=ends):
                    break
        finally:
            if connection.is_usable():
                recording.give_back_all(me=sender.number)
            relay.leave()
    return sender.handed


def _send_batch(sender: Sender, *, ends: float) -> int:
    batch = _claim(sender)
    for message in batch:
        if time.monotonic() >= ends or sender.troubles >= TROUBLES_IN_A_ROW:
            break
        _send(message, sender)
    return len(batch)


def _claim(sender: Sender) -> list[Outgoing]:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM_SQL, [sender.number, BATCH])
        claimed = [row[0] for row in cursor.fetchall()]
    return list(Outgoing.objects.filter(pk__in=claimed).order_by("next_try_at", "id"))


def _send(message: Outgoing, sender: Sender) -> None:
    body = _written(message, sender)
    if body is None or not _handed_over(message, body, sender):
        return
    dot_at = recording.may_send_dot(message, me=sender.number)
    if dot_at is None:
        # Answered, cancelled or taken meanwhile: the relay never gets the dot.
        sender.relay.drop()
        return
    reply = sender.relay.finish()
    sender.handed += 1
    recording.record_reply(message, dot_at=dot_at, reply=reply)


def _written(message: Outgoing, sender: Sender) -> bytes | None:
    """Return the message for the wire; a letter that cannot be written fails alone."""
    try:
        if not render(message, now=database_now()):
            return None
        return wire_format(message)
    except (OperationalError, InterfaceError):
        raise
    except NothingToSayError:
        recording.call_off(message, me=sender.number)
    except Exception as error:
        log.exception("message.not_written", message=message.pk, letter=message.letter)
        reason = Reply(code=0, text=f"not written: {type(error).__name__}")
        recording.give_up(message, me=sender.number, reply=reason)
    return None


def _handed_over(message: Outgoing, body: bytes, sender: Sender) -> bool:
    """Say everything but the dot; what fails here is not an attempt."""
    try:
        sender.relay.hand_over(sender_address(message.pk), message.to_address, body)
    except RelayAwayError as error:
        sender.troubles += 1
        log.warning("relay.away", message=message.pk, reason=str(error))
        recording.give_back(message, me=sender.number, wait=AFTER_TROUBLE, reply=None)
        return False
    except RefusedError as refusal:
        if refusal.reply.code >= PERMANENT:
            recording.give_up(message, me=sender.number, reply=refusal.reply)
            if refusal.is_of_recipient:
                note_refusal(message, reply=refusal.reply, now=database_now())
        else:
            recording.give_back(
                message, me=sender.number, wait=AFTER_REFUSAL, reply=refusal.reply
            )
        return False
    sender.troubles = 0
    return True
