"""What happens to messages whose sender died?

A sender holds an advisory lock of its database session: it is freed when the
process or its connection ends, and needs no clock (trust 1.5).
"""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import connection, transaction

from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.recording import give_back_all

log = structlog.get_logger(__name__)

# The first half of our advisory locks; the second is the sender's number.
LOCK_SPACE = 77
IN_HAND = [OutgoingState.CLAIMED, OutgoingState.DOT]


class InsideTransactionError(RuntimeError):
    """Raised when mail would be sent inside a transaction."""


@contextmanager
def alive(sender: int) -> Iterator[None]:
    """Hold the lock that tells other senders that `sender` is alive.

    Raises:
        InsideTransactionError: a roll-back would forget what was sent.
    """
    if connection.in_atomic_block:
        raise InsideTransactionError("mail is never sent inside a transaction")
    _ask("SELECT pg_advisory_lock(%s, %s)", sender)
    try:
        yield
    finally:
        if connection.is_usable():
            _ask("SELECT pg_advisory_unlock(%s, %s)", sender)


def recover(*, me: int) -> int:
    """Take messages out of the hands of dead senders.

    What was only claimed is queued again. What had its final dot under way is in
    doubt: nobody knows whether the relay took it, so it is never sent again by
    itself.

    Args:
        me: the number of the sender that asks; its own lock would open for itself.

    Returns:
        How many messages were taken.
    """
    owners = (
        Outgoing.objects.filter(state__in=IN_HAND)
        .exclude(owner=me)
        .order_by()
        .values_list("owner", flat=True)
        .distinct()
    )
    return sum(_take_from(owner) for owner in owners if owner is not None)


def _take_from(owner: int) -> int:
    if not _ask("SELECT pg_try_advisory_lock(%s, %s)", owner):
        return 0
    try:
        with transaction.atomic():
            queued = give_back_all(me=owner)
            in_doubt = Outgoing.objects.filter(
                owner=owner, state=OutgoingState.DOT
            ).update(state=OutgoingState.UNCONFIRMED, owner=None)
    finally:
        _ask("SELECT pg_advisory_unlock(%s, %s)", owner)
    log.warning("sender.lost", owner=owner, queued=queued, in_doubt=in_doubt)
    return queued + in_doubt


def _ask(statement: str, sender: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [LOCK_SPACE, sender])
        return bool(cursor.fetchone()[0])
