"""Reviews that nobody did in time, for tests."""

from datetime import UTC, date, datetime, time, timedelta

from partners.models import Partnership
from reviews.choices import ReviewKind
from reviews.models import Review
from reviews.services.planning import schedule_review
from tests.cast import Cast


def late_review(cast: Cast, partnership: Partnership, due_on: date) -> Review:
    """A review whose answers were due on a day and of which nothing is in."""
    planned_on = due_on - timedelta(days=30)
    return schedule_review(
        actor=cast.actor("dan"),
        now=datetime.combine(planned_on, time(9), UTC),
        partnership=partnership,
        kind=ReviewKind.FULL,
        due_on=due_on,
        panel=None,
    )
