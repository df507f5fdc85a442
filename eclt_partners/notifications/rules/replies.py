"""What does the relay's answer to the final dot mean for a message?"""

from dataclasses import dataclass

from eclt_partners.notifications.choices import OutgoingState

ACCEPTED = 2
NOT_NOW = 4


@dataclass(frozen=True, slots=True)
class Reply:
    """What the relay answered.

    Attributes:
        code: the three digits, for example 250.
        text: the words, at most 500 characters.
    """

    code: int
    text: str


def state_after(reply: Reply | None) -> OutgoingState:
    """Return where a message stands after its final dot (trust 1.5).

    Args:
        reply: the answer; None when there was none: then nobody knows.
    """
    if reply is None:
        return OutgoingState.UNCONFIRMED
    if reply.code // 100 == ACCEPTED:
        return OutgoingState.SENT
    if reply.code // 100 == NOT_NOW:
        return OutgoingState.QUEUED
    return OutgoingState.FAILED
