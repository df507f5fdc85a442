"""When does something newer take the place of a version?"""

from collections.abc import Iterable
from datetime import date

from agreements.rules.force import EffectiveRange


def replaced_on(asked: EffectiveRange, newer: Iterable[date], on: date) -> date | None:
    """Return the day, up to `on`, on which something newer ended a version early.

    Args:
        asked: the version.
        newer: first days of newer versions, and of an agreement that continues it.
        on: the day of the question.
    """
    first = min(newer, default=None)
    if first is None or first > on or asked.has_ended(first):
        return None
    return first
