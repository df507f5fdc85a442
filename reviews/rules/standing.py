"""Where does a partnership stand on a given day, and when is the next review due?

The board, step by step, as in methods H2; one pair foundation-party at a time.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from partners.choices import Status
from partners.rules.method import METHOD, Method
from reviews.rules.cadence import Interval
from reviews.rules.due import days_overdue, due_date, interval_of, next_date
from reviews.rules.facts import Facts
from reviews.rules.findings import Fired, Grey, ambers, reds, status_of
from reviews.rules.status import base_rules, rules_from_lateness


def grey_code(reason: Grey) -> str:
    """Return how a reason not to know stands among the rules that fired."""
    return f"grey:{reason.value}"


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of the board.

    Attributes:
        as_of: the day of the question.
        index: health index of the last completed review, 0 to 100, or None.
        hri: handover readiness, 0 to 100, or None.
        days_to_agreement_end: negative after the end; None without an agreement.
        interval: months between full reviews, or None without a completed review or
            in a stage without planned reviews.
        next_on: last review plus interval, before the agreement and events count.
        due_on: the day the next full review is due, or None without one.
        days_overdue: days past the original due date, 0 when not late.
        base_status: the status without lateness; it sets the interval.
        status: the status.
        red: the red rules that fired.
        amber: the amber rules that fired.
        grey: the reasons not to know, also when red hides them.
    """

    as_of: date
    index: Fraction | None
    hri: Fraction | None
    days_to_agreement_end: int | None
    interval: Interval | None
    next_on: date | None
    due_on: date | None
    days_overdue: int
    base_status: Status
    status: Status
    red: tuple[Fired, ...]
    amber: tuple[Fired, ...]
    grey: tuple[Grey, ...]

    @property
    def interval_months(self) -> int | None:
        """Whole months between full reviews."""
        return self.interval.months if self.interval else None

    @property
    def reason_codes(self) -> list[str]:
        """Why the status is as it is: rules first, then what is not known."""
        fired = [each.text for each in (*self.red, *self.amber)]
        return fired + [grey_code(reason) for reason in self.grey]


def standing(facts: Facts, as_of: date, *, method: Method = METHOD) -> Standing:
    """Say where a partnership stands (methods H2, rulings 8 and 9).

    Args:
        facts: what is known on that day.
        as_of: the day of the question.
        method: the thresholds.
    """
    base = base_rules(facts, as_of, method=method)
    no_index = facts.last is None or facts.last.index is None
    base_status = status_of(base, grey=no_index)
    every = interval_of(facts, base_status, method=method)
    next_on = next_date(facts, every, method=method)
    due_on = due_date(facts, next_on, base_status, method=method)
    late = days_overdue(facts, due_on, as_of)
    fired = (*base, *rules_from_lateness(facts, as_of, late, method=method))
    grey = _grey(facts, next_on, as_of, method)
    end = facts.agreement_end
    return Standing(
        as_of=as_of,
        index=facts.last.index if facts.last else None,
        hri=facts.hri,
        days_to_agreement_end=(end - as_of).days if end else None,
        interval=every,
        next_on=next_on,
        due_on=due_on,
        days_overdue=late,
        base_status=base_status,
        status=status_of(fired, grey=bool(grey)),
        red=reds(fired),
        amber=ambers(fired),
        grey=grey,
    )


def _grey(
    facts: Facts, next_on: date | None, as_of: date, method: Method
) -> tuple[Grey, ...]:
    if facts.last is None:
        return (Grey.NO_REVIEW,)
    reasons = [facts.last.grey or Grey.FEW_ANSWERS] if facts.last.index is None else []
    if next_on is not None and as_of > next_on + timedelta(days=method.stale_days):
        reasons.append(Grey.STALE)
    if facts.lapsed_on is not None:
        reasons.append(Grey.LAPSED)
    return tuple(reasons)
