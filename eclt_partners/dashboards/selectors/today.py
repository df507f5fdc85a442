"""What must somebody do, and what comes next?"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action as Right
from eclt_partners.common.actor import Actor
from eclt_partners.common.words import with_colon
from eclt_partners.dashboards.rules.attention import Need
from eclt_partners.dashboards.selectors.snapshots import CountryLine
from eclt_partners.dashboards.selectors.tasks import Task, ToDo
from eclt_partners.dashboards.words import NEED_WORDS
from partners.choices import Status
from partners.models import Onboarding
from partners.selectors.incidents import IncidentLine, incident_lines
from partners.selectors.onboarding import first_steps_left
from reviews.choices import (
    ActionState,
    AssessmentState,
    CorrectionState,
    ReviewState,
)
from reviews.models import Action, Answer, Correction, Panelist, Review, ReviewScore
from reviews.rules.states import talk_due_on

ACTION_AHEAD_DAYS = 14
# Nobody plans a day with more; the lists of reviews have them all.
MOST_TASKS = 50
_ENOUGH = MOST_TASKS + 1
NO_DAY = date.max


def tasks_of(actor: Actor, lines: list[CountryLine], *, now: datetime) -> ToDo:
    """Return what the actor should do: started things first, then by day.

    A constant number of queries, each for no more rows than are shown. A review the
    actor answers stands here once, also when it is late.

    Args:
        actor: who.
        lines: the countries the actor sees, with their figures.
        now: the moment, aware; lateness counts in the partnership's country.
    """
    seats = list(_open_seats(actor))
    answering = {seat.review_id for seat in seats}
    found = [
        *(_seat_task(seat, now) for seat in seats),
        *(_talk_task(review, now) for review in _talks(actor)),
        *(
            _late_task(review, now)
            for review in _late_reviews(actor, now)
            if review.pk not in answering
        ),
        *(
            _incident_task(line)
            for line in incident_lines(actor, now=now, only_open=True)
        ),
        *(_correction_task(review) for review in _corrections(actor)),
        *(_newcomer_task(each) for each in first_steps_left(actor)[:_ENOUGH]),
        *_red_tasks(actor, lines),
        *(_action_task(action, now) for action in _own_actions(actor, now)),
    ]
    found.sort(key=lambda task: (not task.is_started, task.due_on or NO_DAY))
    return ToDo(found[:MOST_TASKS], len(found) > MOST_TASKS)


def _incident_task(line: IncidentLine) -> Task:
    """Name neither people nor what happened: others may look over the shoulder."""
    place = line.incident.partnership.country
    return Task(
        title=_("A safety concern in %(country)s") % {"country": place.name},
        text=str(line.incident.get_state_display()),
        due_on=place.today(now=line.contact_due_at) if line.is_waiting else None,
        is_late=line.is_late,
        url=reverse("partners:incident", args=[line.incident.pk]),
        link_label=_("Read it"),
        is_started=line.is_waiting,
        waits_for_me=True,
    )


def _newcomer_task(onboarding: Onboarding) -> Task:
    """Lead to the hand-over pack until every first step is ticked."""
    done = getattr(onboarding, "done_count", 0)
    counts = {"done": done, "all": getattr(onboarding, "step_count", 0)}
    name = onboarding.partnership.name
    return Task(
        title=_("You lead %(name)s now: your first steps") % {"name": name},
        text=_("%(done)d of %(all)d steps done") % counts,
        due_on=None,
        is_late=False,
        url=reverse("dashboards:hand_over", args=[onboarding.partnership_id]),
        link_label=_("Read the hand-over pack"),
        is_started=bool(done),
        waits_for_me=True,
    )


def _open_seats(actor: Actor) -> Iterator[Panelist]:
    if actor.user_id is None:
        return iter(())
    seats = Panelist.objects.filter(
        user=actor.user_id, left_at=None, review__state=ReviewState.OPEN
    ).exclude(assessment__state=AssessmentState.SUBMITTED)
    return iter(
        seats.select_related("review__partnership__country")
        .annotate(
            answer_count=Count("assessment__answers"),
            is_untouched=~Exists(
                Answer.objects.filter(assessment__panelist=OuterRef("pk"))
            ),
        )
        .order_by("is_untouched", "review__due_on", "pk")[:_ENOUGH]
    )


def _seat_task(seat: Panelist, now: datetime) -> Task:
    review = seat.review
    done = getattr(seat, "answer_count", 0)
    name = review.partnership.name
    title = _("Continue the review of %(name)s") if done else _("Review %(name)s")
    text = _("%(done)d of 10 questions done") if done else _("About 12 minutes")
    return Task(
        title=title % {"name": name},
        text=text % {"done": done} if done else text,
        due_on=review.due_on,
        is_late=review.due_on < _today(review, now),
        url=reverse("reviews:hub", args=[review.pk]),
        link_label=_("Continue") if done else _("Start"),
        is_started=bool(done),
        waits_for_me=True,
    )


def _talks(actor: Actor) -> Iterator[Review]:
    """Reviews whose talk is to be held or whose record waits for the foundation."""
    scores = ReviewScore.objects.valid().filter(review=OuterRef("pk"))
    red = scores.filter(status=Status.RED)
    waiting = Q(state=ReviewState.CLOSED) | Q(
        state=ReviewState.TALK_HELD, talk__foundation_confirmed_at=None
    )
    return iter(
        _reviews_where(actor, Right.RECORD_TALK)
        .filter(waiting)
        .select_related("partnership__country")
        .annotate(is_red=Exists(red))
        .order_by("-state", "closed_at", "pk")[:_ENOUGH]
    )


def _talk_task(review: Review, now: datetime) -> Task:
    is_held = review.state == ReviewState.TALK_HELD
    today, name = _today(review, now), review.partnership.name
    is_red = bool(getattr(review, "is_red", False))
    closed = review.closed_at or now
    due_on = talk_due_on(review.partnership.country.today(now=closed), is_red=is_red)
    if is_held:
        title = _("Confirm the record of the talk with %(name)s")
        url, label = reverse("reviews:result", args=[review.pk]), _("Read and confirm")
    else:
        title = _("Hold the talk with %(name)s")
        url, label = reverse("reviews:talk", args=[review.pk]), _("Record the talk")
    return Task(
        title=title % {"name": name},
        text="" if is_held else _("The answers are in."),
        due_on=None if is_held else due_on,
        is_late=not is_held and due_on < today,
        url=url,
        link_label=label,
        is_started=is_held,
    )


def _corrections(actor: Actor) -> Iterator[Review]:
    """Reviews in which a corrected answer waits for somebody to agree."""
    waiting = Correction.objects.filter(
        assessment__panelist__review=OuterRef("pk"), state=CorrectionState.ASKED
    ).exclude(asked_by=actor.key)
    reviews = _reviews_where(actor, Right.AGREE_CORRECTION)
    waiting_ones = reviews.filter(Exists(waiting)).select_related("partnership")
    return iter(waiting_ones.order_by("pk")[:_ENOUGH])


def _correction_task(review: Review) -> Task:
    return Task(
        title=_("A correction waits at %(name)s") % {"name": review.partnership.name},
        text="",
        due_on=None,
        is_late=False,
        url=reverse("reviews:decide", args=[review.pk]),
        link_label=_("Read and decide"),
    )


def _late_reviews(actor: Actor, now: datetime) -> Iterator[Review]:
    reviews = (
        _reviews_where(actor, Right.SCHEDULE_REVIEW)
        .filter(
            state__in=[ReviewState.SCHEDULED, ReviewState.OPEN],
            original_due_on__lt=now.date() + timedelta(days=1),
        )
        .select_related("partnership__country")
        .order_by("original_due_on", "pk")[:_ENOUGH]
    )
    return (
        review for review in reviews if review.original_due_on < _today(review, now)
    )


def _late_task(review: Review, now: datetime) -> Task:
    return Task(
        title=_("The review of %(name)s is late") % {"name": review.partnership.name},
        text="",
        due_on=review.original_due_on,
        is_late=True,
        url=reverse("reviews:hub", args=[review.pk]),
        link_label=_("Open the review"),
    )


def _red_tasks(actor: Actor, lines: list[CountryLine]) -> Iterator[Task]:
    """Red talks of the countries where the actor leads talks, from the snapshots."""
    for line in lines:
        if not actor.may(Right.RECORD_TALK, country=line.country.code):
            continue
        for action in (line.figures or {"actions": []})["actions"]:
            if action["need"] == Need.RED:
                yield Task(
                    title=f"{with_colon(NEED_WORDS[Need.RED])} {action['name']}",
                    text=line.country.name,
                    due_on=None,
                    is_late=False,
                    url=reverse("dashboards:partnership", args=[action["id"]]),
                    link_label=_("See why"),
                )


def _own_actions(actor: Actor, now: datetime) -> Iterator[Action]:
    if actor.user_id is None:
        return iter(())
    last = now.date() + timedelta(days=ACTION_AHEAD_DAYS)
    return iter(
        Action.objects.visible_to(actor)
        .filter(owner_user=actor.user_id, state=ActionState.OPEN, due_on__lte=last)
        .select_related("review__partnership__country")
        .order_by("due_on", "pk")[:_ENOUGH]
    )


def _action_task(action: Action, now: datetime) -> Task:
    review = action.review
    return Task(
        title=action.text,
        text=review.partnership.name,
        due_on=action.due_on,
        is_late=action.due_on < _today(review, now),
        url=reverse("dashboards:partnership", args=[review.partnership_id])
        + "#actions",
        link_label=_("Open"),
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
