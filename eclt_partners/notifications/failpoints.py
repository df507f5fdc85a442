"""Where may a test stop or kill the sender, to see what becomes of its messages?

`ECLT_FAILPOINT=after_claim:kill` ends this process there as `kill -9` does, `:stop`
freezes it until SIGCONT; either happens once in the life of a process. Without the
setting nothing happens; the settings refuse it outside this machine.
"""

import os
import signal
from enum import StrEnum
from typing import Final

from django.conf import settings

_SIGNALS: Final = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP}
_passed: set[str] = set()


class FailPoint(StrEnum):
    """A place on the way of a message, in the order of the way (trust 1.6, F2)."""

    BEFORE_CLAIM_COMMIT = "before_claim_commit"
    AFTER_CLAIM = "after_claim"
    MID_BODY = "mid_body"
    AFTER_DOT_COMMIT = "after_dot_commit"
    AFTER_DOT = "after_dot"
    NEXT_WRITTEN = "next_written"
    AFTER_REPLY = "after_reply"
    BEFORE_SENT_COMMIT = "before_sent_commit"


def reached(point: FailPoint) -> None:
    """Stop or kill this process when the setting names this place, else nothing."""
    wanted: str = settings.FAIL_POINT
    if not wanted or wanted in _passed:
        return
    name, _, deed = wanted.partition(":")
    if name == point:
        _passed.add(wanted)
        os.kill(os.getpid(), _SIGNALS[deed])
