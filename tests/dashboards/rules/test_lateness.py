"""Late reviews, and what falls into the next 90 days."""

from datetime import date, timedelta

import pytest

from eclt_partners.dashboards.rules.lateness import calendar, due_code, overdue_table
from eclt_partners.dashboards.rules.records import DatedRow, Record
from partners.choices import CheckState, OwnerSide, Side, Stage
from reviews.choices import ReviewKind, ReviewState
from tests.dashboards.records import a_check
from tests.dashboards.rows import TODAY, a_review, a_row, a_standing


def _late(code, days, **fields):
    due_on = TODAY - timedelta(days=days)
    return a_row(code, standing=a_standing(days_overdue=days, due_on=due_on), **fields)


def test_a_review_in_time_is_not_in_the_table():
    assert overdue_table([a_row()]) == []


def test_the_latest_review_comes_first():
    rows = overdue_table([_late("MW-01", 3), _late("MW-02", 40)])
    assert [row["code"] for row in rows] == ["MW-02", "MW-01"]


def test_a_line_says_who_is_missing_and_how_often_the_day_was_moved():
    first = TODAY - timedelta(days=10)
    review = a_review(
        due_on=TODAY, original_due_on=first, missing=(Side.PARTNER,), moved=1
    )
    (row,) = overdue_table([_late("MW-01", 10, reviews=(review,))])
    assert (row["original_due_on"], row["due_on"]) == ("2026-11-13", "2026-11-23")
    assert (row["missing"], row["moved_count"]) == (["PARTNER"], 1)


def test_a_review_that_was_never_planned_misses_both_sides():
    (row,) = overdue_table([_late("MW-01", 5)])
    assert (row["review_id"], row["missing"]) == (None, ["FOUNDATION", "PARTNER"])


def _days(row):
    return [(line["what"], line["on"]) for line in calendar([row], TODAY)]


def test_the_calendar_holds_90_days_and_no_past():
    inside = a_review(due_on=TODAY + timedelta(days=90))
    outside = a_review(due_on=TODAY + timedelta(days=91))
    past = a_review(due_on=TODAY - timedelta(days=1))
    assert _days(a_row(reviews=(inside,))) == [("answers.FULL", "2027-02-21")]
    assert _days(a_row(reviews=(outside,))) == []
    assert _days(a_row(reviews=(past,))) == []


def test_a_review_nobody_planned_yet_stands_in_the_calendar():
    row = a_row(standing=a_standing(due_on=date(2026, 12, 1)))
    assert _days(row) == [("review.FULL", "2026-12-01")]


@pytest.mark.parametrize(
    ("kind", "state", "code"),
    [
        (ReviewKind.FULL, ReviewState.SCHEDULED, "review.FULL"),
        (ReviewKind.FULL, ReviewState.OPEN, "answers.FULL"),
        (ReviewKind.PULSE, ReviewState.OPEN, "answers.PULSE"),
        (ReviewKind.TALK, ReviewState.OPEN, "review.TALK"),
    ],
)
def test_only_answers_are_due_of_a_review_that_is_open_for_them(kind, state, code):
    assert due_code(kind, state) == code


def test_a_closed_review_has_no_due_day_any_more():
    review = a_review(state=ReviewState.CLOSED, closed_on=TODAY)
    assert _days(a_row(reviews=(review,))) == []


def test_pulses_agreement_ends_promises_and_actions_stand_there_too():
    day = date(2026, 12, 1)
    row = a_row(
        reviews=(a_review(kind=ReviewKind.PULSE, due_on=day),),
        standing=a_standing(days_to_end=8),
        promises=(DatedRow(1, OwnerSide.FOUNDATION, "Pay", day),),
        actions=(DatedRow(2, OwnerSide.JOINT, "Meet", day),),
    )
    assert _days(row) == [
        ("action.JOINT", "2026-12-01"),
        ("agreement", "2026-12-01"),
        ("answers.PULSE", "2026-12-01"),
        ("promise.FOUNDATION", "2026-12-01"),
    ]


def test_promises_of_a_partnership_that_has_ended_stand_not_in_the_calendar():
    promise = DatedRow(1, OwnerSide.FOUNDATION, "Pay", TODAY + timedelta(days=8))
    rows = [
        a_row(promises=(promise,), stage=stage)
        for stage in (Stage.SUSTAINING, Stage.ACTIVE)
    ]
    whats = [[line["what"] for line in calendar([row], TODAY)] for row in rows]
    assert [each.count("promise.FOUNDATION") for each in whats] == [0, 1]


def test_a_check_after_the_end_stands_in_the_calendar():
    check = a_check(12, state=CheckState.SCHEDULED, ended_on=date(2025, 11, 30))
    row = a_row(stage=Stage.SUSTAINING, record=Record(checks=(check,)))
    assert _days(row) == [("check", "2026-11-30")]
