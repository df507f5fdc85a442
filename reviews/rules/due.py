"""When is the next full review of this partnership due?

The cadence of `reviews.rules.cadence`, applied to the facts of one pair.
"""

from datetime import date, timedelta

from partners.choices import Stage, Status
from partners.rules.method import METHOD, Method
from partners.rules.months import add_months, full_months
from reviews.rules.cadence import (
    Interval,
    base_months,
    first_full_on,
    full_due_on,
    interval,
)
from reviews.rules.facts import Facts
from reviews.rules.readings import last_drop


def interval_of(
    facts: Facts, base_status: Status, *, method: Method = METHOD
) -> Interval | None:
    """Return the interval after the last completed review (methods D1).

    The age is measured at that review.

    Returns:
        None without a completed review or in a stage without planned reviews.
    """
    if facts.last is None:
        return None
    return interval(
        facts.stage,
        full_months(facts.relationship_start, facts.last.on),
        base_status,
        drop=last_drop(facts.readings),
        steady=_is_steady(facts, base_status),
        clause_months=facts.clause_months,
        method=method,
    )


def next_date(
    facts: Facts, every: Interval | None, *, method: Method = METHOD
) -> date | None:
    """Return the last review plus the interval, or the first full review.

    The first one of a partnership that was entered long after its start is due as long
    after that day as any review after another, so that all its reminders can go out.
    """
    if facts.last is not None:
        return add_months(facts.last.on, every.months) if every else None
    if base_months(facts.stage, 0, method=method) is None:
        return None
    first_on = first_full_on(
        facts.relationship_start, clause_months=facts.clause_months, method=method
    )
    if facts.registered_on is None:
        return first_on
    return max(first_on, facts.registered_on + timedelta(days=method.min_gap_days))


def allowed_until(
    stage: Stage,
    start: date,
    last_on: date,
    clause_months: int,
    *,
    method: Method = METHOD,
) -> date | None:
    """Return the last day for the next full review, however good things are.

    A review that is planned keeps its day when the status changes, but not past what
    its stage and the clause of the agreement allow by now.

    Args:
        stage: where the partnership stands.
        start: first day of the relationship.
        last_on: the day the last full review was completed.
        clause_months: the longest interval the agreement allows.
        method: the numbers.

    Returns:
        None in a stage without planned reviews.
    """
    longest = interval(
        stage,
        full_months(start, last_on),
        Status.GREEN,
        steady=True,
        clause_months=clause_months,
        method=method,
    )
    return add_months(last_on, longest.months) if longest else None


def due_date(
    facts: Facts, next_on: date | None, base_status: Status, *, method: Method = METHOD
) -> date | None:
    """Return the day the full review is due (methods D2, rulings 8 and 9).

    A review that is planned or under way keeps its own date; after a lapse the next
    one follows in 30 days. Nothing is due before the partnership was entered.
    """
    if facts.open_review is not None:
        return facts.open_review.due_on
    if next_on is None:
        return None
    if facts.lapsed_on is not None:
        return facts.lapsed_on + timedelta(days=method.after_lapse_days)
    due_on = full_due_on(
        facts.anchor_on,
        next_on,
        agreement_end=facts.agreement_end,
        events=facts.events,
        is_red=base_status == Status.RED,
        method=method,
    )
    return max(due_on, facts.registered_on or due_on)


def days_overdue(facts: Facts, due_on: date | None, as_of: date) -> int:
    """Return the days past the original due date; 0 when not late (rulings 8).

    A snooze does not stop the count; answers of both sides or the closing do.
    """
    review = facts.open_review
    if review is not None:
        due_on = review.original_due_on if review.awaits_answers else None
    return max((as_of - due_on).days, 0) if due_on else 0


def _is_steady(facts: Facts, base_status: Status) -> bool:
    recent = [each.status for each in facts.readings[-2:]]
    green_twice = recent == [Status.GREEN, Status.GREEN]
    return green_twice and base_status == Status.GREEN and not facts.has_something_open
