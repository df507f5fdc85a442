"""Which reviews stop when a partnership ends."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from eclt_partners.audit.models import AuditEntry
from eclt_partners.notifications.choices import ReminderState
from eclt_partners.notifications.models import Reminder
from partners.choices import Stage
from partners.models import Partnership
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.services.planning import advance_reviews
from reviews.services.reminders import plan_reminders
from reviews.services.stopping import stop_reviews
from tests.cast import NOW, TODAY
from tests.reviews.factories import fresh, make_review, review_alone

EARLIER_ENDS = import_module("reviews.migrations.0022_reviews_of_ended_partnerships")
EARLIER_PULSES = import_module("reviews.migrations.0024_pulses_after_the_agreement")
ENDS = [Stage.NOT_PURSUED, Stage.SUSTAINING, Stage.ENDED_EARLY, Stage.CONCLUDED]


def stop(cast, to_stage: Stage) -> int:
    return stop_reviews(
        actor=cast.actor("dan"),
        now=NOW,
        partnership=cast.malawi_partnership,
        to_stage=to_stage,
    )


@pytest.mark.parametrize("to_stage", list(Stage))
def test_a_planned_review_is_cancelled_at_every_end_and_only_there(
    cast, to_stage
) -> None:
    review = make_review(cast, state=ReviewState.SCHEDULED)

    assert stop(cast, to_stage) == (to_stage in ENDS)
    stopped = fresh(review).state == ReviewState.CANCELLED
    assert stopped is (to_stage in ENDS)


@pytest.mark.parametrize("to_stage", ENDS)
def test_an_open_review_goes_on_only_after_an_agreement_was_closed(
    cast, to_stage
) -> None:
    review = make_review(cast, state=ReviewState.OPEN)
    stop(cast, to_stage)

    goes_on = fresh(review).state == ReviewState.OPEN
    assert goes_on is (to_stage == Stage.SUSTAINING)


@pytest.mark.parametrize("to_stage", ENDS)
def test_an_open_pulse_goes_on_after_no_end(cast, to_stage) -> None:
    pulse = make_review(cast, kind=ReviewKind.PULSE, state=ReviewState.OPEN)
    stop(cast, to_stage)

    assert fresh(pulse).state == ReviewState.CANCELLED


def test_a_closed_review_keeps_its_result(cast) -> None:
    review = make_review(cast, state=ReviewState.CLOSED)

    assert stop(cast, Stage.ENDED_EARLY) == 0
    assert fresh(review).state == ReviewState.CLOSED


@pytest.mark.parametrize("to_stage", ENDS)
@pytest.mark.parametrize("days", [7, 30])
def test_a_talk_stays_unless_nothing_more_is_asked(cast, to_stage, days) -> None:
    talk = make_review(
        cast,
        kind=ReviewKind.TALK,
        state=ReviewState.SCHEDULED,
        due_on=TODAY + timedelta(days=days),
    )
    stop(cast, to_stage)

    stopped = fresh(talk).state == ReviewState.CANCELLED
    assert stopped is (to_stage in {Stage.NOT_PURSUED, Stage.CONCLUDED})


def test_nobody_is_reminded_of_what_stopped(cast) -> None:
    review = review_alone(cast)
    stop(cast, Stage.ENDED_EARLY)
    later = NOW + timedelta(days=80)
    advance_reviews(now=later)
    plan_reminders(now=later)

    assert fresh(review).state == ReviewState.CANCELLED
    assert not Reminder.objects.filter(subject_id=review.pk).exists()


@pytest.mark.parametrize("to_stage", ENDS)
def test_after_an_end_nobody_is_asked_for_the_talk_on_answers_that_are_in(
    cast, to_stage
) -> None:
    review = make_review(cast, state=ReviewState.CLOSED, partner=4)
    first = NOW + timedelta(days=45)
    plan_reminders(now=first)
    sent = Reminder.objects.filter(subject_id=review.pk)
    assert sent.filter(state=ReminderState.PLANNED).exists()

    Partnership.objects.filter(pk=review.partnership_id).update(stage=to_stage)
    stop(cast, to_stage)
    plan_reminders(now=first + timedelta(days=40))

    goes_on = to_stage == Stage.SUSTAINING
    assert sent.filter(state=ReminderState.PLANNED).exists() is goes_on
    assert fresh(review).state == ReviewState.CLOSED


@pytest.mark.parametrize("to_stage", [Stage.ACTIVE, *ENDS])
def test_after_an_end_a_review_of_one_side_is_over_and_asks_for_no_talk(
    cast, to_stage
) -> None:
    review = make_review(cast, state=ReviewState.CLOSED, partner=None)
    Partnership.objects.filter(pk=review.partnership_id).update(stage=to_stage)
    later = NOW + timedelta(days=80)
    advance_reviews(now=later)
    plan_reminders(now=later)

    goes_on = to_stage == Stage.ACTIVE
    asked = Reminder.objects.filter(subject_id=review.pk)
    assert fresh(review).state == (
        ReviewState.CLOSED if goes_on else ReviewState.COMPLETED
    )
    assert asked.filter(state=ReminderState.PLANNED).exists() is goes_on


def test_it_is_told_why_and_by_whom(cast) -> None:
    review = make_review(cast, state=ReviewState.SCHEDULED)
    stop(cast, Stage.ENDED_EARLY)
    told = AuditEntry.objects.get(verb="reviews.review.cancelled")

    assert fresh(review).cancel_reason == ("The stage is now: Ended early.")
    assert told.actor_key == cast.actor("dan").key


@pytest.mark.parametrize("to_stage", [Stage.ACTIVE, *ENDS])
@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (ReviewKind.FULL, ReviewState.SCHEDULED),
        (ReviewKind.PULSE, ReviewState.OPEN),
        (ReviewKind.FULL, ReviewState.CLOSED),
        (ReviewKind.TALK, ReviewState.CLOSED),
    ],
)
def test_what_ended_before_stops_as_at_the_step_itself(
    cast, to_stage, kind, state
) -> None:
    review = make_review(cast, kind=kind, state=state)
    Partnership.objects.filter(pk=review.partnership_id).update(stage=to_stage)
    for migration in 2 * [EARLIER_ENDS, EARLIER_PULSES]:
        migration.stop(apps, None)
    came_of_it = fresh(review).state, fresh(review).cancel_reason
    told = AuditEntry.objects.filter(verb="reviews.review.cancelled")
    assert told.count() == (came_of_it[0] == ReviewState.CANCELLED)

    Review.objects.filter(pk=review.pk).update(state=state, cancel_reason="")
    stop(cast, to_stage)
    assert (fresh(review).state, fresh(review).cancel_reason) == came_of_it
