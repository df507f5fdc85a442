"""How does a doubt end: did the relay take a message whose answer we never saw?

The journal is a mailbox that got a copy on the same transaction: one 250 covers both
recipients, so the Message-ID in it proves that the message was taken (trust 1.5). That
it is not there proves the contrary only when copies do arrive; where no later one is
known, a small mail to the journal itself is the witness.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.conf import settings

from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.letters import LIBRARY, WITNESS
from eclt_partners.notifications.mailboxes import MailboxAwayError, open_mailbox
from eclt_partners.notifications.models import RESTRICTED, Outgoing
from eclt_partners.notifications.rules.doubts import (
    Doubt,
    Patience,
    Policy,
    Verdict,
    verdict,
)
from eclt_partners.notifications.services import naming, recording
from eclt_partners.notifications.services.heartbeats import beat
from eclt_partners.notifications.services.queueing import Recipient, queue

log = structlog.get_logger(__name__)

BATCH, WITNESSES = 500, 10
# No more often than this a mail is sent only to see whether it arrives.
WITNESS_MINUTES: Final = 10
# Clocks of mail systems differ a little, and servers search by whole days.
MARGIN: Final = timedelta(days=1)
WORDS: Final = {
    Verdict.LOST: (naming.JOURNAL, "its copy did not arrive, later ones did"),
    Verdict.HELD_LONG_ENOUGH: (naming.WAITED, "no proof came in time"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the journal says.

    Attributes:
        found: Message-IDs whose copies stand in it.
        copies_until: the latest dot of which a copy is known to have arrived.
    """

    found: frozenset[str] = frozenset()
    copies_until: datetime | None = None


def verify_in_doubt(*, now: datetime) -> int:
    """End the doubts that can be ended: sent, or queued with the same Message-ID.

    Safe to repeat, at any number of places at once.

    Args:
        now: the present moment by the database's clock, aware.

    Returns:
        How many doubts ended.
    """
    patience = Patience(grace=settings.MAIL_DOUBT_GRACE, hold=settings.MAIL_DOUBT_HOLD)
    doubts = list(
        Outgoing.objects.filter(
            state=OutgoingState.UNCONFIRMED, dot_at__lte=now - patience.grace
        )
        .order_by("dot_at")
        .defer("text_body", "html_body", "calendar")[:BATCH]
    )
    if not doubts:
        return 0
    evidence = _evidence(doubts)
    verdicts = [
        (message, _verdict(message, evidence, now=now, patience=patience))
        for message in doubts
    ]
    if any(each is Verdict.OPEN and message.copied for message, each in verdicts):
        _send_witness(now=now)
    return sum(_end(message, each) for message, each in verdicts)


def policy_of(letter: str) -> Policy:
    """Return what becomes of a letter in doubt when no proof comes.

    A library's mail is never sent again: its one-time link may be used by then, and
    its reader has asked for another. A danger is better told twice than never.
    """
    if letter == LIBRARY:
        return Policy.NEVER
    return Policy.URGENT if letter.startswith(RESTRICTED) else Policy.HOLD


def copy_to(message: Outgoing) -> str:
    """Return to which address a copy of a message goes; "" = to none.

    Mails of libraries open accounts, and that somebody reported a danger is nobody
    else's matter: they are not copied.
    """
    if policy_of(message.letter) is not Policy.HOLD:
        return ""
    return str(settings.JOURNAL_ADDRESS)


def _verdict(
    message: Outgoing, evidence: Evidence, *, now: datetime, patience: Patience
) -> Verdict:
    doubt = Doubt(
        dot_at=message.dot_at or now,
        not_after=message.not_after,
        has_copy=message.copied,
        policy=policy_of(message.letter),
    )
    return verdict(
        doubt,
        is_found=message.message_id in evidence.found,
        copies_until=evidence.copies_until,
        now=now,
        patience=patience,
    )


def _evidence(doubts: Sequence[Outgoing]) -> Evidence:
    """Ask the journal; when it cannot be read, nothing is known."""
    earliest = doubts[0].dot_at
    if not settings.JOURNAL_URL or earliest is None:
        return Evidence()
    witnesses = Outgoing.objects.filter(
        state=OutgoingState.SENT, copied=True, dot_at__gt=earliest
    ).order_by("-dot_at")[:WITNESSES]
    dots = {each.message_id: each.dot_at for each in witnesses}
    asked = {message.message_id for message in doubts if message.copied} | dots.keys()
    try:
        with open_mailbox(settings.JOURNAL_URL) as journal:
            found = journal.holding(asked, since=earliest - MARGIN)
    except MailboxAwayError as error:
        log.warning("journal.away", reason=str(error))
        return Evidence()
    beat(naming.JOURNAL)
    arrived = [dot for message_id, dot in dots.items() if dot and message_id in found]
    return Evidence(frozenset(found), max(arrived, default=None))


def _end(message: Outgoing, what: Verdict) -> bool:
    if what is Verdict.OPEN:
        return False
    if what is Verdict.ARRIVED:
        return recording.end_doubt(
            message,
            arrived=True,
            by=naming.JOURNAL,
            why="its copy stands in the journal",
        )
    by, why = WORDS[what]
    return recording.end_doubt(message, arrived=False, by=by, why=why)


def _send_witness(*, now: datetime) -> None:
    """Send a mail to the journal itself: when it arrives, copies do."""
    if not settings.JOURNAL_URL:
        return
    address = settings.JOURNAL_ADDRESS
    queue(
        now=now,
        letter=WITNESS,
        facts={},
        recipient=Recipient(
            naming.JOURNAL, address, settings.LANGUAGE_CODE, settings.TIME_ZONE
        ),
        dedupe_key=f"{WITNESS}:{now:%Y%m%d%H}:{now.minute // WITNESS_MINUTES}",
        not_after=now + MARGIN,
    )
