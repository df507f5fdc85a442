from datetime import date, timedelta
from itertools import product

import pytest

from eclt_partners.common.errors import IllegalTransition
from partners.choices import Side
from reviews.choices import ReviewState
from reviews.rules.states import (
    NEXT,
    check_step,
    closes_on,
    lapses_on,
    may_lapse,
    may_open_on,
    should_close,
    talk_due_on,
    window_ends_on,
)

S = ReviewState
DUE = date(2026, 12, 25)
BOTH = frozenset(Side)
ONE = frozenset({Side.PARTNER})
ARROWS = {
    (S.SCHEDULED, S.OPEN),
    (S.SCHEDULED, S.CANCELLED),
    (S.OPEN, S.CLOSED),
    (S.OPEN, S.CANCELLED),
    (S.CLOSED, S.TALK_HELD),
    (S.CLOSED, S.COMPLETED),
    (S.CLOSED, S.LAPSED),
    (S.CLOSED, S.CANCELLED),
    (S.TALK_HELD, S.COMPLETED),
}


@pytest.mark.parametrize(("old", "new"), sorted(ARROWS))
def test_every_arrow_of_the_table_may_be_taken(old, new):
    assert check_step(old, new, ONE) is None


@pytest.mark.parametrize(
    ("old", "new"), [pair for pair in product(S, S) if pair not in ARROWS]
)
def test_every_other_pair_is_refused(old, new):
    with pytest.raises(IllegalTransition):
        check_step(old, new, ONE)


def test_the_table_names_every_state():
    assert set(NEXT) == set(S)


@pytest.mark.parametrize("answered", [BOTH, frozenset()])
def test_only_a_review_that_one_side_answered_is_completed_without_a_talk(answered):
    with pytest.raises(IllegalTransition):
        check_step(S.CLOSED, S.COMPLETED, answered)


def test_a_review_with_a_talk_is_completed_whoever_answered():
    assert check_step(S.TALK_HELD, S.COMPLETED, BOTH) is None


def test_a_review_opens_two_weeks_before_and_closes_sixteen_days_after():
    assert may_open_on(DUE) == date(2026, 12, 11)
    assert closes_on(DUE) == date(2027, 1, 10)


@pytest.mark.parametrize(
    ("answered", "days", "closes"),
    [
        (BOTH, -14, True),
        (ONE, 15, False),
        (ONE, 16, True),
        (ONE, 17, True),
        (frozenset(), 16, False),
        (frozenset(), 200, False),
    ],
)
def test_a_review_closes_when_both_are_in_or_late_with_one(answered, days, closes):
    today = DUE + timedelta(days=days)
    assert should_close(answered, closes_on(DUE), today) is closes


@pytest.mark.parametrize(
    ("first", "ends"), [(None, 16), (-3, 16), (15, 16), (16, 32), (40, 56)]
)
def test_the_first_answer_after_the_window_gives_the_others_as_long(first, ends):
    first_on = None if first is None else DUE + timedelta(days=first)
    assert window_ends_on(DUE, first_on) == DUE + timedelta(days=ends)


def test_the_talk_has_thirty_days_and_fourteen_when_red():
    assert talk_due_on(DUE) == DUE + timedelta(days=30)
    assert talk_due_on(DUE, is_red=True) == DUE + timedelta(days=14)


@pytest.mark.parametrize(
    ("answered", "days", "lapses"),
    [(BOTH, 59, False), (BOTH, 60, True), (BOTH, 61, True), (ONE, 61, False)],
)
def test_a_review_without_a_talk_lapses_after_sixty_days(answered, days, lapses):
    assert may_lapse(answered, DUE, DUE + timedelta(days=days)) is lapses
    assert lapses_on(DUE) == DUE + timedelta(days=60)
