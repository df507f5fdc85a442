"""Whom a renegotiation waits for, until when, and what happens when nothing does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agreements.choices import RenegotiationState
from agreements.rules.clocks import Clock, Moments, Wait, clock
from agreements.rules.negotiation import OPEN
from agreements.rules.patience import (
    lapses_on,
    may_lapse,
    offers_helper,
    reminder_days,
)
from partners.choices import OwnerSide, Side

R = RenegotiationState
F, P, BOTH = OwnerSide
DAY = date(2026, 3, 1)
RAISED = Moments(raised_by=Side.PARTNER, open_since=DAY)
READ = replace(RAISED, acknowledged_on=DAY + timedelta(2))
TALKED = replace(READ, talk_held_on=DAY + timedelta(10))
SENT = replace(
    TALKED, paper_by=Side.PARTNER, paper_on=DAY + timedelta(20), papers_count=1
)
AGREED = replace(SENT, agreed_on=DAY + timedelta(40))


def after(days: int) -> date:
    return DAY + timedelta(days)


@pytest.mark.parametrize(
    ("state", "moments", "expected"),
    [
        (R.RAISED, RAISED, Clock(Wait.ACKNOWLEDGE, F, DAY, after(7))),
        (R.RAISED, READ, Clock(Wait.TALK, BOTH, DAY, after(14))),
        (R.TALKING, RAISED, Clock(Wait.TALK, BOTH, DAY, after(14))),
        (R.TALKING, TALKED, Clock(Wait.PROPOSE, P, after(10), after(40))),
        (R.PROPOSED, SENT, Clock(Wait.ANSWER, F, after(20), after(50))),
        (
            R.COUNTERED,
            replace(SENT, paper_by=Side.FOUNDATION, paper_on=after(30)),
            Clock(Wait.ANSWER, P, after(30), after(60)),
        ),
        (R.AGREED, AGREED, Clock(Wait.SIGN, BOTH, after(40), after(70))),
        (
            R.AGREED,
            replace(AGREED, signed=frozenset({Side.FOUNDATION})),
            Clock(Wait.SIGN, P, after(40), after(70)),
        ),
        (
            R.PARKED,
            replace(TALKED, parked_until=after(90)),
            Clock(Wait.LOOK_AGAIN, BOTH, after(90), after(90)),
        ),
        (R.SIGNED, AGREED, None),
        (R.DECLINED, SENT, None),
        (R.WITHDRAWN, RAISED, None),
        (R.LAPSED, RAISED, None),
    ],
)
def test_one_thing_is_waited_for(state, moments, expected) -> None:
    assert clock(state, moments) == expected


@pytest.mark.parametrize(
    ("first_on", "due_on"),
    [(after(45), after(45)), (after(70), after(70)), (after(99), after(70))],
)
def test_nobody_has_longer_to_sign_than_until_the_first_day(first_on, due_on) -> None:
    found = clock(R.AGREED, replace(AGREED, first_on=first_on))
    assert found == Clock(Wait.SIGN, BOTH, after(40), due_on)


def test_a_text_that_was_agreed_after_its_first_day_is_late_at_once() -> None:
    found = clock(R.AGREED, replace(AGREED, first_on=after(30)))
    assert found == Clock(Wait.SIGN, BOTH, after(40), after(40))


def test_a_wish_of_the_foundation_waits_for_the_partner() -> None:
    found = clock(R.RAISED, replace(RAISED, raised_by=Side.FOUNDATION))
    assert found == Clock(Wait.ACKNOWLEDGE, P, DAY, after(7))


def test_a_talk_called_for_after_a_paper_starts_its_own_clock() -> None:
    asked = replace(SENT, talk_asked_on=after(25))
    assert clock(R.TALKING, asked) == Clock(Wait.TALK, BOTH, after(25), after(39))
    held = replace(asked, talk_held_on=after(30))
    assert clock(R.TALKING, held) == Clock(Wait.PROPOSE, P, after(30), after(60))


def test_the_days_for_an_answer_are_those_of_the_terms_in_force() -> None:
    found = clock(R.PROPOSED, SENT, answer_days=10)
    assert found == Clock(Wait.ANSWER, F, after(20), after(30))


def test_who_is_waited_for_is_reminded_four_times() -> None:
    waiting = Clock(Wait.ANSWER, F, after(20), after(50))
    assert reminder_days(waiting) == (after(27), after(34), after(41), after(50))


@pytest.mark.parametrize(
    ("papers", "days", "is_offered"),
    [(0, 29, False), (0, 30, True), (2, 5, False), (3, 5, True)],
)
def test_the_helper_is_offered_after_three_papers_or_30_days(
    papers, days, is_offered
) -> None:
    moments = replace(SENT, papers_count=papers)
    assert offers_helper(R.PROPOSED, moments, after(days)) is is_offered
    assert not offers_helper(R.SIGNED, moments, after(days))


@pytest.mark.parametrize("state", sorted(R))
def test_open_ones_are_stuck_after_60_days_and_lapse_after_120(state) -> None:
    assert lapses_on(SENT) == after(120)
    is_open = state in OPEN
    assert not may_lapse(state, SENT, after(119))
    assert may_lapse(state, SENT, after(120)) is is_open
