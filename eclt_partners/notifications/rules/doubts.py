"""When does a doubt end: did the relay take a message whose answer we never saw?

Trust 1.5: a copy in the journal proves that the message arrived. That no copy is there
proves something only when copies do arrive: a later one must have come.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

# The relay may still take a message for as long as we wait for its answer.
RELAY_WAITS: Final = timedelta(seconds=600)


class Policy(StrEnum):
    """What becomes of a message when there is no proof in time."""

    HOLD = "hold"
    URGENT = "urgent"
    NEVER = "never"


class Verdict(StrEnum):
    """What is known of a message in doubt."""

    ARRIVED = "arrived"
    LOST = "lost"
    HELD_LONG_ENOUGH = "held"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A message of which nobody knows whether the relay took it.

    Attributes:
        dot_at: when its final dot was about to be sent.
        not_after: from then on it is not worth sending.
        has_copy: the relay had taken the journal as a second recipient.
        policy: what becomes of it without proof.
    """

    dot_at: datetime
    not_after: datetime
    has_copy: bool
    policy: Policy


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a doubt lasts.

    Attributes:
        grace: before this nothing is said.
        hold: without proof a message waits so long before it is sent again.
    """

    grace: timedelta
    hold: timedelta


def verdict(
    doubt: Doubt,
    *,
    is_found: bool,
    copies_until: datetime | None,
    now: datetime,
    patience: Patience,
) -> Verdict:
    """Judge one message in doubt.

    Args:
        doubt: the message.
        is_found: its copy stands in the journal.
        copies_until: the dot of the latest message whose copy is known to have
            arrived; None: no copy of any is known.
        now: the present moment, aware.
        patience: the settings.
    """
    waited = now - doubt.dot_at
    if waited < max(patience.grace, RELAY_WAITS):
        return Verdict.OPEN
    if is_found:
        return Verdict.ARRIVED
    if doubt.policy is Policy.NEVER:
        # Queued when it is too late to leave: it ends as one that nobody needs.
        is_over = now >= doubt.not_after
        return Verdict.HELD_LONG_ENOUGH if is_over else Verdict.OPEN
    if doubt.has_copy and copies_until is not None and copies_until > doubt.dot_at:
        return Verdict.LOST
    hold = patience.grace if doubt.policy is Policy.URGENT else patience.hold
    return Verdict.HELD_LONG_ENOUGH if waited >= hold else Verdict.OPEN
