"""Where does one due date of a promise stand today, and does it count?"""

from datetime import date, timedelta
from typing import Final

from agreements.choices import InstanceState, Phase
from agreements.rules.outcomes import OPEN, REPORTED

SOON_DAYS: Final = 14
SILENCE_DAYS: Final = 14


def phase_of(
    state: InstanceState,
    due_on: date,
    today: date,
    *,
    is_confirmed: bool,
    is_stopped: bool = False,
) -> Phase:
    """Say where one due date stands on a day (methods E5).

    Args:
        state: as stored.
        due_on: the last day of the promise.
        today: the day in the partnership's country.
        is_confirmed: the other side confirmed the report, or did not object.
        is_stopped: the partnership ended after it was promised: nobody waits for it
            any more, so that it is never late, though each side may still say what
            became of it.
    """
    if state in OPEN:
        if is_stopped:
            return Phase.STOPPED
        if due_on < today:
            return Phase.OVERDUE
        soon = due_on - timedelta(days=SOON_DAYS) <= today
        return Phase.DUE_SOON if soon else Phase.NOT_DUE
    if state == InstanceState.DISPUTED:
        return Phase.DISPUTED
    waits = state in REPORTED and not is_confirmed
    return Phase.WAITING if waits else Phase.SETTLED


def counts(state: InstanceState, *, is_confirmed: bool) -> bool:
    """Tell whether a due date enters the counts of promise-keeping.

    What one side reported counts once the other confirmed it or was silent for 14
    days; what was released or is disputed is shown as a count of its own.
    """
    return is_confirmed or state not in REPORTED
