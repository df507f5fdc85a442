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


def wait_by_age(age: timedelta) -> timedelta:
    """Return how long to wait after a refusal that is no attempt.

    Such refusals are not counted, so a message waits as long again as it has waited:
    at least five minutes, at most an hour.

    Args:
        age: since when the message is due.
    """
    return min(max(age, BACK_OFF[1]), BACK_OFF[-1])
