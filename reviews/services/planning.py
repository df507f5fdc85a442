"""When do the two sides take stock, and what moves a review on?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

import structlog
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import DomainError, InvalidInput
from partners.models import Partnership
from partners.rules.stages import REVIEWED_STAGES
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.rules.states import check_step
from reviews.selectors.agenda import (
    to_close,
    to_finish,
    to_lapse,
    to_open,
    to_plan,
)
from reviews.services.finishing import finish_alone
from reviews.services.next_reviews import (
    Plan,
    bring_forward,
    create_review,
    lock_partnership,
    plan_extras,
    plan_full,
)
from reviews.services.panels import mark_seat_left
from reviews.services.reminders import cancel_for_review
from reviews.services.seating import PanelChoice, SideChoice, seat_side
from reviews.services.steps import (
    close_if_due,
    lapse_if_due,
    lock_if_free,
    lock_review,
    open_if_due,
    record_on,
)
from reviews.services.stopping import ASKS_NOTHING_MORE
from reviews.services.turns import note_turns

__all__ = [
    "AdvanceReport",
    "PanelChoice",
    "SideChoice",
    "advance_reviews",
    "cancel_review",
    "ensure_next_review",
    "mark_seat_left",
    "schedule_review",
]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class AdvanceReport:
    """What one round of advancing did.

    Attributes:
        planned_count: reviews that were made.
        opened_count: reviews that opened for answers.
        closed_count: reviews that closed and were scored.
        lapsed_count: reviews whose talk was never held.
        finished_count: reviews of one side that ended without a talk.
        turned_count: partnerships whose status turned red.
    """

    planned_count: int = 0
    opened_count: int = 0
    closed_count: int = 0
    lapsed_count: int = 0
    finished_count: int = 0
    turned_count: int = 0


@transaction.atomic
def schedule_review(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    kind: ReviewKind,
    due_on: date,
    panel: PanelChoice | None = None,
) -> Review:
    """Plan a review for a day; it opens at once from 14 days before that day.

    When a full review is planned already, it moves to the earlier day. A second press,
    or a second person, plans no second one for the same day.

    Args:
        actor: an officer of the country.
        now: when, aware.
        partnership: with whom.
        kind: full, pulse or talk.
        due_on: the day answers are due; today or later.
        panel: who answers; None = the people of last time, else the leads.

    Raises:
        NotPermitted: the actor may not plan reviews here.
        InvalidInput: a day in the past, a full review that is planned for an earlier
            day or under way, people who may not answer, a partnership that has ended.
    """
    _require(actor, Action.SCHEDULE_REVIEW, partnership)
    locked = lock_partnership(partnership.pk)
    _refuse_after_the_end(locked, kind)
    if due_on < locked.country.today(now=now):
        raise InvalidInput({"due_on": _("Choose today or a later day.")})
    unfinished = Review.objects.unfinished().filter(partnership=locked, kind=kind)
    same = unfinished.filter(due_on=due_on, event=None).first()
    if same is not None and panel is None:
        return same
    planned = unfinished.first()
    if kind == ReviewKind.FULL and planned is not None:
        return _move(planned, due_on, panel, actor=actor, now=now)
    plan = Plan(kind=kind, owed_on=due_on, due_on=due_on)
    return create_review(locked, plan, actor=actor, now=now, panel=panel)


@transaction.atomic
def ensure_next_review(*, now: datetime, partnership: Partnership) -> Review | None:
    """Plan what the cadence and open events ask for; again changes nothing.

    Args:
        now: when, aware.
        partnership: in any stage; nothing is planned where no reviews are held.

    Returns:
        The full review that was made now, or None.
    """
    locked = lock_partnership(partnership.pk)
    if not Partnership.objects.reviewed_regularly().filter(pk=locked.pk).exists():
        return None
    review = plan_full(locked, now=now)
    plan_extras(locked, now=now)
    return review


@transaction.atomic
def cancel_review(
    *, actor: Actor, now: datetime, review: Review, reason: str
) -> Review:
    """Cancel a review that is planned, open or closed, with its reason.

    The cadence plans a new full review 30 days later, as after a lapse. The same wish a
    second time, as a button pressed twice sends it, changes nothing.

    Raises:
        NotPermitted: the actor may not cancel reviews here.
        IllegalTransition: the talk was held, or the review is over.
        InvalidInput: there is no reason.
    """
    _require(actor, Action.CANCEL_REVIEW, review.partnership)
    locked = lock_review(review.pk)
    if (locked.state, locked.cancel_reason) == (ReviewState.CANCELLED, reason.strip()):
        return locked
    check_step(ReviewState(locked.state), ReviewState.CANCELLED)
    if not reason.strip():
        raise InvalidInput({"reason": _("Write why the review is cancelled.")})
    locked.state = ReviewState.CANCELLED
    locked.cancel_reason = reason.strip()
    locked.closed_at = now
    locked.save(update_fields=["state", "cancel_reason", "closed_at"])
    cancel_for_review(review=locked, recipient_key=None, now=now)
    record_on(locked, "reviews.review.cancelled", actor=actor, now=now)
    return locked


def advance_reviews(*, now: datetime) -> AdvanceReport:
    """Plan, open, close and end whatever is due; safe at any time, in any number.

    First of all it notes which status turned red: the talk about it is planned at once.

    It looks at states, never at "since last time", so a round that was missed or ran
    twice does no harm. Each review has its own transaction; one that fails is logged
    and does not stop the others.

    Args:
        now: when, aware; each country's own day counts.
    """
    return AdvanceReport(
        turned_count=_note_turns(now=now),
        planned_count=sum(_plan(pk, now=now) for pk in to_plan()),
        opened_count=_advance(to_open(now=now), open_if_due, now=now),
        closed_count=_advance(to_close(), close_if_due, now=now),
        lapsed_count=_advance(to_lapse(now=now), lapse_if_due, now=now),
        finished_count=_advance(to_finish(now=now), finish_alone, now=now),
    )


def _note_turns(*, now: datetime) -> int:
    try:
        return note_turns(now=now)
    except (DomainError, DatabaseError):
        log.exception("reviews.turns_failed")
        return 0


def _require(actor: Actor, action: Action, partnership: Partnership) -> None:
    require(actor, action, country=partnership.country_id, partnership=partnership.pk)


def _refuse_after_the_end(partnership: Partnership, kind: ReviewKind) -> None:
    """Refuse to ask people again; both sides may still talk at the end (methods A3)."""
    may_talk = partnership.stage not in ASKS_NOTHING_MORE
    if partnership.stage in REVIEWED_STAGES or (kind == ReviewKind.TALK and may_talk):
        return
    text = _("No review is planned any more: the stage is now %(stage)s.")
    raise InvalidInput({"": text % {"stage": partnership.get_stage_display()}})


def _move(
    planned: Review,
    due_on: date,
    panel: PanelChoice | None,
    *,
    actor: Actor,
    now: datetime,
) -> Review:
    review = lock_review(planned.pk)
    if review.state != ReviewState.SCHEDULED:
        raise InvalidInput({"": _("A full review is under way already.")})
    if due_on > review.due_on:
        text = _("A full review is planned already, for an earlier day.")
        raise InvalidInput({"due_on": text})
    for choice in panel.sides if panel else ():
        seat_side(review, choice, now=now)
    if due_on < review.due_on:
        bring_forward(review, due_on, actor=actor, now=now)
    return review


def _plan(partnership_id: int, *, now: datetime) -> int:
    """Plan for one partnership; returns how many full reviews were made."""
    partnership = Partnership.objects.get(pk=partnership_id)
    try:
        return int(ensure_next_review(now=now, partnership=partnership) is not None)
    except (DomainError, DatabaseError):
        log.exception("reviews.plan_failed", partnership=partnership_id)
        return 0


def _advance(
    review_ids: Iterable[int], step: Callable[..., bool], *, now: datetime
) -> int:
    return sum(_step(review_id, step, now=now) for review_id in review_ids)


def _step(review_id: int, step: Callable[..., bool], *, now: datetime) -> bool:
    """Take one step on one review, unless somebody else is at it."""
    try:
        with transaction.atomic():
            review = lock_if_free(review_id)
            return review is not None and step(review, now=now)
    except (DomainError, DatabaseError):
        log.exception("reviews.step_failed", review=review_id)
        return False
