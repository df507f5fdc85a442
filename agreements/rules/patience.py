"""When is a renegotiation reminded of, helped, called stuck, and given up (methods E3)?"""

from datetime import date, timedelta

from agreements.choices import RenegotiationState
from agreements.rules.clocks import Clock, Moments
from agreements.rules.negotiation import OPEN
from partners.rules.method import METHOD, Method


def reminder_days(waiting: Clock, *, method: Method = METHOD) -> tuple[date, ...]:
    """Return the days on which whoever is waited for is reminded: 7, 14, 21, 30."""
    return tuple(
        waiting.since + timedelta(days=days) for days in method.change_reminder_days
    )


def offers_helper(
    state: RenegotiationState, moments: Moments, today: date, *, method: Method = METHOD
) -> bool:
    """Tell whether the neutral helper is offered: after 3 papers or 30 days."""
    if state not in OPEN:
        return False
    is_long = days_open(moments, today) >= method.helper_days
    return is_long or moments.papers_count >= method.helper_rounds


def may_lapse(
    state: RenegotiationState, moments: Moments, today: date, *, method: Method = METHOD
) -> bool:
    """Tell whether it lapses now, with a note of the director: after 120 days."""
    return state in OPEN and today >= lapses_on(moments, method=method)


def lapses_on(moments: Moments, *, method: Method = METHOD) -> date:
    """Return the day an open renegotiation lapses."""
    return moments.open_since + timedelta(days=method.change_lapse_days)


def days_open(moments: Moments, today: date) -> int:
    """Return the days since it was raised, or taken up again after it was parked."""
    return (today - moments.open_since).days
