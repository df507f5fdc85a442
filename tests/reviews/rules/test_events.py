from datetime import date, timedelta

import pytest

from partners.choices import EventKind
from reviews.choices import ReviewKind
from reviews.rules.events import (
    EVENT_RULES,
    OpenEvent,
    extra_reviews,
    full_review_dates,
)

DAY = date(2026, 11, 10)
FULL_ON = date(2026, 12, 30)
TABLE = {
    EventKind.TALK_ASKED: (14, ReviewKind.TALK),
    EventKind.SAFEGUARDING: (30, ReviewKind.FULL),
    EventKind.INTEGRITY: (30, ReviewKind.FULL),
    EventKind.LEADERSHIP: (45, ReviewKind.PULSE),
    EventKind.BUDGET: (30, ReviewKind.PULSE),
    EventKind.AMENDMENT: (90, ReviewKind.PULSE),
    EventKind.BUDGET_BIG: (30, ReviewKind.PULSE),
    EventKind.LATE_TWICE: (30, ReviewKind.PULSE),
    EventKind.CONTEXT: (45, ReviewKind.PULSE),
    EventKind.STRATEGY: (30, ReviewKind.FULL),
    EventKind.TURNED_RED: (14, ReviewKind.TALK),
}


@pytest.mark.parametrize("kind", list(EventKind))
def test_each_event_asks_for_its_review_in_its_time(kind):
    days, review = TABLE[kind]
    event = OpenEvent(kind, DAY)
    assert (event.due_on, event.review) == (DAY + timedelta(days=days), review)


def test_the_table_names_every_event():
    assert set(EVENT_RULES) == set(EventKind)


def test_example_d1_pulse():
    (extra,) = extra_reviews([OpenEvent(EventKind.LEADERSHIP, DAY)], FULL_ON)
    assert (extra.due_on, extra.kind) == (date(2026, 12, 25), ReviewKind.PULSE)
    assert extra.is_merged


@pytest.mark.parametrize(
    ("days_before", "merged"), [(46, False), (45, True), (0, True), (-1, False)]
)
def test_a_pulse_within_45_days_before_a_full_review_is_merged(days_before, merged):
    due_on = FULL_ON - timedelta(days=days_before)
    event = OpenEvent(EventKind.BUDGET, due_on - timedelta(days=30))
    (extra,) = extra_reviews([event], FULL_ON)
    assert extra.is_merged is merged


def test_a_talk_is_never_merged():
    event = OpenEvent(EventKind.TALK_ASKED, FULL_ON - timedelta(days=20))
    (extra,) = extra_reviews([event], FULL_ON)
    assert extra.kind == ReviewKind.TALK
    assert not extra.is_merged


def test_full_reviews_are_no_extras_and_extras_come_in_order():
    events = [
        OpenEvent(EventKind.LEADERSHIP, DAY),
        OpenEvent(EventKind.STRATEGY, DAY),
        OpenEvent(EventKind.TALK_ASKED, DAY),
    ]
    kinds = [extra.event.kind for extra in extra_reviews(events, FULL_ON)]
    assert kinds == [EventKind.TALK_ASKED, EventKind.LEADERSHIP]
    assert full_review_dates(events) == ((DAY + timedelta(days=30), True),)


def test_the_clock_stands_still_until_safety_is_confirmed():
    waiting = OpenEvent(EventKind.SAFEGUARDING, None)
    assert waiting.due_on is None
    assert full_review_dates([waiting]) == ()
    assert extra_reviews([OpenEvent(EventKind.AMENDMENT, None)], FULL_ON) == ()


@pytest.mark.parametrize("kind", list(EventKind))
def test_only_three_kinds_may_not_wait(kind):
    urgent = (EventKind.TALK_ASKED, EventKind.SAFEGUARDING, EventKind.TURNED_RED)
    assert OpenEvent(kind, DAY).may_wait is (kind not in urgent)
    assert OpenEvent(kind, DAY, is_asked_for=True).may_wait is False
