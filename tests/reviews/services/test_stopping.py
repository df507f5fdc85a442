"""Which reviews stop when a partnership ends."""

from datetime import timedelta

import pytest

from eclt_partners.audit.models import AuditEntry
from eclt_partners.notifications.models import Reminder
from partners.choices import Stage
from reviews.choices import ReviewKind, ReviewState
from reviews.services.planning import advance_reviews
from reviews.services.reminders import plan_reminders
from reviews.services.stopping import stop_reviews
from tests.cast import NOW, TODAY
from tests.reviews.factories import fresh, make_review, review_with_days

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
    review = review_with_days(cast, NOW)
    stop(cast, Stage.ENDED_EARLY)
    later = NOW + timedelta(days=80)
    advance_reviews(now=later)
    plan_reminders(now=later)

    assert fresh(review).state == ReviewState.CANCELLED
    assert not Reminder.objects.filter(subject_id=review.pk).exists()


def test_it_is_told_why_and_by_whom(cast) -> None:
    review = make_review(cast, state=ReviewState.SCHEDULED)
    stop(cast, Stage.ENDED_EARLY)
    told = AuditEntry.objects.get(verb="reviews.review.cancelled")

    assert fresh(review).cancel_reason == ("The stage is now: Ended early.")
    assert told.actor_key == cast.actor("dan").key
