"""How does the method count in months?"""

from calendar import monthrange
from datetime import date

from partners.choices import AgeBand

MONTHS_PER_YEAR = 12
GROWING_FROM = 12
ESTABLISHED_FROM = 36


def add_months(anchor: date, months: int) -> date:
    """Return the same day of a later (or earlier) month.

    The day is clipped to the month's end: 31 August plus 6 months is 28 February
    (methods D1). Always count from the anchor, not from a clipped date, so that
    31 January plus 2 months stays 31 March.

    Args:
        anchor: the day to count from.
        months: whole months, may be negative.
    """
    total = anchor.year * MONTHS_PER_YEAR + anchor.month - 1 + months
    year, month = divmod(total, MONTHS_PER_YEAR)
    last_day = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(anchor.day, last_day))


def full_months(start: date, until: date) -> int:
    """Return the completed months from `start` to `until`; 0 before the start.

    It is the largest n for which `add_months(start, n)` is not after `until`.
    """
    months = (until.year - start.year) * MONTHS_PER_YEAR + until.month - start.month
    if add_months(start, months) > until:
        months -= 1
    return max(months, 0)


def age_band(months: int) -> AgeBand:
    """Return the band of a partnership's age in full months (methods A1)."""
    if months >= ESTABLISHED_FROM:
        return AgeBand.ESTABLISHED
    if months >= GROWING_FROM:
        return AgeBand.GROWING
    return AgeBand.STARTING
