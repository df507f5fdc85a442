"""When is a message tried again that the relay did not want just now?"""

from datetime import timedelta
from typing import Final

# Trust 1.5: 1, 5, 15 minutes, then every hour until it is no longer worth sending.
BACK_OFF: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)


def next_try_after(attempts: int) -> timedelta:
    """Return how long to wait after the given number of attempts (1 = the first)."""
    return BACK_OFF[min(max(attempts, 1), len(BACK_OFF)) - 1]
