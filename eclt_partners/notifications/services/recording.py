"""How is written down what became of a message, one commit per step?

Every change names the sender or the moment of the dot, so a sender that lost its
message changes nothing (trust 1.5, rulings 20 and 21).
"""

import time
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Now

from eclt_partners.notifications.choices import OutgoingState, ReminderState
from eclt_partners.notifications.failpoints import FailPoint, reached
from eclt_partners.notifications.letters import LIBRARY
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.rules.backoff import next_try_after
from eclt_partners.notifications.rules.replies import Reply, state_after
from eclt_partners.notifications.services.dropping import UNREACHED, leave_out_unwanted
from eclt_partners.notifications.services.naming import RELAY, in_the_name_of
from eclt_partners.notifications.services.prepared import Prepared

log = structlog.get_logger(__name__)

# Both run once for each mail.
DOT = Prepared(
    "outgoing_dot",
    "boolean, bigint, integer",
    """
    UPDATE notifications_outgoing
    SET state = 'dot', dot_at = clock_timestamp(), attempts = attempts + 1, copied = $1
    WHERE id = $2 AND state = 'claimed' AND owner = $3
      AND clock_timestamp() < not_after
    RETURNING dot_at
    """,
)
# A message and its reminders in one statement; mails of libraries lose their words too.
SENT = Prepared(
    "outgoing_sent",
    "integer, text, bigint, timestamptz, text",
    """
    WITH sent AS (
        UPDATE notifications_outgoing
        SET state = 'sent', owner = NULL, sent_at = clock_timestamp(), last_code = $1,
            last_reply = $2
        WHERE id = $3 AND dot_at = $4 AND state = 'dot' AND letter <> $5
        RETURNING id
    ), told AS (
        UPDATE notifications_reminder
        SET state = 'SENT', why = CASE WHEN why IN ('bounced', 'no address') THEN '' ELSE why END
        WHERE outgoing_id = $3 AND state = 'COMPOSED' AND EXISTS (SELECT FROM sent)
    )
    SELECT id FROM sent
    """,
)
TOO_LATE = "too late"
# Before its first dot nobody saw the words of a message: next time they are new.
UNSEEN_WORDS = Case(When(attempts=0, then=Value(None)), default=F("rendered_at"))
# That nobody needs it any more stays noted, should somebody want to send it again.
WHY_SENT = Case(When(why__in=UNREACHED, then=Value("")), default=F("why"))
WIPED: dict[str, Any] = {"facts": {}, "text_body": "", "html_body": ""}
# How often a reply in hand is written again while the database is away.
TRIES, SECONDS_BETWEEN = 30, 1


def may_send_dot(
    message: Outgoing, *, me: int, copied: bool = False
) -> datetime | None:
    """Commit that the final dot comes next, if this sender still has the message.

    Args:
        message: claimed by this sender.
        me: the sender.
        copied: the journal is a second recipient of this transaction.

    Returns:
        The moment of the dot, or None: then it must not be sent.
    """
    row = DOT.first_row(copied, message.pk, me)
    return row[0] if row else None


def record_reply(message: Outgoing, *, dot_at: datetime, reply: Reply | None) -> None:
    """Write down the answer to the dot; insist when the message was accepted.

    An accepted message that a watcher called in doubt meanwhile becomes sent.

    Args:
        message: the message whose dot was sent.
        dot_at: the moment committed before the dot; names this attempt.
        reply: the relay's answer, None when there was none.
    """
    for left in reversed(range(TRIES)):
        try:
            _record(message, dot_at=dot_at, reply=reply)
        except (OperationalError, InterfaceError):
            if left == 0 or reply is None:
                raise
            log.warning("sender.reply_waits", message=message.pk, tries_left=left)
            connection.close()
            time.sleep(SECONDS_BETWEEN)
        else:
            return


def _record(message: Outgoing, *, dot_at: datetime, reply: Reply | None) -> None:
    state = state_after(reply)
    if (
        reply is None
        or state != OutgoingState.SENT
        or not _record_sent(message, dot_at=dot_at, reply=reply)
    ):
        _record_state(message, state, dot_at=dot_at, reply=reply)


def _record_sent(message: Outgoing, *, dot_at: datetime, reply: Reply) -> bool:
    """Write down the usual end; False when this message ends in another way.

    One statement, so it commits by itself.
    """
    reached(FailPoint.BEFORE_SENT_COMMIT)
    row = SENT.first_row(reply.code, reply.text, message.pk, dot_at, LIBRARY)
    return row is not None


@transaction.atomic
def _record_state(
    message: Outgoing, state: OutgoingState, *, dot_at: datetime, reply: Reply | None
) -> None:
    changes: dict[str, Any] = {"state": state, "owner": None}
    if reply is not None:
        changes |= {"last_code": reply.code, "last_reply": reply.text}
    if state == OutgoingState.SENT:
        changes["sent_at"] = Now()
    if state == OutgoingState.QUEUED:
        changes["next_try_at"] = Now() + next_try_after(message.attempts + 1)
    if message.letter == LIBRARY and state in {
        OutgoingState.SENT,
        OutgoingState.FAILED,
    }:
        changes |= WIPED
    attempt = Outgoing.objects.filter(pk=message.pk, dot_at=dot_at)
    changed = attempt.filter(state=OutgoingState.DOT).update(**changes)
    if not changed and state == OutgoingState.SENT:
        with in_the_name_of(RELAY, "its answer came late"):
            changed = attempt.filter(state=OutgoingState.UNCONFIRMED).update(**changes)
    if changed:
        _follow(message.pk, state)


