"""Which partnerships and reviews may be due for a step?

Wide nets by UTC days: the step itself decides by the country's own day, under a lock.
"""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from partners.models import Event, Partnership
from partners.rules.method import METHOD
from partners.rules.stages import REVIEWED_STAGES
from reviews.choices import AssessmentState, ReviewKind, ReviewState
from reviews.models import Assessment, Review
from reviews.rules.cadence import closing_on
from reviews.selectors.ground import agreement_ends

ONE_DAY = timedelta(days=1)


def to_plan() -> list[int]:
    """Return the partnerships that may need another review. Three queries.

    They have no full review under way, an event that no review deals with, no
    completed review yet, or an agreement that ends before the planned review.
    """
    full = Review.objects.full().filter(partnership=OuterRef("pk"))
    events = Event.objects.filter(partnership=OuterRef("pk"), closed_on=None)
    rows = Partnership.objects.reviewed_regularly().filter(
        ~Exists(full.unfinished())
        | ~Exists(full.filter(state=ReviewState.COMPLETED))
        | Exists(events.filter(review=None))
        | Q(pk__in=_ends_before_review())
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def to_open(*, now: datetime) -> list[int]:
    """Return planned reviews whose window may have begun. One query."""
    latest = now.date() + ONE_DAY + timedelta(days=METHOD.open_lead_days)
    rows = Review.objects.filter(state=ReviewState.SCHEDULED, due_on__lte=latest)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def to_close() -> list[int]:
    """Return open reviews that somebody has answered. One query."""
    sent = Assessment.objects.filter(
        panelist__review=OuterRef("pk"), state=AssessmentState.SUBMITTED
    )
    rows = Review.objects.filter(Exists(sent), state=ReviewState.OPEN)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def to_lapse(*, now: datetime) -> list[int]:
    """Return closed reviews whose talk may be overdue for good. One query."""
    latest = now + ONE_DAY - timedelta(days=METHOD.lapse_days)
    rows = Review.objects.filter(state=ReviewState.CLOSED, closed_at__lte=latest)
    rows = rows.exclude(kind=ReviewKind.TALK)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def to_finish(*, now: datetime) -> list[int]:
    """Return closed reviews that may be over without a talk. One query."""
    latest = now + ONE_DAY - timedelta(days=METHOD.lapse_days)
    rows = Review.objects.filter(state=ReviewState.CLOSED)
    rows = rows.exclude(kind=ReviewKind.TALK)
    over = ~Q(partnership__stage__in=REVIEWED_STAGES) | Q(closed_at__lte=latest)
    rows = rows.filter(over)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _ends_before_review() -> set[int]:
    """Return partnerships whose closing review should come before the planned one."""
    planned = dict(
        Review.objects.full()
        .filter(state=ReviewState.SCHEDULED)
        .values_list("partnership", "due_on")
    )
    ends = agreement_ends(planned)
    return {key for key, end in ends.items() if end and closing_on(end) < planned[key]}
