"""Which changes of agreements ended since the last review, to talk about (E3.5)?"""

from datetime import UTC, datetime
from typing import Final

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce

from agreements.models import Renegotiation
from agreements.selectors.tables import closed_between
from reviews.choices import ReviewState
from reviews.views.seats import Seat

EVER: Final = datetime.min.replace(tzinfo=UTC)


def ended_changes(seat: Seat) -> list[Renegotiation]:
    """Return what was declined, signed or taken back since the last full review.

    One query.

    A person of a partner sees those of agreements that the own partner is a party of.
    """
    review = seat.review
    last = (
        review.partnership.reviews.full()
        .filter(state=ReviewState.COMPLETED, completed_at__lt=_end(seat))
        .exclude(pk=review.pk)
        .order_by("-completed_at")
        .values("completed_at")[:1]
    )
    after = Coalesce(Subquery(last), Value(EVER))
    rows = closed_between(review.partnership_id, after, _end(seat))
    if seat.contact is not None:
        partner = seat.contact.partner_id
        rows = rows.filter(agreement__parties__partner=partner).distinct()
    return list(rows)


def _end(seat: Seat) -> datetime:
    return seat.review.completed_at or seat.now
