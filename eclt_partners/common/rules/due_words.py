"""How far away is a day, in days that a page can put into words?"""

from datetime import date
from enum import Enum


class Distance(Enum):
    """Where a day lies, seen from today."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    YESTERDAY = "yesterday"
    AHEAD = "ahead"
    PAST = "past"


def distance(day: date, today: date) -> tuple[Distance, int]:
    """The kind of distance and the number of days between `day` and `today`."""
    days = (day - today).days
    special = {0: Distance.TODAY, 1: Distance.TOMORROW, -1: Distance.YESTERDAY}
    kind = special.get(days, Distance.AHEAD if days > 0 else Distance.PAST)
    return kind, abs(days)
