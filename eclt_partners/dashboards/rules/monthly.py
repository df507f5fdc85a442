"""When does the mail of the month go to somebody?"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Final

CLOSES: Final = 18
# Later than this the month is no news any more.
WORTH_SENDING: Final = timedelta(days=7)


def first_working_day(month: date, served_by: Mapping[str, date]) -> date:
    """Return the day on which all countries of a reader have begun to work.

    Args:
        month: its first day.
        served_by: by country, the working day that serves the first of the month.
    """
    return max(served_by.values(), default=month)


def is_time(
    local: datetime, first_day: date, *, opens: int, rests: Collection[date] = ()
) -> bool:
    """Tell whether the mail goes out at a moment: in working hours, and not too late.

    Args:
        local: the moment in the reader's zone.
        first_day: the first working day of the month.
        opens: the hour from which mails go out.
        rests: days on which none of the reader's countries works.
    """
    day = local.date()
    is_worth_it = first_day <= day <= first_day + WORTH_SENDING
    return is_worth_it and day not in rests and opens <= local.hour < CLOSES
