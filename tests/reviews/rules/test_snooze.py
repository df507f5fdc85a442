"""When a review may be moved, and how far."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.choices import ReviewKind, ReviewState
from reviews.rules.snooze import SnoozeFacts, SnoozeRefusal, latest_day, refusal

DUE = date(2027, 3, 1)
CALM = SnoozeFacts(
    kind=ReviewKind.FULL,
    state=ReviewState.OPEN,
    is_closing=False,
    is_red=False,
    is_for_safety=False,
    original_due_on=DUE,
    due_on=DUE,
    count=0,
    clause_on=None,
    today=DUE - timedelta(days=14),
)


def test_a_calm_review_may_be_moved_by_30_days() -> None:
    assert refusal(CALM) is None
    assert latest_day(CALM) == DUE + timedelta(days=30)


def test_the_second_move_ends_45_days_after_the_first_date() -> None:
    moved = replace(CALM, due_on=DUE + timedelta(days=30), count=1)
    assert latest_day(moved) == DUE + timedelta(days=45)


def test_the_clause_of_the_agreement_is_never_passed() -> None:
    assert latest_day(replace(CALM, clause_on=date(2027, 3, 9))) == date(2027, 3, 9)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"state": ReviewState.CLOSED}, SnoozeRefusal.OVER),
        ({"state": ReviewState.COMPLETED}, SnoozeRefusal.OVER),
        ({"state": ReviewState.CANCELLED}, SnoozeRefusal.OVER),
        ({"kind": ReviewKind.TALK}, SnoozeRefusal.ASKED_FOR),
        ({"is_for_safety": True}, SnoozeRefusal.SAFETY),
        ({"is_red": True}, SnoozeRefusal.RED),
        ({"is_closing": True}, SnoozeRefusal.CLOSING),
        ({"count": 2}, SnoozeRefusal.TWICE),
        ({"clause_on": DUE}, SnoozeRefusal.NO_ROOM),
        ({"due_on": DUE + timedelta(days=45), "count": 1}, SnoozeRefusal.LONG_AGO),
        ({"today": DUE + timedelta(days=30)}, SnoozeRefusal.PAST),
    ],
)
def test_a_review_is_not_moved_when_it_matters(changed, reason) -> None:
    assert refusal(replace(CALM, **changed)) is reason


def test_a_planned_review_and_a_pulse_may_be_moved() -> None:
    assert refusal(replace(CALM, state=ReviewState.SCHEDULED)) is None
    assert refusal(replace(CALM, kind=ReviewKind.PULSE)) is None


@given(st.integers(0, 45), st.integers(0, 1), st.none() | st.integers(0, 90))
def test_no_move_ends_later_than_45_days(moved, count, clause) -> None:
    facts = replace(
        CALM,
        due_on=DUE + timedelta(days=moved),
        count=count,
        clause_on=None if clause is None else DUE + timedelta(days=clause),
    )
    assert latest_day(facts) <= DUE + timedelta(days=45)
    if refusal(facts) is None:
        assert latest_day(facts) > facts.due_on
