"""What happens when a review is completed?"""

from datetime import datetime

from django.db.models import Q

from eclt_partners.common.actor import Actor
from partners.models import Event
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.rules.states import check_step
from reviews.selectors.panels import progress
from reviews.services.planning import ensure_next_review
from reviews.services.reminders import cancel_for_review
from reviews.services.scoring import read_health
from reviews.services.steps import record_on


def complete(review: Review, *, actor: Actor, now: datetime) -> None:
    """Complete a locked review: readings, events, reminders and the next review.

    Args:
        review: locked, its talk confirmed by both sides or not needed.
        actor: who took the last step.
        now: when, aware.

    Raises:
        IllegalTransition: the review is not ready to be completed.
    """
    check_step(ReviewState(review.state), ReviewState.COMPLETED, progress(review).heard)
    review.state = ReviewState.COMPLETED
    review.completed_at = now
    review.completed_on = review.partnership.country.today(now=now)
    review.save(update_fields=["state", "completed_at", "completed_on"])
    read_health(review=review)
    closed = _close_events(review)
    cancel_for_review(review=review, recipient_key=None, now=now)
    record_on(
        review,
        "reviews.review.completed",
        actor=actor,
        now=now,
        facts={"events_closed": closed, "with_talk": review.talk_id is not None},
    )
    ensure_next_review(now=now, partnership=review.partnership)


def _close_events(review: Review) -> int:
    """Close what the review dealt with: its own event; a full one, also merged ones.

    An event reported after the talk waits for the next review.
    """
    talked_on = review.talk.held_on if review.talk else review.completed_on
    dealt_with = Q(review=review)
    if review.kind == ReviewKind.FULL:
        dealt_with |= Q(review=None, reported_on__lte=talked_on)
    events = Event.objects.filter(
        dealt_with, partnership=review.partnership_id, closed_on=None
    )
    return events.update(closed_on=review.completed_on)
