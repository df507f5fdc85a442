"""Is it worth knocking at the relay now?

A relay that was away twice in a row is left alone for a while: every knock costs up to
ten seconds of somebody who could plan or compose meanwhile. Kept for each process.
"""

import time
from typing import Final

TROUBLES_IN_A_ROW: Final = 2
LEFT_ALONE_SECONDS: Final = 30.0


class Breaker:
    """What one process knows of one relay."""

    def __init__(self) -> None:
        """Know nothing bad yet."""
        self._troubles = 0
        self._closed_until = 0.0

    def is_open(self) -> bool:
        """Tell whether the way to the relay is free."""
        return time.monotonic() >= self._closed_until

    def note_trouble(self) -> None:
        """Close the way after the second trouble in a row, and after each further."""
        self._troubles += 1
        if self._troubles >= TROUBLES_IN_A_ROW:
            self._closed_until = time.monotonic() + LEFT_ALONE_SECONDS

    def note_answer(self) -> None:
        """Forget all trouble: the relay answered."""
        self._troubles, self._closed_until = 0, 0.0


_breakers: dict[tuple[str, int], Breaker] = {}


def breaker_of(host: str, port: int) -> Breaker:
    """Return what this process knows of a relay."""
    return _breakers.setdefault((host, port), Breaker())


def forget_all() -> None:
    """Begin anew, as a new process does."""
    _breakers.clear()
