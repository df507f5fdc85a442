"""Which reminders does a review owe, and when are they no longer owed?"""

from datetime import datetime

from reviews.models import Review


def plan_reminders(*, now: datetime) -> int:
    """Plan the reminders that are owed now and return how many are new."""
    raise NotImplementedError


def cancel_for_review(
    *, review: Review, recipient_key: str | None, now: datetime
) -> int:
    """Cancel what is owed for a review to one recipient, or to all with None.

    Returns:
        How many were cancelled.
    """
    return 0
