"""What happens when a review is over for good?"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _

from eclt_partners.common.actor import SYSTEM, Actor
from partners.models import Event
from partners.rules.stages import REVIEWED_STAGES
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.rules.states import check_step
from reviews.selectors.panels import progress
from reviews.services.reminders import cancel_for_review
from reviews.services.scoring import read_health
from reviews.services.steps import record_on


def finish(review: Review, *, actor: Actor, now: datetime) -> None:
    """Complete a locked review: readings, events and reminders.

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


def finish_after_end(review: Review, *, now: datetime) -> bool:
    """Complete a closed review of one side once its partnership has ended.

    With one side the talk is optional (rulings 8), so such a review never lapses. In a
    partnership that goes on somebody decides about it and the next one comes; after an
    end it would ask for its talk for ever.

    Args:
        review: a locked review.
        now: when, aware.

    Returns:
        True when it was completed now.
    """
    place = review.partnership
    if place.stage in REVIEWED_STAGES or review.state != ReviewState.CLOSED:
        return False
    if review.kind == ReviewKind.TALK or len(progress(review).heard) != 1:
        return False
    with translation.override(place.country.default_language):
        review.no_talk_reason = _("The stage is now: %(stage)s.") % {
            "stage": place.get_stage_display()
        }
    review.save(update_fields=["no_talk_reason"])
    finish(review, actor=SYSTEM, now=now)
    return True


def _close_events(review: Review) -> int:
    """Close what the review dealt with: its own event; a full one, also merged ones.

    An event whose own pulse or talk was cancelled or lapsed is dealt with by the next
    full review, too; else nothing would ever close it. One that is reported after the
    talk waits for the next review.
    """
    talked_on = review.talk.held_on if review.talk else review.completed_on
    dealt_with = Q(review=review)
    if review.kind == ReviewKind.FULL:
        awaited = Review.objects.unfinished().filter(event=OuterRef("pk"))
        dealt_with |= Q(~Exists(awaited), reported_on__lte=talked_on)
    events = Event.objects.filter(
        dealt_with, partnership=review.partnership_id, closed_on=None
    )
    return events.update(closed_on=review.completed_on)
