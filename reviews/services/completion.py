"""What happens when a review is completed?"""

from datetime import datetime

from eclt_partners.common.actor import Actor
from reviews.models import Review
from reviews.services.finishing import finish
from reviews.services.planning import ensure_next_review


def complete(review: Review, *, actor: Actor, now: datetime) -> None:
    """Complete a locked review and plan the next one.

    Args:
        review: locked, its talk confirmed by both sides or not needed.
        actor: who took the last step.
        now: when, aware.

    Raises:
        IllegalTransition: the review is not ready to be completed.
    """
    finish(review, actor=actor, now=now)
    ensure_next_review(now=now, partnership=review.partnership)
