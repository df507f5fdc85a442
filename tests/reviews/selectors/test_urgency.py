"""What brings a planned full review forward, and what does not?"""

from datetime import timedelta

import pytest

from partners.choices import EventKind, Side, Stage
from partners.models import Event, Partnership
from reviews.choices import ReviewState, SnoozeReason
from reviews.models import Review
from reviews.services.planning import ensure_next_review
from reviews.services.snoozes import snooze_review
from tests.cast import NOW, TODAY
from tests.reviews.factories import fresh, make_review

NEW_DAY = TODAY + timedelta(days=45)


@pytest.fixture
def moved(cast) -> Review:
    """A review that a new strategy asks for in 30 days, moved by 15 days."""
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
        stage=Stage.SHAPING
    )
    make_review(cast, state=ReviewState.COMPLETED, now=NOW - timedelta(days=60))
    event(cast, EventKind.STRATEGY, days=0)
    plan(cast)
    review = Review.objects.get(state=ReviewState.SCHEDULED)
    snooze_review(
        actor=cast.actor("amina"),
        now=NOW,
        review=review,
        to_on=NEW_DAY,
        reason=SnoozeReason.HARVEST,
    )
    return review


def event(cast, kind: EventKind, *, days: int) -> None:
    on = TODAY + timedelta(days=days)
    Event.objects.create(
        partnership=cast.malawi_partnership,
        kind=kind,
        happened_on=on,
        reported_on=on,
        reported_by="user:1",
        side=Side.PARTNER,
    )


def plan(cast, *, days: int = 0) -> None:
    now = NOW + timedelta(days=days)
    ensure_next_review(now=now, partnership=cast.malawi_partnership)


def test_what_both_knew_when_they_moved_it_does_not_take_the_new_day_back(
    cast, moved
) -> None:
    plan(cast, days=1)
    assert fresh(moved).due_on == NEW_DAY


def test_what_is_reported_after_the_move_brings_it_forward(cast, moved) -> None:
    event(cast, EventKind.INTEGRITY, days=1)
    plan(cast, days=1)
    assert fresh(moved).due_on == TODAY + timedelta(days=31)
