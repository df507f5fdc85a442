"""Which partnerships and reviews may be due for a step?

Wide nets by UTC days: the step itself decides by the country's own day, under a lock.
"""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, Subquery

from partners.choices import Stage
from partners.models import Event, Partnership
from partners.rules.method import METHOD
from partners.rules.stages import REVIEWED_STAGES
from reviews.choices import AssessmentState, ReviewKind, ReviewState
from reviews.models import Assessment, Review
from reviews.rules.cadence import closing_on
from reviews.rules.due import allowed_until
from reviews.selectors.ground import agreement_ends

ONE_DAY = timedelta(days=1)


def to_plan() -> list[int]:
    """Return the partnerships that may need another review. Three queries.

    They have no full review under way, an event that no review deals with, no
    completed review yet, or a planned review that comes too late: for the end of the
    agreement, or for what the stage and the clause of the agreement allow.
    """
    full = Review.objects.full().filter(partnership=OuterRef("pk"))
    events = Event.objects.filter(partnership=OuterRef("pk"), closed_on=None)
    rows = Partnership.objects.reviewed_regularly().filter(
        ~Exists(full.unfinished())
        | ~Exists(full.filter(state=ReviewState.COMPLETED))
        | Exists(events.filter(review=None))
        | Q(pk__in=_with_a_late_plan())
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


def _with_a_late_plan() -> set[int]:
    """Return partnerships whose planned full review should come sooner."""
    last = Review.objects.full().filter(
        partnership=OuterRef("partnership"), state=ReviewState.COMPLETED
    )
    newest = last.order_by("-completed_on").values("completed_on")[:1]
    rows = list(
        Review.objects.full()
        .filter(state=ReviewState.SCHEDULED)
        .values_list(
            "partnership",
            "due_on",
            "partnership__stage",
            "partnership__relationship_start",
            "partnership__clause_months",
            Subquery(newest),
        )
    )
    ends = agreement_ends([key for key, *_ in rows])
    return {
        key
        for key, due_on, stage, start, clause_months, last_on in rows
        if ((end := ends.get(key)) and closing_on(end) < due_on)
        or (
            last_on
            and (until := allowed_until(Stage(stage), start, last_on, clause_months))
            and until < due_on
        )
    }
