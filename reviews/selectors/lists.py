"""Which reviews are due, late, begun, waiting or done?"""

from datetime import date, datetime

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from partners.models import Partnership
from reviews.choices import AssessmentState, ReviewState
from reviews.models import Panelist, Review
from reviews.models.reviews import OVER

WAITING_STATES = [ReviewState.SCHEDULED, ReviewState.OPEN]
TALK_STATES = [ReviewState.CLOSED, ReviewState.TALK_HELD]


class Show(models.TextChoices):
    """Which part of the reviews a list shows."""

    DUE = "due", _("Coming up")
    OVERDUE = "overdue", _("Late")
    DRAFTS = "drafts", _("My answers")
    PARTNER = "partner", _("Waiting for the partner")
    TALK = "talk", _("Talk is next")
    DONE = "done", pgettext_lazy("reviews", "Done")


def review_list(
    actor: Actor, show: Show, *, now: datetime, only: Partnership | None = None
) -> QuerySet[Review]:
    """Return one part of the reviews in the actor's scope, most urgent first.

    Days are compared with the day in UTC, which is near enough for a list; the pages
    of a review count in the country's own days.

    Args:
        actor: who looks.
        show: which part.
        now: the present moment, aware.
        only: the reviews of this partnership alone; None for all.
    """
    rows = _seen(actor, only).select_related("partnership__country")
    order = "-due_on" if show == Show.DONE else "due_on"
    return rows.filter(_parts(actor, now.date())[show]).order_by(order, "pk")


def counts(
    actor: Actor, *, now: datetime, only: Partnership | None = None
) -> dict[Show, int]:
    """Return how many reviews each part has. One query."""
    seen = _seen(actor, only).order_by()
    # Each part by itself: what decides of one part alone is asked of its reviews alone.
    counted = {
        show: seen.filter(part).values_list("state").annotate(count=Count("pk"))
        for show, part in _parts(actor, now.date()).items()
    }
    ask_together(*counted.values())
    return {show: sum(count for _state, count in counted[show]) for show in Show}


def _seen(actor: Actor, only: Partnership | None) -> QuerySet[Review]:
    rows = Review.objects.visible_to(actor)
    return rows if only is None else rows.filter(partnership=only)


def _parts(actor: Actor, today: date) -> dict[Show, Q]:
    waiting = Q(state__in=WAITING_STATES)
    return {
        Show.DUE: waiting & Q(original_due_on__gte=today),
        Show.OVERDUE: waiting & Q(original_due_on__lt=today),
        Show.DRAFTS: Q(Exists(own_seats(actor)), state=ReviewState.OPEN),
        Show.PARTNER: Q(
            ~Exists(_unsent(party__isnull=True)),
            Exists(_unsent(party__isnull=False)),
            state=ReviewState.OPEN,
        ),
        Show.TALK: Q(state__in=TALK_STATES),
        Show.DONE: Q(state__in=OVER),
    }


def own_seats(actor: Actor) -> QuerySet[Panelist]:
    """Return the actor's seats whose answers are not sent, for a review outside."""
    return _unsent(user=actor.user_id, user__isnull=False)


def _unsent(**which: object) -> QuerySet[Panelist]:
    seats = Panelist.objects.filter(
        review=OuterRef("pk"), left_at__isnull=True, **which
    )
    return seats.exclude(assessment__state=AssessmentState.SUBMITTED)
