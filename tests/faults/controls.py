"""Which ways of sending are known to lose mail or to send it twice?

Four designs of systems in use, each in a few lines, over the same table and relay
(docs/reliability.md). They are here to fail: a harness that finds nothing wrong with
them proves nothing about ours.
"""

import os
import smtplib
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, transaction

Message = tuple[int, str, str]
BATCH = 25
# After so long a message in hand is thought to be lost, whatever its sender does.
PATIENCE_SECONDS = 0.5

TAKE = """
    SELECT id, message_id, to_address FROM notifications_outgoing
    WHERE state = 'queued' AND next_try_at <= clock_timestamp()
    ORDER BY next_try_at, id LIMIT %s FOR UPDATE SKIP LOCKED
"""
REQUEUE = """
    UPDATE notifications_outgoing og SET state = 'queued', owner = NULL
    WHERE og.state = 'claimed' AND (
        SELECT max(at) FROM notifications_outgoingevent ev WHERE ev.outgoing_id = og.id
    ) < clock_timestamp() - make_interval(secs => %s)
"""


def mark_then_send(port: int) -> None:
    """A: mark each as sent, then send it."""
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        while batch := take(1, commit_as="sent"):
            deliver(smtp, batch[0])


def batch_mark_at_end(port: int) -> None:
    """B: send a batch, then mark it as sent."""
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        while batch := look(BATCH):
            for message in batch:
                deliver(smtp, message)
            mark(batch, "claimed", "dot", "sent")


def lock_over_smtp(port: int) -> None:
    """C: hold a lock on the row while it is sent; mark it and let go."""
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        while True:
            with transaction.atomic():
                batch = rows(TAKE, [1])
                if not batch:
                    return
                deliver(smtp, batch[0])
                mark(batch, "claimed", "dot", "sent")


def requeue_by_time(port: int) -> None:
    """D: note that it is in flight, send it, note that it is sent; queue by time."""
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        while waiting():
            with connection.cursor() as cursor:
                cursor.execute(REQUEUE, [PATIENCE_SECONDS])
            if batch := take(1, commit_as="claimed"):
                deliver(smtp, batch[0])
                mark(batch, "dot", "sent")
            else:
                time.sleep(0.05)


DESIGNS: dict[str, Callable[[int], None]] = {
    "A": mark_then_send,
    "B": batch_mark_at_end,
    "C": lock_over_smtp,
    "D": requeue_by_time,
}


def rows(statement: str, values: Sequence[Any]) -> list[Message]:
    """Return what a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def look(many: int) -> list[Message]:
    """Return what waits, locking nothing: one host holds a lock on a file."""
    return rows(TAKE.replace("FOR UPDATE SKIP LOCKED", ""), [many])


def waiting() -> bool:
    """Answer whether anything is left to do."""
    statement = "SELECT 1 FROM notifications_outgoing WHERE state IN ('queued', 'claimed') LIMIT 1"
    return bool(rows(statement, []))


@transaction.atomic
def take(many: int, *, commit_as: str) -> list[Message]:
    """Take what waits and commit it in a state."""
    batch = rows(TAKE, [many])
    steps = ("claimed", "dot", "sent")
    mark(batch, *steps[: steps.index(commit_as) + 1])
    return batch


@transaction.atomic
def mark(batch: Sequence[Message], *states: str) -> None:
    """Lead messages through states, as the guard of the table wants it."""
    for state in states:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE notifications_outgoing SET state = %s, owner = %s, "
                "dot_at = coalesce(dot_at, clock_timestamp()), "
                "sent_at = CASE WHEN %s = 'sent' THEN clock_timestamp() END "
                "WHERE id = ANY(%s)",
                [
                    state,
                    os.getpid() if state in {"claimed", "dot"} else None,
                    state,
                    [message[0] for message in batch],
                ],
            )


def deliver(smtp: smtplib.SMTP, message: Message) -> None:
    """Send a message with its Message-ID."""
    _, message_id, address = message
    text = f"Message-ID: {message_id}\r\nTo: {address}\r\n\r\nHello.\r\n"
    smtp.sendmail("partnerships@example.org", [address], text)
