"""May a review be moved, and to which day at the latest?

Methods D4: twice at most, 30 days each, 45 days in all beyond the first date; never
when it matters most.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from partners.rules.method import METHOD, Method
from reviews.choices import ReviewKind, ReviewState

_MOVABLE = frozenset({ReviewState.SCHEDULED, ReviewState.OPEN})


class SnoozeRefusal(StrEnum):
    """Why a review may not be moved."""

    OVER = "OVER"
    ASKED_FOR = "ASKED_FOR"
    RED = "RED"
    SAFETY = "SAFETY"
    CLOSING = "CLOSING"
    TWICE = "TWICE"
    LONG_AGO = "LONG_AGO"
    NO_ROOM = "NO_ROOM"
    PAST = "PAST"


@dataclass(frozen=True, slots=True)
class SnoozeFacts:
    """What decides whether a review may be moved.

    Attributes:
        kind: full, pulse or talk; a talk that a side asked for is not moved.
        state: where the review stands.
        is_closing: it is the last one before the agreement ends.
        is_red: the partnership's status is red.
        is_for_safety: the safeguarding lead asked for it.
        original_due_on: the first due date.
        due_on: the present due date.
        count: how often it was moved, objections not counted.
        clause_on: the last day that the agreement's clause allows, or None.
        today: the day in the country.
    """

    kind: ReviewKind
    state: ReviewState
    is_closing: bool
    is_red: bool
    is_for_safety: bool
    original_due_on: date
    due_on: date
    count: int
    clause_on: date | None
    today: date


def day_before_first(facts: SnoozeFacts) -> date:
    """Return the day after which a new day may lie: the due date, or today when late."""
    return max(facts.due_on, facts.today)


def latest_day(facts: SnoozeFacts, *, method: Method = METHOD) -> date:
    """Return the last day to which the review may be moved now."""
    days = [
        facts.due_on + timedelta(days=method.snooze_days),
        _last_of_all(facts, method),
    ]
    if facts.clause_on is not None:
        days.append(facts.clause_on)
    return min(days)


def _last_of_all(facts: SnoozeFacts, method: Method) -> date:
    return facts.original_due_on + timedelta(days=method.snooze_total_days)


def refusal(facts: SnoozeFacts, *, method: Method = METHOD) -> SnoozeRefusal | None:
    """Return why the review may not be moved, or None when it may."""
    reasons = {
        SnoozeRefusal.OVER: facts.state not in _MOVABLE,
        SnoozeRefusal.ASKED_FOR: facts.kind == ReviewKind.TALK,
        SnoozeRefusal.SAFETY: facts.is_for_safety,
        SnoozeRefusal.RED: facts.is_red,
        SnoozeRefusal.CLOSING: facts.is_closing,
        SnoozeRefusal.TWICE: facts.count >= method.snooze_max,
        SnoozeRefusal.LONG_AGO: _last_of_all(facts, method) <= facts.due_on,
        SnoozeRefusal.NO_ROOM: latest_day(facts, method=method) <= facts.due_on,
        SnoozeRefusal.PAST: latest_day(facts, method=method) <= facts.today,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)
