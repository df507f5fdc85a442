"""Which reviews stop when a partnership ends?"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from eclt_partners.common.actor import Actor
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.services import cancel_reminders
from partners.choices import Stage
from partners.models import Partnership
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.rules.states import check_step
from reviews.services.reminders import cancel_for_review
from reviews.services.steps import lock_review, record_on

# A closing review that is open goes on after its agreement was closed. A pulse does not:
# it looks at a start, a new lead or a change of what is over (methods B3, D1).
_STOPPED: Final[Mapping[Stage, Sequence[ReviewState]]] = {
    Stage.SUSTAINING: [ReviewState.SCHEDULED],
    Stage.NOT_PURSUED: [ReviewState.SCHEDULED, ReviewState.OPEN],
    Stage.ENDED_EARLY: [ReviewState.SCHEDULED, ReviewState.OPEN],
    Stage.CONCLUDED: [ReviewState.SCHEDULED, ReviewState.OPEN],
}
_STOPS_PULSES: Final = frozenset({Stage.SUSTAINING})
ASKS_NOTHING_MORE: Final = frozenset({Stage.NOT_PURSUED, Stage.CONCLUDED})
_TALK_TO_HOLD: Final = [ReviewState.SCHEDULED, ReviewState.CLOSED]


def stop_reviews(
    *, actor: Actor, now: datetime, partnership: Partnership, to_stage: Stage
) -> int:
    """Cancel what would go on asking people after an end.

    A topic talk stays where both sides are invited to one at the end. A review whose
    answers are in keeps its result, and its talk may still be written down; nobody is
    mailed about it any more.

    The caller moves the partnership in the same transaction, and asked for the right.

    Args:
        actor: who moves the partnership.
        now: the moment, aware.
        partnership: locked by the caller.
        to_stage: where it goes; in a stage in which reviews go on nothing stops.

    Returns:
        How many were cancelled.
    """
    asks = ~Q(kind=ReviewKind.TALK) & Q(state__in=_STOPPED.get(to_stage, []))
    if to_stage in _STOPS_PULSES:
        asks |= Q(kind=ReviewKind.PULSE, state=ReviewState.OPEN)
    if to_stage in ASKS_NOTHING_MORE:
        asks |= Q(kind=ReviewKind.TALK, state__in=_TALK_TO_HOLD)
    rows = partnership.reviews.filter(asks).order_by("pk")
    found = list(rows.values_list("pk", flat=True))
    for review_id in found:
        _stop(lock_review(review_id), to_stage, actor=actor, now=now)
    if ReviewState.OPEN in _STOPPED.get(to_stage, []):
        _ask_for_no_talk(partnership)
    return len(found)


def _ask_for_no_talk(partnership: Partnership) -> None:
    """Take back what asks for the talk on answers that are in."""
    rows = partnership.reviews.filter(state=ReviewState.CLOSED)
    closed = rows.exclude(kind=ReviewKind.TALK).select_for_update(no_key=True)
    ids = list(closed.order_by("pk").values_list("pk", flat=True))
    about = Q(kind=ReminderKind.REVIEW, subject_id__in=ids)
    cancel_reminders(about, why="ended")


def _stop(review: Review, to_stage: Stage, *, actor: Actor, now: datetime) -> None:
    check_step(ReviewState(review.state), ReviewState.CANCELLED)
    review.state = ReviewState.CANCELLED
    with translation.override(review.partnership.country.default_language):
        review.cancel_reason = _("The stage is now: %(stage)s.") % {
            "stage": to_stage.label
        }
    review.closed_at = now
    review.save(update_fields=["state", "cancel_reason", "closed_at"])
    cancel_for_review(review=review, recipient_key=None, now=now)
    record_on(review, "reviews.review.cancelled", actor=actor, now=now)