def withdraw(message: Outgoing, *, dot_at: datetime) -> None:
    """Queue a message again whose dot, committed already, was not sent after all."""
    with transaction.atomic():
        changed = Outgoing.objects.filter(
            pk=message.pk, dot_at=dot_at, state=OutgoingState.DOT
        ).update(state=OutgoingState.QUEUED, owner=None)
        if changed:
            _follow(message.pk, OutgoingState.QUEUED)


def end_doubt(message: Outgoing, *, arrived: bool, by: str, why: str) -> bool:
    """Write down how a doubt ended; nothing happens when it ended otherwise meanwhile.

    Args:
        message: in doubt.
        arrived: the relay took it; else it is queued again as it is.
        by: who says so: a person's key or a name of `naming`.
        why: one sentence.

    Returns:
        True when the doubt ended here.
    """
    state = OutgoingState.SENT if arrived else OutgoingState.QUEUED
    changes: dict[str, Any] = {"state": state, "next_try_at": Now()}
    if arrived:
        changes["sent_at"] = message.dot_at
    if arrived and message.letter == LIBRARY:
        changes |= WIPED
    with in_the_name_of(by, why):
        changed = Outgoing.objects.filter(
            pk=message.pk, dot_at=message.dot_at, state=OutgoingState.UNCONFIRMED
        ).update(**changes)
        if changed:
            _follow(message.pk, state)
    return bool(changed)


def _follow(message_id: int, state: OutgoingState) -> None:
    """Let the reminders of a message follow it."""
    if state == OutgoingState.SENT:
        Reminder.objects.filter(
            outgoing=message_id, state=ReminderState.COMPOSED
        ).update(state=ReminderState.SENT, why=WHY_SENT)
    if state == OutgoingState.QUEUED:
        leave_out_unwanted([message_id])


@transaction.atomic
def give_back(
    message: Outgoing, *, me: int, wait: timedelta, reply: Reply | None
) -> None:
    """Queue a message again that failed before its dot; it is not an attempt."""
    _leave_hand(
        message,
        me=me,
        state=OutgoingState.QUEUED,
        reply=reply,
        next_try_at=Now() + wait,
        rendered_at=UNSEEN_WORDS,
    )
    leave_out_unwanted([message.pk])


def give_up(message: Outgoing, *, me: int, reply: Reply) -> None:
    """Fail a message that cannot be written, or that the relay refuses for good."""
    wiped = WIPED if message.letter == LIBRARY else {}
    _leave_hand(message, me=me, state=OutgoingState.FAILED, reply=reply, **wiped)


@transaction.atomic
def call_off(message: Outgoing, *, me: int) -> None:
    """Cancel a message that turned out to have nothing to say."""
    _leave_hand(message, me=me, state=OutgoingState.CANCELLED, reply=None)
    Reminder.objects.filter(outgoing=message.pk, state=ReminderState.COMPOSED).update(
        state=ReminderState.CANCELLED, why="nothing to say"
    )


@transaction.atomic
def give_back_all(*, me: int) -> int:
    """Queue again what a sender claimed and did not come to.

    Returns:
        How many messages were queued.
    """
    mine = Outgoing.objects.filter(state=OutgoingState.CLAIMED, owner=me)
    # In the order in which whoever drops reminders locks them.
    in_order = mine.order_by("pk").select_for_update(no_key=True)
    back = list(in_order.values_list("pk", flat=True))
    if back:
        mine.update(state=OutgoingState.QUEUED, owner=None, rendered_at=UNSEEN_WORDS)
        leave_out_unwanted(back)
    return len(back)


@transaction.atomic
def expire() -> int:
    """Cancel waiting messages that are no longer worth sending.

    Returns:
        How many messages were cancelled.
    """
    late = list(
        Outgoing.objects.select_for_update(skip_locked=True)
        .filter(state=OutgoingState.QUEUED, not_after__lte=Now())
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if not late:
        return 0
    with in_the_name_of("", TOO_LATE):
        Reminder.objects.filter(outgoing__in=late, state=ReminderState.COMPOSED).update(
            state=ReminderState.CANCELLED, why=TOO_LATE
        )
        gone = Outgoing.objects.filter(pk__in=late)
        gone.filter(letter=LIBRARY).update(**WIPED)
        return gone.update(state=OutgoingState.CANCELLED)


def _leave_hand(
    message: Outgoing,
    *,
    me: int,
    state: OutgoingState,
    reply: Reply | None,
    **changes: Any,
) -> None:
    if reply is not None:
        changes |= {"last_code": reply.code or None, "last_reply": reply.text}
    Outgoing.objects.filter(
        pk=message.pk, state=OutgoingState.CLAIMED, owner=me
    ).update(state=state, owner=None, **changes)
