from datetime import date, timedelta
from fractions import Fraction

import pytest

from partners.choices import EventKind, Side, Stage, Status
from partners.rules.rounding import half_up_or_none
from reviews.choices import ReviewState
from reviews.rules.events import OpenEvent
from reviews.rules.facts import Facts, OpenReview
from reviews.rules.findings import Fired, Grey
from reviews.rules.readings import Reading
from reviews.rules.standing import standing
from tests.golden import AS_OF, PARTNERSHIPS, exact, portfolio_facts

BOARD = {
    code: row for code, row in PARTNERSHIPS.items() if "expected_2026_11_23" in row
}
BOTH = frozenset(Side)
LAST = date(2026, 6, 1)
NEXT = date(2026, 12, 1)


def texts(fired):
    return {each.text for each in fired}


def healthy(**changed):
    """A young, healthy partnership: one reading, next review six months later."""
    facts = {
        "stage": Stage.ACTIVE,
        "relationship_start": date(2026, 1, 1),
        "readings": (Reading(LAST, Fraction(70)),),
        "agreement_end": date(2029, 12, 31),
    }
    return Facts(**{**facts, **changed})


def green(on):
    return Reading(on, Fraction(75))


def test_the_board_has_seventeen_rows():
    assert len(BOARD) == 17


@pytest.mark.parametrize("code", BOARD)
def test_every_row_of_the_board_comes_out_as_listed(code):
    row = BOARD[code]
    expected = row["expected_2026_11_23"]
    found = standing(portfolio_facts(row), AS_OF)
    assert found.status == expected["status"]
    assert texts(found.red) == set(expected["red"])
    assert texts(found.amber) == set(expected["amber"])
    assert found.interval_months == expected["interval_months"]
    assert found.due_on == date.fromisoformat(expected["due"])
    assert found.days_overdue == expected["days_overdue"]
    assert half_up_or_none(found.hri, 2) == exact(expected["HRI"])
    assert found.days_to_agreement_end == expected["days_to_agreement_end"]
    assert found.index == exact(row["reviews"][-1]["H"])


def test_a_healthy_partnership_is_green_and_not_late():
    found = standing(healthy(), NEXT)
    assert (found.status, found.due_on, found.days_overdue) == (Status.GREEN, NEXT, 0)
    assert (found.red, found.amber, found.grey) == ((), (), ())


@pytest.mark.parametrize(
    ("late", "amber"), [(0, False), (30, False), (31, True), (90, True)]
)
def test_more_than_thirty_days_late_is_amber(late, amber):
    found = standing(healthy(), NEXT + timedelta(days=late))
    assert found.days_overdue == late
    assert (texts(found.amber) == {"A6"}) is amber
    assert found.status == (Status.AMBER if amber else Status.GREEN)


@pytest.mark.parametrize(("late", "stale"), [(90, False), (91, True)])
def test_more_than_ninety_days_after_the_interval_we_do_not_know(late, stale):
    found = standing(healthy(), NEXT + timedelta(days=late))
    assert (Grey.STALE in found.grey) is stale
    assert (found.status == Status.GREY) is stale


def test_lateness_does_not_shorten_the_interval_that_caused_it():
    found = standing(healthy(), NEXT + timedelta(days=200))
    assert found.status == Status.GREY
    assert found.base_status == Status.GREEN
    assert found.interval_months == 6


def test_a_red_rule_wins_over_a_stale_reading():
    low = Reading(LAST, Fraction(30), fired=(Fired("R1"),))
    found = standing(healthy(readings=(low,)), NEXT + timedelta(days=300))
    assert found.status == Status.RED
    assert Grey.STALE in found.grey


def test_without_a_completed_review_we_do_not_know_but_plan_the_first():
    found = standing(healthy(readings=()), date(2026, 3, 1))
    assert (found.status, found.grey) == (Status.GREY, (Grey.NO_REVIEW,))
    assert (found.interval, found.index) == (None, None)
    assert found.due_on == date(2026, 7, 1)


def test_the_first_review_follows_a_shorter_clause():
    found = standing(healthy(readings=(), clause_months=3), date(2026, 3, 1))
    assert found.due_on == date(2026, 4, 1)


@pytest.mark.parametrize(
    "stage",
    [Stage.SUSTAINING, Stage.CONCLUDED, Stage.ENDED_EARLY, Stage.NOT_PURSUED],
)
@pytest.mark.parametrize("readings", [(), (green(LAST),)])
def test_after_the_agreement_no_review_is_due(stage, readings):
    found = standing(healthy(stage=stage, readings=readings), date(2030, 1, 1))
    assert (found.due_on, found.next_on, found.days_overdue) == (None, None, 0)
    assert found.interval_months is None
    assert found.status == (Status.GREEN if readings else Status.GREY)


def test_one_silent_side_leaves_the_index_empty():
    silent = Reading(
        LAST,
        None,
        fired=(Fired("A5"),),
        answered=frozenset({Side.FOUNDATION}),
        grey=Grey.ONE_SIDE,
    )
    found = standing(healthy(readings=(silent,)), NEXT)
    assert (found.status, found.grey) == (Status.GREY, (Grey.ONE_SIDE,))
    assert found.interval_months == 4


