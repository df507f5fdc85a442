"""Which state may a review take next, and when?

The states of methods B5.7 with the times of rulings 8.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Final

from eclt_partners.common.errors import IllegalTransition
from eclt_partners.common.states import check_transition
from partners.choices import Side
from partners.rules.method import METHOD, Method
from reviews.choices import ReviewState

_S = ReviewState

NEXT: Final[Mapping[ReviewState, frozenset[ReviewState]]] = {
    _S.SCHEDULED: frozenset({_S.OPEN, _S.CANCELLED}),
    _S.OPEN: frozenset({_S.CLOSED, _S.CANCELLED}),
    _S.CLOSED: frozenset({_S.TALK_HELD, _S.COMPLETED, _S.LAPSED, _S.CANCELLED}),
    _S.TALK_HELD: frozenset({_S.COMPLETED}),
    _S.COMPLETED: frozenset(),
    _S.LAPSED: frozenset(),
    _S.CANCELLED: frozenset(),
}


def check_step(
    old: ReviewState, new: ReviewState, answered: Collection[Side] = ()
) -> None:
    """Refuse a step the state machine does not know (methods B5.7, rulings 8).

    Args:
        old: the present state.
        new: the state asked for.
        answered: the sides that are complete; only a review that one side answered
            may be completed without a talk.

    Raises:
        IllegalTransition: the step is not allowed.
    """
    check_transition(NEXT, old, new)
    without_talk = old == ReviewState.CLOSED and new == ReviewState.COMPLETED
    if without_talk and len(frozenset(answered)) != 1:
        raise IllegalTransition(old, new)


def may_open_on(due_on: date, *, method: Method = METHOD) -> date:
    """Return the first day of answering: 14 days before answers are due."""
    return due_on - timedelta(days=method.open_lead_days)


def closes_on(due_on: date, *, method: Method = METHOD) -> date:
    """Return the day the window closes: 16 days after answers were due."""
    return due_on + timedelta(days=method.close_after_days)


def window_ends_on(
    due_on: date, first_on: date | None, *, method: Method = METHOD
) -> date:
    """Return the day a review closes with what is in (rulings 8, ADR 0010).

    At T+16; a review that nobody had answered by then leaves the others 16 days from
    its first answer.

    Args:
        due_on: the day answers are due.
        first_on: the day the first answer came, or None.
        method: the numbers.
    """
    day = closes_on(due_on, method=method)
    if first_on is None or first_on < day:
        return day
    return closes_on(first_on, method=method)


def should_close(answered: Collection[Side], ends_on: date, today: date) -> bool:
    """Tell whether an open review closes now (rulings 8).

    At once when both sides are complete; at the end of its window when one is. A review
    that nobody answered stays open, so that its lateness stays visible.
    """
    complete = len(frozenset(answered))
    return complete == len(Side) or (complete > 0 and today >= ends_on)


def talk_due_on(
    closed_on: date, *, is_red: bool = False, method: Method = METHOD
) -> date:
    """Return the last day for the talk: 30 days after closing, 14 when red."""
    days = method.talk_red_days if is_red else method.talk_days
    return closed_on + timedelta(days=days)


def lapses_on(closed_on: date, *, method: Method = METHOD) -> date:
    """Return the day a review without a talk lapses: 60 days after closing."""
    return closed_on + timedelta(days=method.lapse_days)


def may_lapse(
    answered: Collection[Side], closed_on: date, today: date, *, method: Method = METHOD
) -> bool:
    """Tell whether a closed review lapses now.

    Only when both sides answered: with one side the talk is optional.
    """
    both = len(frozenset(answered)) == len(Side)
    return both and today >= lapses_on(closed_on, method=method)


def may_end_alone(
    answered: Collection[Side], closed_on: date, today: date, *, method: Method = METHOD
) -> bool:
    """Tell whether a closed review of one side completes now, without a talk.

    The talk may still be held until the day a review of both sides would lapse; then
    the next review asks again, and a side that stays silent is heard of (rule R4).
    """
    one = len(frozenset(answered)) == 1
    return one and today >= lapses_on(closed_on, method=method)
