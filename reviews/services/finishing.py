"""What happens when a review is over for good?"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _

from eclt_partners.common.actor import SYSTEM, Actor
from partners.choices import Side
from partners.models import Event
from partners.rules.method import METHOD
from partners.rules.stages import REVIEWED_STAGES
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.rules.events import ASK_FOR_FULL
from reviews.rules.states import check_step, may_end_alone
from reviews.selectors.panels import progress
from reviews.services.reminders import cancel_for_review
from reviews.services.scoring import read_health
from reviews.services.steps import record_on


def finish(
    review: Review, *, actor: Actor, now: datetime, is_decided: bool = True
) -> None:
    """Complete a locked review: readings, events and reminders.

    Args:
        review: locked, its talk confirmed by both sides or not needed.
        actor: who took the last step.
        now: when, aware.
        is_decided: somebody completes it; else only time went by, and what asked for
            a full review goes on asking for one.

    Raises:
        IllegalTransition: the review is not ready to be completed.
    """
    check_step(ReviewState(review.state), ReviewState.COMPLETED, progress(review).heard)
    review.state = ReviewState.COMPLETED
    review.completed_at = now
    review.completed_on = review.partnership.country.today(now=now)
    review.save(update_fields=["state", "completed_at", "completed_on"])
    read_health(review=review)
    closed = _close_events(review, is_decided=is_decided)
    cancel_for_review(review=review, recipient_key=None, now=now)
    record_on(
        review,
        "reviews.review.completed",
        actor=actor,
        now=now,
        facts={"events_closed": closed, "with_talk": review.talk_id is not None},
    )


def finish_alone(review: Review, *, now: datetime) -> bool:
    """Complete a closed review of one side when nobody decides about it.

    With one side the talk is optional (rulings 8), so such a review never lapses. It
    would ask for its talk for ever, and no next review would come: it is over 60 days
    after closing, and at once when its partnership has ended.

    Args:
        review: a locked review.
        now: when, aware.

    Returns:
        True when it was completed now.
    """
    if review.state != ReviewState.CLOSED or review.kind == ReviewKind.TALK:
        return False
    heard = progress(review).heard
    if len(heard) != 1:
        return False
    has_ended = review.partnership.stage not in REVIEWED_STAGES
    if not has_ended and not _is_over(review, heard, now=now):
        return False
    with translation.override(review.partnership.country.default_language):
        review.no_talk_reason = _why_no_talk(review, has_ended=has_ended)
    review.save(update_fields=["no_talk_reason"])
    finish(review, actor=SYSTEM, now=now, is_decided=has_ended)
    return True


def _is_over(review: Review, heard: Collection[Side], *, now: datetime) -> bool:
    country = review.partnership.country
    if review.closed_at is None:
        return False
    closed_on = country.today(now=review.closed_at)
    return may_end_alone(heard, closed_on, country.today(now=now))


def _why_no_talk(review: Review, *, has_ended: bool) -> str:
    if has_ended:
        stage = review.partnership.get_stage_display()
        return _("The stage is now: %(stage)s.") % {"stage": stage}
    return _(
        "Only one side answered, and for %(days)d days after that nobody decided."
    ) % {"days": METHOD.lapse_days}


def _close_events(review: Review, *, is_decided: bool) -> int:
    """Close what the review dealt with: its own event; a full one, also merged ones.

    An event whose own pulse or talk was cancelled or lapsed is dealt with by the next
    full review, too; else nothing would ever close it. One that is reported after the
    talk waits for the next review. Silence deals with nothing that asks for a full one.
    """
    talked_on = review.talk.held_on if review.talk else review.completed_on
    dealt_with = Q(review=review)
    if review.kind == ReviewKind.FULL:
        awaited = Review.objects.unfinished().filter(event=OuterRef("pk"))
        dealt_with |= Q(~Exists(awaited), reported_on__lte=talked_on)
        if not is_decided:
            dealt_with &= ~Q(kind__in=ASK_FOR_FULL)
    events = Event.objects.filter(
        dealt_with, partnership=review.partnership_id, closed_on=None
    )
    return events.update(closed_on=review.completed_on)