@pytest.mark.parametrize(
    ("more", "months"),
    [
        ({}, 12),
        ({"oldest_item_on": date(2026, 5, 30)}, 9),
        ({"events": (OpenEvent(EventKind.BUDGET, LAST),)}, 9),
        ({"relationship_start": date(2025, 1, 1)}, 6),
        ({"readings": (green(LAST),)}, 9),
    ],
)
def test_a_steady_course_needs_two_greens_two_years_and_nothing_open(more, months):
    calm = {
        "relationship_start": date(2020, 1, 1),
        "readings": (green(date(2025, 6, 1)), green(LAST)),
    }
    found = standing(healthy(**{**calm, **more}), date(2026, 6, 2))
    assert found.interval_months == months


def test_an_amber_base_is_not_steady():
    calm = (green(date(2025, 6, 1)), green(LAST))
    ending = healthy(
        relationship_start=date(2020, 1, 1),
        readings=calm,
        agreement_end=date(2027, 5, 1),
    )
    assert standing(ending, date(2026, 6, 2)).interval_months == 6


def test_events_bring_the_full_review_forward_and_keep_45_days():
    event = OpenEvent(EventKind.STRATEGY, LAST)
    found = standing(healthy(events=(event,)), LAST)
    assert found.due_on == LAST + timedelta(days=45)
    assert found.next_on == NEXT


def test_when_red_an_event_does_not_wait():
    low = Reading(LAST, Fraction(30), fired=(Fired("R1"),))
    event = OpenEvent(EventKind.STRATEGY, LAST)
    found = standing(healthy(readings=(low,), events=(event,)), LAST)
    assert found.due_on == LAST + timedelta(days=30)


def snoozed(**changed):
    review = {
        "due_on": NEXT + timedelta(days=30),
        "original_due_on": NEXT,
        "state": ReviewState.OPEN,
    }
    return healthy(open_review=OpenReview(**{**review, **changed}))


def test_a_snooze_moves_the_date_but_not_the_lateness():
    found = standing(snoozed(), NEXT + timedelta(days=31))
    assert found.due_on == NEXT + timedelta(days=30)
    assert found.days_overdue == 31
    assert "A6" in texts(found.amber)


@pytest.mark.parametrize(
    "done",
    [
        {"answered": BOTH},
        {"state": ReviewState.CLOSED},
        {"state": ReviewState.TALK_HELD, "answered": BOTH},
    ],
)
def test_the_count_stops_when_both_are_in_or_the_review_is_closed(done):
    found = standing(snoozed(**done), NEXT + timedelta(days=80))
    assert found.days_overdue == 0
    assert "A6" not in texts(found.amber)


def test_a_review_that_nobody_answered_stays_late():
    found = standing(snoozed(), NEXT + timedelta(days=80))
    assert (found.days_overdue, found.status) == (80, Status.AMBER)


def test_after_a_lapse_we_do_not_know_and_try_again_in_thirty_days():
    lapsed_on = date(2026, 12, 20)
    found = standing(healthy(lapsed_on=lapsed_on), lapsed_on)
    assert (found.status, found.grey) == (Status.GREY, (Grey.LAPSED,))
    assert found.due_on == lapsed_on + timedelta(days=30)
    assert found.index == 70


def test_the_day_of_the_question_stands_in_the_answer():
    assert standing(healthy(), AS_OF).as_of == AS_OF


def never_reviewed(**changed):
    """It began in January; nothing was asked since."""
    return healthy(**{"readings": (), **changed})


@pytest.mark.parametrize(
    ("registered_on", "due_on"),
    [
        (None, date(2026, 7, 1)),
        # Sooner than the first review is due: it stays where it is.
        (date(2026, 3, 1), date(2026, 7, 1)),
        # Else its reminders have time to go out, as between two reviews.
        (date(2026, 6, 30), date(2026, 8, 14)),
        (date(2026, 11, 23), date(2027, 1, 7)),
    ],
)
def test_a_partnership_that_is_registered_late_is_not_late_at_once(
    registered_on, due_on
):
    found = standing(never_reviewed(registered_on=registered_on), date(2026, 11, 23))
    assert found.due_on == due_on
    assert (found.days_overdue == 0) is (registered_on == date(2026, 11, 23))


def test_what_the_end_asked_for_before_is_due_on_the_day_it_is_registered():
    ends_soon = never_reviewed(
        agreement_end=date(2026, 12, 31), registered_on=date(2026, 11, 23)
    )
    found = standing(ends_soon, date(2026, 11, 23))
    assert (found.due_on, found.days_overdue) == (date(2026, 11, 23), 0)


def test_after_the_first_review_the_day_of_registering_says_nothing_more():
    found = standing(healthy(registered_on=date(2026, 5, 1)), NEXT)
    assert found.due_on == NEXT
