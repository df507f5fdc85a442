"""Which page comes first, and where is everything else?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.dashboards.greeting import today_sentence
from eclt_partners.dashboards.links import more_links
from eclt_partners.dashboards.selectors.coming import coming, next_after
from eclt_partners.dashboards.selectors.history import recent_changes
from eclt_partners.dashboards.selectors.snapshots import (
    attention_lines,
    seen_countries,
)
from eclt_partners.dashboards.selectors.today import tasks_of


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show what the reader must do, what got worse, and what comes."""
    actor, day = acting(request), timezone.localdate()
    lines = seen_countries(actor)
    to_do = tasks_of(actor, lines, now=timezone.now())
    context = {
        "sentence": today_sentence(to_do.tasks, is_cut=to_do.is_cut),
        "tasks": to_do.tasks,
        "is_cut": to_do.is_cut,
        "attention": attention_lines(lines),
        "attention_countries": [line.country for line in lines if line.attention],
        "coming": coming(actor, lines, today=day),
        "next_one": next_after(actor, lines, today=day),
        "changes": recent_changes(actor),
        "today": day,
        "sees_something": actor.may_somewhere(Action.SEE),
        "links": more_links(actor),
        "views": [(line.country, line.view) for line in lines if line.view],
    }
    return render(request, "dashboards/today.html", context)


@require_safe
def more(request: HttpRequest) -> HttpResponse:
    """List the pages that have no place in the main navigation."""
    return render(
        request, "dashboards/more.html", {"links": more_links(acting(request))}
    )
