"""Whose single answers are old enough to be erased?"""

from datetime import UTC, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q

from partners.rules.months import add_months
from reviews.choices import ReviewState
from reviews.models import Assessment, Review

OVER = [ReviewState.COMPLETED, ReviewState.LAPSED, ReviewState.CANCELLED]


def reviews_to_erase(*, now: datetime, months: int) -> list[int]:
    """Return the reviews whose single answers are to be erased. One query.

    Months count from the day a review was completed; from its closing when it lapsed
    or was cancelled; never from before the last answer was sent.

    Args:
        now: the moment, aware.
        months: how long single answers are kept.
    """
    last_on = add_months(now.astimezone(UTC).date(), -months)
    until = datetime.combine(last_on + timedelta(days=1), time(), UTC)
    kept = Assessment.objects.filter(panelist__review=OuterRef("pk"), erased_at=None)
    young = kept.filter(Q(sent_at__gte=until) | Q(started_at__gte=until))
    rows = Review.objects.filter(
        Q(completed_on__lte=last_on) | Q(completed_on=None, closed_at__lt=until),
        Exists(kept),
        ~Exists(young),
        state__in=OVER,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))
