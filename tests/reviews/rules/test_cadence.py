from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.choices import EventKind, Stage, Status
from partners.rules.method import Method
from partners.rules.rounding import half_up
from reviews.rules.cadence import (
    base_months,
    closing_on,
    first_full_on,
    first_pulse_on,
    full_due_on,
    interval,
)
from reviews.rules.events import OpenEvent
from tests.golden import by_id, cases

LAST = date(2026, 7, 15)
NEXT = date(2027, 1, 15)
DAY_45 = LAST + timedelta(days=45)
PLANNED = (Stage.EXPLORING, Stage.SHAPING, Stage.ACTIVE, Stage.TRANSITION, Stage.PAUSED)


def golden_interval(stage, age, status, drop=0, steady=False, clause=12):
    return interval(
        Stage(stage),
        age,
        Status(status),
        drop=Fraction(drop),
        steady=steady,
        clause_months=clause,
    )


@pytest.mark.parametrize("case", cases("interval"), ids=by_id)
def test_the_worked_cases_come_out_exactly(case):
    found = golden_interval(*case["args"])
    assert half_up(found.raw, 4) == Decimal(str(case["expect"]["raw"]))
    assert found.months == case["expect"]["months"]


@pytest.mark.parametrize(
    ("stage", "age", "months"),
    [
        (Stage.EXPLORING, 0, 3),
        (Stage.SHAPING, 5, 3),
        (Stage.ACTIVE, 0, 6),
        (Stage.ACTIVE, 23, 6),
        (Stage.ACTIVE, 24, 9),
        (Stage.TRANSITION, 60, 4),
        (Stage.PAUSED, 60, 2),
        (Stage.SUSTAINING, 60, None),
        (Stage.CONCLUDED, 60, None),
        (Stage.ENDED_EARLY, 60, None),
        (Stage.NOT_PURSUED, 60, None),
    ],
)
def test_each_stage_has_its_base(stage, age, months):
    assert base_months(stage, age) == months


@pytest.mark.parametrize(
    ("status", "raw"),
    [
        (Status.GREEN, Fraction(6)),
        (Status.AMBER, Fraction(4)),
        (Status.RED, Fraction(3)),
        (Status.GREY, Fraction(4)),
    ],
)
def test_trouble_shortens_the_interval(status, raw):
    assert interval(Stage.ACTIVE, 8, status).raw == raw


@pytest.mark.parametrize(("drop", "raw"), [("9.99", 6), ("10", "4.5"), ("30", "4.5")])
def test_a_fall_of_ten_points_shortens_it_more(drop, raw):
    assert golden_interval("ACTIVE", 8, "GREEN", drop).raw == Fraction(raw)


@pytest.mark.parametrize(("age", "raw"), [(23, 6), (24, 12)])
def test_a_steady_course_counts_from_two_years_on(age, raw):
    assert golden_interval("ACTIVE", age, "GREEN", 0, True).raw == raw


def test_half_a_month_is_rounded_up():
    found = golden_interval("ACTIVE", 30, "RED")
    assert (found.raw, found.months) == (Fraction(9, 2), 5)


def test_a_clause_shorter_than_the_shortest_interval_wins():
    assert golden_interval("ACTIVE", 8, "GREEN", clause=1).months == 1


def test_a_country_may_try_other_limits():
    shorter = Method(max_interval_months=8)
    found = interval(Stage.ACTIVE, 30, Status.GREEN, method=shorter)
    assert (found.raw, found.months) == (9, 8)


def test_after_the_agreement_there_are_checks_and_no_reviews():
    assert golden_interval("SUSTAINING", 60, "GREEN") is None


@settings(max_examples=80)
@given(
    st.sampled_from(PLANNED),
    st.integers(0, 200),
    st.sampled_from(Status),
    st.integers(-100, 100),
    st.booleans(),
    st.integers(2, 24),
)
def test_an_interval_is_never_outside_its_limits(
    stage, age, status, drop, steady, clause
):
    found = golden_interval(stage, age, status, drop, steady, clause)
    assert 2 <= found.months <= min(12, clause)


def test_the_first_pulse_follows_after_90_days():
    assert first_pulse_on(date(2026, 2, 2)) == date(2026, 5, 3)


@pytest.mark.parametrize(
    ("clause", "expected"), [(12, date(2027, 2, 28)), (4, date(2026, 12, 31))]
)
def test_the_first_full_review_follows_after_six_months_or_the_clause(clause, expected):
    assert first_full_on(date(2026, 8, 31), clause_months=clause) == expected


def test_the_closing_review_is_sixty_days_before_the_end():
    assert closing_on(date(2027, 2, 28)) == date(2026, 12, 30)


def test_without_anything_else_the_interval_decides():
    assert full_due_on(LAST, NEXT) == NEXT


def test_example_d1_full_review():
    leader = OpenEvent(EventKind.LEADERSHIP, date(2026, 11, 10))
    due = full_due_on(LAST, NEXT, agreement_end=date(2027, 2, 28), events=[leader])
    assert due == date(2026, 12, 30)


def test_an_agreement_that_ends_later_does_not_matter():
    assert full_due_on(LAST, NEXT, agreement_end=date(2029, 1, 1)) == NEXT


@pytest.mark.parametrize(
    ("closing", "due"),
    [
        (DAY_45, NEXT),
        (DAY_45 + timedelta(days=1), DAY_45 + timedelta(days=1)),
        (LAST - timedelta(days=5), NEXT),
    ],
)
def test_a_closing_review_within_45_days_of_the_last_one_is_dropped(closing, due):
    end = closing + timedelta(days=60)
    assert full_due_on(LAST, NEXT, agreement_end=end) == due


@pytest.mark.parametrize(
    ("reported", "due"),
    [
        (LAST + timedelta(days=5), DAY_45),
        (LAST + timedelta(days=15), DAY_45),
        (LAST + timedelta(days=16), DAY_45 + timedelta(days=1)),
    ],
)
def test_an_event_moves_to_day_45(reported, due):
    event = OpenEvent(EventKind.STRATEGY, reported)
    assert full_due_on(LAST, NEXT, events=[event]) == due


@pytest.mark.parametrize(
    ("event", "is_red"),
    [
        (OpenEvent(EventKind.INTEGRITY, LAST), True),
        (OpenEvent(EventKind.SAFEGUARDING, LAST), False),
        (OpenEvent(EventKind.INTEGRITY, LAST, is_asked_for=True), False),
    ],
)
def test_red_safeguarding_and_a_wish_of_a_side_do_not_wait(event, is_red):
    due = full_due_on(LAST, NEXT, events=[event], is_red=is_red)
    assert due == LAST + timedelta(days=30)


def test_an_event_after_the_interval_does_not_put_the_review_off():
    event = OpenEvent(EventKind.STRATEGY, NEXT)
    assert full_due_on(LAST, NEXT, events=[event]) == NEXT
