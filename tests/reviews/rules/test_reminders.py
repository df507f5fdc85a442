from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.choices import ReviewState
from reviews.rules.ladder import LADDER, Audience, Step, is_awaited, offsets_for
from reviews.rules.reminders import (
    EVERY_DAY,
    Recipient,
    WorkingDays,
    planned_on,
    send_at,
    step_due,
    step_owed,
)

A, S = Audience, ReviewState
DUE = date(2026, 12, 25)
OFFSETS = {
    A.LEADS: (-30, 0, 14),
    A.RATERS: (-14, -3, 0, 7),
    A.MANAGER: (30,),
    A.DIRECTOR: (60, 90),
    A.HELPER: (60,),
}


def owed(recipient, days, state=S.OPEN):
    step = step_owed(recipient, DUE, DUE + timedelta(days=days), state=state)
    return step.offset if step else None


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_has_its_rungs(audience):
    assert offsets_for(audience) == OFFSETS[audience]


def test_the_rungs_have_names():
    assert [Step(at, A.LEADS).code for at in (-30, 0, 14)] == ["T-30", "T+0", "T+14"]


@pytest.mark.parametrize(
    ("offset", "day"),
    [
        (-30, date(2026, 11, 25)),
        (-14, date(2026, 12, 11)),
        (0, date(2026, 12, 25)),
        (7, date(2027, 1, 1)),
        (14, date(2027, 1, 8)),
        (30, date(2027, 1, 25)),
        (60, date(2027, 2, 23)),
        (90, date(2027, 3, 25)),
    ],
)
def test_example_d1_goes_out_on_these_days(offset, day):
    assert planned_on(DUE, offset, days=WorkingDays()) == day


def test_a_holiday_moves_a_mail_to_the_next_working_day():
    christmas = frozenset({date(2026, 12, 25)})
    days = WorkingDays(holidays=christmas)
    assert planned_on(DUE, 0, days=days) == date(2026, 12, 28)


def test_a_friday_and_saturday_weekend_is_known():
    days = WorkingDays(weekend=frozenset({4, 5}))
    assert planned_on(DUE, 0, days=days) == date(2026, 12, 27)
    assert planned_on(DUE, 2, days=days) == date(2026, 12, 27)


@pytest.mark.parametrize(
    ("days", "step"),
    [(-31, None), (-30, -30), (-29, -30), (-1, -30), (0, 0), (13, 0), (14, 14)],
)
def test_the_newest_step_whose_day_has_come_is_due(days, step):
    assert step_due(OFFSETS[A.LEADS], DUE, DUE + timedelta(days=days)) == step


def test_a_step_waits_for_its_working_day():
    sunday = date(2027, 1, 24)
    days = WorkingDays()
    assert step_due([30], DUE, sunday, days=days) is None
    assert step_due([30], DUE, sunday + timedelta(days=1), days=days) == 30


@settings(max_examples=60)
@given(st.integers(-60, 120), st.integers(0, 30))
def test_a_step_never_comes_too_early_and_never_goes_back(day, later):
    today = DUE + timedelta(days=day)
    step = step_due(OFFSETS[A.RATERS], DUE, today)
    after = step_due(OFFSETS[A.RATERS], DUE, today + timedelta(days=later))
    assert step is None or (step <= day and after >= step)


def test_after_an_outage_only_the_newest_missed_step_is_owed():
    assert owed(Recipient(A.RATERS), 2) == 0
    assert owed(Recipient(A.RATERS, sent=frozenset({-14})), 2) == 0


@pytest.mark.parametrize("sent", [{0}, {-14, -3, 0}, {7}])
def test_planning_twice_owes_nothing_more(sent):
    assert owed(Recipient(A.RATERS, sent=frozenset(sent)), 2) is None


def test_nothing_is_owed_before_the_first_step():
    assert owed(Recipient(A.RATERS), -15) is None


def test_a_person_who_answered_is_left_alone():
    assert owed(Recipient(A.RATERS, has_answered=True), 0) is None


def test_a_lead_who_answered_still_hears_how_many_are_in():
    assert owed(Recipient(A.LEADS, has_answered=True), 0) == 0


@pytest.mark.parametrize(("mails", "step"), [(3, 7), (4, None), (5, None)])
def test_a_rater_gets_at_most_four_mails_per_review(mails, step):
    assert owed(Recipient(A.RATERS, mails=mails), 7) == step


def test_the_steps_of_a_lead_do_not_count_for_the_cap():
    assert owed(Recipient(A.LEADS, mails=9), 14) == 14


ASKS = {S.SCHEDULED, S.OPEN}
TALK = {S.SCHEDULED, S.OPEN, S.CLOSED}


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize(
    "step", LADDER, ids=lambda step: f"{step.code} {step.audience}"
)
def test_a_step_goes_out_only_while_it_makes_sense(step, state):
    expected = ASKS if step.audience in (A.LEADS, A.RATERS) else TALK
    assert is_awaited(step, state) is (state in expected)


def test_a_closed_review_without_a_talk_still_worries_the_manager():
    assert owed(Recipient(A.MANAGER), 30, S.CLOSED) == 30
    assert owed(Recipient(A.MANAGER), 30, S.TALK_HELD) is None
    assert owed(Recipient(A.RATERS), 7, S.CLOSED) is None


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Africa/Blantyre", datetime(2026, 12, 25, 7, tzinfo=UTC)),
        ("Asia/Dhaka", datetime(2026, 12, 25, 3, tzinfo=UTC)),
        ("America/Guatemala", datetime(2026, 12, 25, 15, tzinfo=UTC)),
    ],
)
def test_mail_goes_out_at_nine_where_the_reader_lives(zone, moment):
    assert send_at(DUE, ZoneInfo(zone)) == moment


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 3, 29)])
def test_nine_stays_nine_when_the_clocks_change(day):
    assert send_at(day, ZoneInfo("Europe/Zurich")).hour == 9


def test_a_country_without_a_weekend_works_every_day():
    assert EVERY_DAY.next_from(date(2026, 12, 27)) == date(2026, 12, 27)
