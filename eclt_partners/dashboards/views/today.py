"""Which page comes first, and where is everything else?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.context import country_of
from eclt_partners.dashboards.greeting import today_sentence
from eclt_partners.dashboards.links import more_links, reading_links
from eclt_partners.dashboards.overview_sentences import (
    attention_heading,
    countries_sentence,
    helped_sentence,
)
from eclt_partners.dashboards.selectors.snapshots import attention_lines
from eclt_partners.dashboards.selectors.today import TodayPage, today_page


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show what the reader must do, what got worse, and what comes."""
    actor, day = acting(request), timezone.localdate()
    page = today_page(actor, now=timezone.now())
    context = {
        "page": page,
        "sentence": today_sentence(page.to_do.tasks, is_cut=page.to_do.is_cut),
        "attention": _attention(page),
        "today": day,
        "views": [(line.country, line.view) for line in page.lines if line.view],
        **_start(actor),
    }
    return render(request, "dashboards/today.html", context)


def _attention(page: TodayPage) -> dict[str, Any]:
    """Return what the block of partnerships that need attention says."""
    lines = [*attention_lines(page.lines), *page.helped.lines]
    count = sum(line.attention_count for line in page.lines) + len(page.helped.lines)
    return {
        "heading": attention_heading(page.lines, page.helped),
        "sentences": [
            text
            for text in (countries_sentence(page.lines), helped_sentence(page.helped))
            if text
        ],
        "lines": lines,
        "count": count,
        "countries": [line.country for line in page.lines if line.attention],
    }


def _start(actor: Actor) -> dict[str, Any]:
    """Return which pages Today leads to: by what the reader may see."""
    sees_something = actor.may_somewhere(Action.SEE)
    return {
        "sees_something": sees_something,
        "links": reading_links(actor) if sees_something else more_links(actor),
        "sets_up": actor.may_somewhere(Action.MANAGE_PEOPLE),
    }


@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """List the pages that have no place in the main navigation."""
    found = more_links(acting(request), country=country_of(request))
    return render(request, "dashboards/more.html", {"links": found})
