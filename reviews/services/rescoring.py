"""What follows when an answer of a review that was scored is corrected?"""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from eclt_partners.common.actor import SYSTEM
from partners.models import Partnership
from partners.rules.method import METHOD
from reviews.choices import ReviewState
from reviews.models import Review, ReviewScore
from reviews.rules.states import check_step
from reviews.services.next_reviews import (
    bring_forward,
    full_owed_on,
    lock_partnership,
    plan_full,
)
from reviews.services.reminders import cancel_for_review
from reviews.services.scoring import read_health, store_successors
from reviews.services.steps import lock_review, record_on

NOTICE = timedelta(days=METHOD.open_lead_days)


def rescore(
    review: Review, *, party_id: int | None, reason: str, now: datetime
) -> list[ReviewScore]:
    """Give a locked review its next scores; once completed, what rests on them too.

    Health readings get successors, and the date of the next full review is counted
    anew. Nothing that was stored changes.

    Args:
        review: locked, scored.
        party_id: whose answer was corrected; None = the foundation's.
        reason: why, for both sides to read.
        now: when, aware.
    """
    scores = store_successors(review=review, party_id=party_id, reason=reason, now=now)
    if review.state == ReviewState.COMPLETED:
        read_health(review=review, scores=scores)
        _count_next_date_anew(lock_partnership(review.partnership_id), now=now)
    return scores


def _count_next_date_anew(partnership: Partnership, *, now: datetime) -> None:
    """Move the next full review to the day the cadence asks for now.

    Earlier: it is brought forward, with the usual notice. Later: it is planned anew,
    unless people have set its day or its panel. One that is open for answers stays.
    """
    planned = Review.objects.full().unfinished().filter(partnership=partnership).first()
    today = partnership.country.today(now=now)
    owed_on = full_owed_on(partnership, today)
    if planned is None or owed_on is None:
        return
    planned = lock_review(planned.pk)
    if planned.state != ReviewState.SCHEDULED:
        return
    asked_on = max(owed_on, today + NOTICE)
    if asked_on < planned.due_on:
        bring_forward(planned, asked_on, actor=SYSTEM, now=now)
    elif owed_on > planned.due_on and _is_untouched(planned):
        _withdraw(planned, now=now)
        plan_full(partnership, now=now, pauses=False)


def _is_untouched(planned: Review) -> bool:
    """Tell whether nobody but the cadence has had a hand in a planned review."""
    return (
        planned.created_by == SYSTEM.key
        and planned.round == 1
        and not planned.sides.exclude(confirmed_at=None).exists()
    )


def _withdraw(planned: Review, *, now: datetime) -> None:
    check_step(ReviewState(planned.state), ReviewState.CANCELLED)
    planned.state = ReviewState.CANCELLED
    with translation.override(planned.partnership.country.default_language):
        planned.cancel_reason = _(
            "An answer was corrected, so the date was counted again."
        )
    planned.closed_at = now
    planned.save(update_fields=["state", "cancel_reason", "closed_at"])
    cancel_for_review(review=planned, recipient_key=None, now=now)
    record_on(planned, "reviews.review.cancelled", actor=SYSTEM, now=now)
