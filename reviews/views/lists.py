"""Which reviews does somebody see, and where is the next one to answer?"""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.paging import CountedPaginator
from eclt_partners.common.words import plain_month
from partners.models import Partnership
from reviews.models import Review
from reviews.selectors.lists import Show, counts, review_list
from reviews.selectors.panels import Progress, progress_of
from reviews.views.pages import counts_text

PAGE_SIZE = 25


def review_lists(request: HttpRequest) -> HttpResponse:
    """Show one part of the reviews in scope, with links to the other parts.

    `?partnership=` shows those of one partnership alone.
    """
    actor, now = acting(request), timezone.now()
    only = _only(request, actor)
    known = counts(actor, now=now, only=only)
    show = _chosen(request.GET.get("show", ""), known)
    rows = review_list(actor, show, now=now, only=only)
    paginator = CountedPaginator(rows, PAGE_SIZE, count=known[show])
    page = paginator.get_page(request.GET.get("page"))
    kept = f"partnership={only.pk}&" if only else ""
    context = {
        "only": only,
        "kept": kept,
        "tabs": [
            {"show": each, "count": known[each], "current": each == show}
            for each in Show
        ],
        "show": show,
        "page": page,
        "rows": _rows(list(page.object_list), now),
        "query": f"{kept}show={show}&",
    }
    return render(request, "reviews/list.html", context)


def log(request: HttpRequest) -> HttpResponse:
    """Lead to the own open review; with several, or none, let people choose."""
    actor, now = acting(request), timezone.now()
    own = list(review_list(actor, Show.DRAFTS, now=now)[: PAGE_SIZE + 1])
    if len(own) == 1 and "choose" not in request.GET:
        return redirect("reviews:hub", own[0].pk)
    plannable = _plannable(actor)
    page = Paginator(plannable, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "items": [_own_item(review, now) for review in own[:PAGE_SIZE]],
        "more_url": f"{reverse('reviews:list')}?show={Show.DRAFTS}"
        if len(own) > PAGE_SIZE
        else "",
        "page": page,
        "rows": _partnership_rows(list(page.object_list)),
    }
    return render(request, "reviews/log.html", context)


def _only(request: HttpRequest, actor: Actor) -> Partnership | None:
    """Return the partnership asked for; 404 for strangers, None when none is."""
    asked = request.GET.get("partnership", "")
    if not asked.isdecimal():
        return None
    return get_object_or_404(Partnership.objects.visible_to(actor), pk=int(asked[:18]))


def _chosen(asked: str, known: dict[Show, int]) -> Show:
    """Return the part asked for, else the first that has something."""
    if asked in Show.values:
        return Show(asked)
    order = [Show.DRAFTS, Show.OVERDUE, Show.TALK, Show.DUE, Show.PARTNER]
    return next((show for show in order if known[show]), Show.DUE)


def _rows(reviews: list[Review], now: datetime) -> list[dict[str, Any]]:
    states = progress_of(reviews)
    return [_row(review, states[review.pk], now) for review in reviews]


def _row(review: Review, state: Progress, now: datetime) -> dict[str, Any]:
    today = review.partnership.country.today(now=now)
    return {
        "review": review,
        "progress": counts_text(state),
        "today": today,
        "missed_on": review.missed_on(today=today),
    }


def _own_item(review: Review, now: datetime) -> dict[str, Any]:
    month = plain_month(review.due_on)
    return {
        "title": review.partnership.name,
        "text": _("%(kind)s, %(month)s")
        % {"kind": review.get_kind_display(), "month": month},
        "due_on": review.due_on,
        "today": review.partnership.country.today(now=now),
        "is_late": False,
        "url": reverse("reviews:hub", args=[review.pk]),
        "link_label": _("Answer"),
    }


def _plannable(actor: Actor) -> Any:
    scope = actor.scope(Action.SCHEDULE_REVIEW)
    if scope.is_empty:
        return Partnership.objects.none()
    return Partnership.objects.visible_to(actor).reviewed_regularly()


def _partnership_rows(partnerships: list[Partnership]) -> list[dict[str, Any]]:
    open_ones = {
        review.partnership_id: review
        for review in Review.objects.full()
        .unfinished()
        .filter(partnership__in=partnerships)
    }
    return [
        {"partnership": each, "review": open_ones.get(each.pk)} for each in partnerships
    ]
