"""How long until the two sides take stock again?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from partners.choices import Stage, Status
from partners.rules.method import METHOD, Method
from partners.rules.months import add_months
from partners.rules.rounding import half_up
from reviews.rules.events import OpenEvent, full_review_dates

NO_FALL = Fraction(0)
NO_CLAUSE = METHOD.max_interval_months


@dataclass(frozen=True, slots=True)
class Interval:
    """Months from one full review to the next.

    Attributes:
        raw: the exact product of the factors.
        months: rounded half up and kept within the limits.
    """

    raw: Fraction
    months: int


def base_months(
    stage: Stage, age_months: int, *, method: Method = METHOD
) -> int | None:
    """Return the base of the interval, or None where no reviews are planned.

    Args:
        stage: where the partnership stands.
        age_months: its age in full months at the last completed review.
        method: the numbers.
    """
    if stage == Stage.ACTIVE:
        older = age_months >= method.older_from_months
        return method.base_older_months if older else method.base_young_months
    return {
        Stage.EXPLORING: method.base_early_months,
        Stage.SHAPING: method.base_early_months,
        Stage.TRANSITION: method.base_transition_months,
        Stage.PAUSED: method.base_paused_months,
    }.get(stage)


def interval(
    stage: Stage,
    age_months: int,
    status: Status,
    *,
    drop: Fraction = NO_FALL,
    steady: bool = False,
    clause_months: int = NO_CLAUSE,
    method: Method = METHOD,
) -> Interval | None:
    """Return the months until the next full review (methods D1).

    Args:
        stage: where the partnership stands.
        age_months: its age in full months at the last completed review.
        status: the status without the rules that depend on lateness, so that a late
            review does not shorten the interval that made it late.
        drop: points the index fell since the review before; 0 when it rose.
        steady: the last two reviews were green and nothing is open.
        clause_months: the longest interval the agreement allows; it wins over all.
        method: the numbers.

    Returns:
        None in a stage without planned reviews.
    """
    base = base_months(stage, age_months, method=method)
    if base is None:
        return None
    raw = base * _health_factor(status, method)
    if drop >= method.fall_amber:
        raw *= method.fall_factor
    if steady and age_months >= method.older_from_months:
        raw *= method.steady_factor
    longest = min(method.max_interval_months, clause_months)
    wanted = max(int(half_up(raw)), method.min_interval_months)
    return Interval(raw=raw, months=min(wanted, longest))


def _health_factor(status: Status, method: Method) -> Fraction:
    return {
        Status.GREEN: Fraction(1),
        Status.AMBER: method.health_amber,
        Status.RED: method.health_red,
        Status.GREY: method.health_grey,
    }[status]


def first_pulse_on(start: date, *, method: Method = METHOD) -> date:
    """Return the day of the first short pulse: 90 days after the start."""
    return start + timedelta(days=method.first_pulse_days)


def first_full_on(
    start: date, *, clause_months: int = NO_CLAUSE, method: Method = METHOD
) -> date:
    """Return the day of the first full review: 6 months, or sooner by the clause."""
    return add_months(start, min(method.first_full_months, clause_months))


def closing_on(agreement_end: date, *, method: Method = METHOD) -> date:
    """Return the day of the closing review: 60 days before the agreement ends."""
    return agreement_end - timedelta(days=method.closing_lead_days)


def full_due_on(
    last_on: date,
    next_on: date,
    *,
    agreement_end: date | None = None,
    events: Iterable[OpenEvent] = (),
    is_red: bool = False,
    method: Method = METHOD,
) -> date:
    """Return the day the next full review is due (methods D2, rulings 9).

    A closing review within 45 days of the last review is dropped; an event moves to
    day 45 unless the status is red or the event may not wait.

    Args:
        last_on: the last completed full review, or the start without one.
        next_on: `last_on` plus the interval.
        agreement_end: latest effective end over all agreements, when there is one.
        events: what happened and is not yet dealt with.
        is_red: the status is red.
        method: the numbers.
    """
    earliest = last_on + timedelta(days=method.min_gap_days)
    candidates = [next_on]
    if agreement_end is not None:
        closing = closing_on(agreement_end, method=method)
        candidates += [closing] if closing > earliest else []
    for due_on, may_wait in full_review_dates(events):
        candidates.append(max(due_on, earliest) if may_wait and not is_red else due_on)
    return min(candidates)
