"""When did the year of an agreement begin?"""

from datetime import date

from partners.rules.months import add_months

MONTHS_A_YEAR = 12


def year_start(first: date, day: date) -> date:
    """Return the last anniversary of the first day that is not after `day`.

    Args:
        first: first day of the agreement's first version.
        day: the day of the question; before `first` it is the first day itself.
    """
    years = max(day.year - first.year, 0)
    start = add_months(first, MONTHS_A_YEAR * years)
    if start > day and years:
        start = add_months(first, MONTHS_A_YEAR * (years - 1))
    return start
