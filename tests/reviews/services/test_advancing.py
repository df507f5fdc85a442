"""What does time do to reviews?"""

from datetime import timedelta

import pytest

from eclt_partners.audit.models import AuditEntry
from partners.choices import EventKind, Side
from partners.models import Event, Partnership
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.services import planning
from reviews.services.finishing import finish_alone
from reviews.services.planning import AdvanceReport
from reviews.services.scoring import store_scores
from reviews.tasks import advance_reviews, plan_reminders
from tests.cast import NOW, TODAY
from tests.reviews.factories import (
    answer_all,
    answer_side,
    fresh,
    make_review,
    seat_of_person,
)

DAY = timedelta(days=1)


def _advance(now):
    return planning.advance_reviews(now=now)


@pytest.fixture
def review(cast):
    """Due on 7 December; only the Malawi partnership has reviews."""
    Partnership.objects.filter(pk=cast.uganda_partnership.pk).update(stage="CONCLUDED")
    return make_review(cast)


def test_a_planned_review_opens_14_days_before_in_its_country(cast):
    review = make_review(cast, state=ReviewState.SCHEDULED)
    opens = (NOW + 46 * DAY).replace(hour=21, minute=59)  # 23:59 in Blantyre
    assert _advance(opens - DAY).opened_count == 0
    assert _advance(opens).opened_count == 1
    assert fresh(review).opened_at == opens


def test_midnight_in_the_country_decides(cast):
    review = make_review(cast, state=ReviewState.SCHEDULED)
    eve = (NOW + 45 * DAY).replace(hour=21, minute=59)
    assert _advance(eve).opened_count == 0
    _advance(eve + timedelta(minutes=1))
    assert fresh(review).state == ReviewState.OPEN


def test_running_again_does_nothing(review):
    _advance(NOW)
    entries = AuditEntry.objects.count()
    assert _advance(NOW) == AdvanceReport()
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize(("days", "state"), [(29, "OPEN"), (30, "CLOSED")])
def test_with_one_side_in_the_window_closes_16_days_after_the_due_date(
    review, days, state
):
    answer_side(review, None, 4)
    _advance(NOW + days * DAY)
    assert fresh(review).state == state


def test_a_review_that_nobody_answered_stays_open(review):
    _advance(NOW + 100 * DAY)
    assert fresh(review).state == ReviewState.OPEN


@pytest.mark.parametrize(("days", "state"), [(55, "OPEN"), (56, "CLOSED")])
def test_who_answers_first_after_the_window_leaves_the_others_time(review, days, state):
    _advance(NOW)
    answer_side(fresh(review), None, 4, now=NOW + 40 * DAY)
    assert fresh(review).state == ReviewState.OPEN
    _advance(NOW + days * DAY)
    assert fresh(review).state == state


def test_when_the_window_ends_those_who_answered_are_scored(cast):
    review = make_review(cast, users=[cast.amina, cast.brian])
    answer_all(seat_of_person(review, cast.amina), 5)
    answer_side(review, cast.malawi_party, 3)
    _advance(NOW + 31 * DAY)
    score = fresh(review).scores.get()
    assert (score.foundation_count, str(score.index)) == (1, "75.00")


@pytest.mark.parametrize(("days", "state"), [(59, "CLOSED"), (60, "LAPSED")])
def test_without_a_talk_a_review_lapses_60_days_after_closing(cast, days, state):
    review = make_review(cast, state=ReviewState.CLOSED)
    _advance(NOW + days * DAY)
    assert fresh(review).state == state


def test_after_a_lapse_the_next_review_is_due_30_days_later(cast):
    make_review(cast, state=ReviewState.CLOSED)
    lapsed = NOW + 60 * DAY
    _advance(lapsed)
    _advance(lapsed)
    planned = Review.objects.get(
        partnership=cast.malawi_partnership, state=ReviewState.SCHEDULED
    )
    assert planned.due_on == (lapsed + 30 * DAY).date()


@pytest.mark.parametrize(("days", "state"), [(59, "CLOSED"), (60, "COMPLETED")])
def test_a_review_of_one_side_is_over_60_days_after_closing(cast, days, state):
    review = fresh(make_review(cast, state=ReviewState.CLOSED, partner=None))
    _advance(review.closed_at + days * DAY)
    assert fresh(review).state == state


def test_the_next_review_asks_the_silent_side_again(cast):
    review = fresh(make_review(cast, state=ReviewState.CLOSED, partner=None))
    over = review.closed_at + 60 * DAY
    _advance(over)
    _advance(over)
    assert "nobody decided" in fresh(review).no_talk_reason
    following = Review.objects.full().unfinished()
    assert following.filter(partnership=review.partnership_id).exists()


@pytest.mark.parametrize(
    ("kind", "goes_on"), [(EventKind.INTEGRITY, True), (EventKind.LEADERSHIP, False)]
)
def test_silence_answers_nothing_that_asks_for_a_full_review(cast, kind, goes_on):
    review = fresh(make_review(cast, state=ReviewState.CLOSED, partner=None))
    event = Event.objects.create(
        partnership=cast.malawi_partnership,
        kind=kind,
        side=Side.FOUNDATION,
        happened_on=TODAY,
        reported_on=TODAY,
        reported_by="user:1",
    )
    assert finish_alone(review, now=review.closed_at + 60 * DAY)
    event.refresh_from_db()
    assert (event.closed_on is None) is goes_on


def test_a_talk_that_was_asked_for_does_not_lapse(cast):
    review = make_review(cast, kind=ReviewKind.TALK)
    _advance(NOW + 100 * DAY)
    assert fresh(review).state == ReviewState.CLOSED


def test_one_review_that_fails_does_not_stop_the_others(cast):
    broken, good = make_review(cast), _review_in_uganda(cast)
    for review in (broken, good):
        answer_side(review, None, 4)
    # Its score is there already: closing it breaks a rule of the database.
    store_scores(review=broken, now=NOW)
    assert _advance(NOW + 30 * DAY).closed_count == 1
    assert fresh(broken).state == ReviewState.OPEN
    assert fresh(good).state == ReviewState.CLOSED


def _review_in_uganda(cast):
    return planning.schedule_review(
        actor=cast.actor("chloe"),
        now=NOW,
        partnership=cast.uganda_partnership,
        kind=ReviewKind.FULL,
        due_on=(NOW + 14 * DAY).date(),
    )


def test_the_tasks_are_one_call_each(cast):
    advance_reviews()
    plan_reminders()
    assert Review.objects.full().unfinished().count() == 2
