"""How does a review move from one state to the next?

Every step is taken on a locked row, so that two people or two planners at the same
instant take it once. The caller holds the transaction.
"""

from datetime import datetime
from typing import Any

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM, Actor
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.rules.states import (
    check_step,
    may_lapse,
    may_open_on,
    should_close,
    window_ends_on,
)
from reviews.selectors.panels import first_answered_on, progress
from reviews.services.reminders import cancel_for_review
from reviews.services.scoring import store_scores


def lock_review(review_id: int) -> Review:
    """Return a review whose row is locked until the transaction ends."""
    return (
        Review.objects.select_for_update(of=("self",))
        .select_related("partnership__country", "instrument")
        .get(pk=review_id)
    )


def lock_if_free(review_id: int) -> Review | None:
    """Return a review as `lock_review`, or None when somebody else holds its lock."""
    return (
        Review.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("partnership__country", "instrument")
        .filter(pk=review_id)
        .first()
    )


def place_of(review: Review) -> Place:
    """Return where the audit files a review."""
    return Place(review.partnership.country_id, review.partnership_id)


def record_on(
    review: Review,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    """Write an audit entry about a review."""
    audit.record(
        verb, actor=actor, subject=review, now=now, place=place_of(review), facts=facts
    )


def open_if_due(review: Review, *, now: datetime) -> bool:
    """Open a planned review from 14 days before its due date (rulings 8).

    A topic talk asks no questions: it goes on to CLOSED at once, the talk is next.

    Args:
        review: a locked review.
        now: when, aware.

    Returns:
        True when it was opened now.
    """
    today = review.partnership.country.today(now=now)
    if review.state != ReviewState.SCHEDULED or today < may_open_on(review.due_on):
        return False
    check_step(ReviewState(review.state), ReviewState.OPEN)
    review.state = ReviewState.OPEN
    review.opened_at = now
    review.save(update_fields=["state", "opened_at"])
    record_on(review, "reviews.review.opened", actor=SYSTEM, now=now)
    if review.kind == ReviewKind.TALK:
        close(review, now=now)
    return True


def close_if_due(review: Review, *, now: datetime) -> bool:
    """Close an open review when both sides are in, or at T+16 when anybody is.

    A review that nobody answered stays open (rulings 8); its first answer gives the
    others another 16 days (ADR 0010).

    Args:
        review: a locked review.
        now: when, aware.

    Returns:
        True when it was closed now.
    """
    if review.state != ReviewState.OPEN:
        return False
    today = review.partnership.country.today(now=now)
    state = progress(review)
    ends_on = window_ends_on(review.due_on, first_answered_on(review))
    window_is_over = bool(state.heard) and today >= ends_on
    if not (should_close(state.complete, ends_on, today) or window_is_over):
        return False
    close(review, now=now)
    return True


def close(review: Review, *, now: datetime) -> None:
    """Close a locked, open review and store its scores in the same transaction."""
    check_step(ReviewState(review.state), ReviewState.CLOSED)
    review.state = ReviewState.CLOSED
    review.closed_at = now
    review.save(update_fields=["state", "closed_at"])
    scores = store_scores(review=review, now=now)
    cancel_for_review(review=review, recipient_key=None, now=now)
    record_on(
        review,
        "reviews.review.closed",
        actor=SYSTEM,
        now=now,
        facts={"scores": len(scores)},
    )


def lapse_if_due(review: Review, *, now: datetime) -> bool:
    """Let a closed review lapse 60 days after closing without a talk (methods B5.6).

    Args:
        review: a locked review.
        now: when, aware.

    Returns:
        True when it lapsed now.
    """
    if review.state != ReviewState.CLOSED or review.closed_at is None:
        return False
    country = review.partnership.country
    closed_on = country.today(now=review.closed_at)
    if not may_lapse(progress(review).heard, closed_on, country.today(now=now)):
        return False
    check_step(ReviewState(review.state), ReviewState.LAPSED)
    review.state = ReviewState.LAPSED
    review.save(update_fields=["state"])
    cancel_for_review(review=review, recipient_key=None, now=now)
    record_on(review, "reviews.review.lapsed", actor=SYSTEM, now=now)
    return True
