"""What do reviews ask of somebody: answers, talks, decisions, what a talk agreed?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from eclt_partners.common.actions import Action as Right
from eclt_partners.common.actor import Actor
from eclt_partners.dashboards.rules.attention import Need
from eclt_partners.dashboards.selectors.tasks import ENOUGH, Task
from eclt_partners.dashboards.words import NEED_WORDS
from partners.choices import Stage
from partners.rules.method import METHOD
from reviews.choices import (
    ActionState,
    AssessmentState,
    CorrectionState,
    ReviewKind,
    ReviewState,
)
from reviews.models import Action, Answer, Correction, Panelist, Review, ReviewScore
from reviews.rules.instrument import answering_minutes, asked_dimensions
from reviews.rules.states import lapses_on, talk_due_on

ACTION_AHEAD = timedelta(days=14)
OVER_STAGES = (Stage.NOT_PURSUED, Stage.ENDED_EARLY, Stage.CONCLUDED)


@dataclass(frozen=True, slots=True)
class ReviewRows:
    """What reviews ask of one person, as questions that can be asked together.

    Attributes:
        seats: reviews in which the person answers and has not sent; drafts first.
        talks: reviews whose talk is to be held or whose record waits.
        late: reviews that the person may move and that are late.
        corrections: reviews in which a corrected answer waits for somebody to agree.
        actions: what talks agreed and the person owns.
    """

    seats: QuerySet[Panelist]
    talks: QuerySet[Review]
    late: QuerySet[Review]
    corrections: QuerySet[Review]
    actions: QuerySet[Action]


def review_rows(actor: Actor, *, now: datetime) -> ReviewRows:
    """Return the questions; each for no more rows than Today shows."""
    return ReviewRows(
        seats=_open_seats(actor),
        talks=_talks(actor, now),
        late=_late_reviews(actor, now),
        corrections=_corrections(actor),
        actions=_own_actions(actor, now),
    )


def review_tasks(rows: ReviewRows, *, now: datetime) -> Iterator[Task]:
    """Say what each row asks for. A review the person answers stands here once."""
    answering = {seat.review_id for seat in rows.seats}
    yield from (_seat_task(seat, now) for seat in rows.seats)
    yield from (_talk_task(review, now) for review in rows.talks)
    for review in rows.late:
        today = _today(review, now)
        if review.original_due_on < today and review.pk not in answering:
            yield _late_task(review, today)
    yield from (_correction_task(review) for review in rows.corrections)
    for action in rows.actions:
        if action.due_on <= _today(action.review, now) + ACTION_AHEAD:
            yield _action_task(action, now)


def _open_seats(actor: Actor) -> QuerySet[Panelist]:
    if actor.user_id is None:
        return Panelist.objects.none()
    own = Answer.objects.filter(assessment__panelist=OuterRef("pk"))
    seats = Panelist.objects.filter(
        user=actor.user_id, left_at=None, review__state=ReviewState.OPEN
    ).exclude(assessment__state=AssessmentState.SUBMITTED)
    return (
        seats.select_related("review__partnership__country")
        .annotate(answer_count=Count("assessment__answers"), is_untouched=~Exists(own))
        .order_by("is_untouched", "review__due_on", "pk")[:ENOUGH]
    )


def _seat_task(seat: Panelist, now: datetime) -> Task:
    review, today = seat.review, _today(seat.review, now)
    done = getattr(seat, "answer_count", 0)
    name = review.partnership.name
    title = _("Continue the review of %(name)s") if done else _("Review %(name)s")
    kind, stage = ReviewKind(review.kind), Stage(review.partnership.stage)
    count = len(asked_dimensions(kind, stage))
    text = _("%(done)d of %(all)d questions done") % {"done": done, "all": count}
    return Task(
        title=title % {"name": name},
        text=text if done else _duration(answering_minutes(count)),
        due_on=review.due_on,
        today=today,
        is_late=review.due_on < today,
        url=reverse("reviews:hub", args=[review.pk]),
        link_label=_("Continue") if done else _("Start"),
        is_started=bool(done),
        waits_for_me=True,
    )


def _duration(minutes: int) -> str:
    text = ngettext("About %(count)d minute", "About %(count)d minutes", minutes)
    return text % {"count": minutes}


def _talks(actor: Actor, now: datetime) -> QuerySet[Review]:
    """Reviews whose talk is to be held or whose record waits to be confirmed.

    The partner is asked by mail; when it stays silent, the foundation is told. After these ends nobody is asked for the talk on answers that are in (see
    `reviews.services.stopping`).
    """
    over = ~Q(kind=ReviewKind.TALK) & Q(partnership__stage__in=OVER_STAGES)
    scores = ReviewScore.objects.valid().filter(review=OuterRef("pk"))
    red = ReviewScore.objects.red().filter(review=OuterRef("pk"))
    both = scores.filter(foundation_count__gt=0, partner_count__gt=0)
    silent_since = now - timedelta(days=METHOD.silent_days)
    unconfirmed = Q(talk__foundation_confirmed_at=None) | Q(
        talk__partner_confirmed_at=None, talk__created_at__lte=silent_since
    )
    waiting = Q(~over, state=ReviewState.CLOSED) | Q(
        unconfirmed, state=ReviewState.TALK_HELD
    )
    return (
        _reviews_where(actor, Right.RECORD_TALK)
        .filter(waiting)
        .select_related("partnership__country", "talk")
        .annotate(is_red=Exists(red), both_answered=Exists(both))
        .order_by("-state", "closed_at", "pk")[:ENOUGH]
    )


def _talk_task(review: Review, now: datetime) -> Task:
    if review.talk is not None:
        return _record_task(review, is_ours=not review.talk.foundation_confirmed_at)
    today = _today(review, now)
    closed_on = review.partnership.country.today(now=review.closed_at or now)
    if _is_one_sided(review):
        return _one_sided_task(review, today, lapses_on(closed_on) - timedelta(days=1))
    is_red = bool(getattr(review, "is_red", False))
    due_on = talk_due_on(closed_on, is_red=is_red)
    return Task(
        title=_("Hold the talk with %(name)s") % {"name": review.partnership.name},
        text=_answers_are_in(is_red=is_red),
        due_on=due_on,
        today=today,
        is_late=due_on < today,
        url=reverse("reviews:talk", args=[review.pk]),
        link_label=_("Record the talk"),
        is_urgent=is_red,
        red_id=review.partnership_id if is_red else None,
    )


def _answers_are_in(*, is_red: bool) -> str:
    text = _("The answers are in.")
    return f"{NEED_WORDS[Need.RED]}. {text}" if is_red else text


def _record_task(review: Review, *, is_ours: bool) -> Task:
    """Ask to confirm what the talk led to, or to call the partner who has not.

    Until both have confirmed, no next review is planned.
    """
    if is_ours:
        title, text = _("Confirm the record of the talk with %(name)s"), ""
        label = _("Read and confirm")
    else:
        title = _("%(name)s has not confirmed the record of the talk")
        text = _("Ask whether it is fair. Then correct it, or enter the answer.")
        label = _("Open the record")
    return Task(
        title=title % {"name": review.partnership.name},
        text=text,
        due_on=None,
        is_late=False,
        url=reverse("reviews:result", args=[review.pk]),
        link_label=label,
        is_started=is_ours,
    )


def _is_one_sided(review: Review) -> bool:
    both_answered = bool(getattr(review, "both_answered", False))
    return review.kind != ReviewKind.TALK and not both_answered


def _one_sided_task(review: Review, today: date, until: date) -> Task:
    """Ask for a decision: with one side the talk is optional (rulings 8)."""
    return Task(
        title=_("Decide about the review of %(name)s")
        % {"name": review.partnership.name},
        text=_("Only one side answered: talk about it, or complete it without a talk."),
        due_on=until,
        today=today,
        is_late=until < today,
        url=reverse("reviews:result", args=[review.pk]),
        link_label=_("Open the review"),
    )


def _corrections(actor: Actor) -> QuerySet[Review]:
    """Reviews in which a corrected answer waits for somebody to agree."""
    waiting = Correction.objects.filter(
        assessment__panelist__review=OuterRef("pk"), state=CorrectionState.ASKED
    ).exclude(asked_by=actor.key)
    reviews = _reviews_where(actor, Right.AGREE_CORRECTION)
    waiting_ones = reviews.filter(Exists(waiting)).select_related("partnership")
    return waiting_ones.order_by("pk")[:ENOUGH]


def _correction_task(review: Review) -> Task:
    return Task(
        title=_("A correction waits at %(name)s") % {"name": review.partnership.name},
        text="",
        due_on=None,
        is_late=False,
        url=reverse("reviews:decide", args=[review.pk]),
        link_label=_("Read and decide"),
    )


def _late_reviews(actor: Actor, now: datetime) -> QuerySet[Review]:
    """Reviews whose first day is over somewhere; where, each country says."""
    return (
        _reviews_where(actor, Right.SCHEDULE_REVIEW)
        .filter(
            state__in=[ReviewState.SCHEDULED, ReviewState.OPEN],
            original_due_on__lt=now.date() + timedelta(days=1),
        )
        .select_related("partnership__country")
        .order_by("original_due_on", "pk")[:ENOUGH]
    )


def _late_task(review: Review, today: date) -> Task:
    return Task(
        title=_("The review of %(name)s is late") % {"name": review.partnership.name},
        text="",
        due_on=review.original_due_on,
        today=today,
        is_late=True,
        url=reverse("reviews:hub", args=[review.pk]),
        link_label=_("Open the review"),
    )


def _own_actions(actor: Actor, now: datetime) -> QuerySet[Action]:
    if actor.user_id is None:
        return Action.objects.none()
    # As far ahead as anywhere; where, each country says.
    last = now.date() + ACTION_AHEAD + timedelta(days=1)
    return (
        Action.objects.visible_to(actor)
        .filter(owner_user=actor.user_id, state=ActionState.OPEN, due_on__lte=last)
        .select_related("review__partnership__country")
        .order_by("due_on", "pk")[:ENOUGH]
    )


def _action_task(action: Action, now: datetime) -> Task:
    review, today = action.review, _today(action.review, now)
    return Task(
        title=action.text,
        text=review.partnership.name,
        due_on=action.due_on,
        today=today,
        is_late=action.due_on < today,
        url=reverse("dashboards:partnership", args=[review.partnership_id])
        + "#actions",
        link_label=pgettext("button", "Open"),
        waits_for_me=True,
    )


def _reviews_where(actor: Actor, right: Right) -> QuerySet[Review]:
    """Return the reviews that the actor sees and may do something about."""
    seen, scope = Review.objects.visible_to(actor), actor.scope(right)
    if scope.everywhere:
        return seen
    return seen.filter(
        Q(partnership__country__in=scope.countries)
        | Q(partnership__in=scope.partnerships)
    )


def _today(review: Review, now: datetime) -> date:
    return review.partnership.country.today(now=now)
