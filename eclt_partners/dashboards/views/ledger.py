"""Which pages show the mails: what left, what waits, what comes?"""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import NotPermitted
from eclt_partners.dashboards.forms.mails import MailFilterForm, NextFilterForm
from eclt_partners.dashboards.selectors.mails import (
    ledger_page,
    message_story,
    messages_in_scope,
)
from eclt_partners.dashboards.selectors.next_mails import PAGE_SIZE, next_mails
from eclt_partners.dashboards.views.ledger_parts import (
    attention_lines,
    can_be_sent_again,
    countries_seen,
    journey_lines,
    mail_lines,
    silent_lines,
)
from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.services import may_repair
from partners.models import Partnership


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """List messages, newest first; what is asked for stands in the address."""
    actor, now = _reader(request), timezone.now()
    form = MailFilterForm(request.GET, countries=countries_seen(actor))
    only = _only(request, actor)
    filters = form.filters(now=now, partnership=only.pk if only else None)
    page = ledger_page(
        actor, filters=filters, before=request.GET.get("before", ""), now=now
    )
    context = {
        "page": page,
        "form": form,
        "only": only,
        "attention": attention_lines(page.counts),
        "may_health": actor.may_somewhere(Action.SEE_MAIL_HEALTH),
        "is_filtered": bool(form.state() or only),
        "older": _address(request, before=page.older_than),
    }
    return render(request, "dashboards/ledger.html", context)


@require_safe
def coming(request: HttpRequest) -> HttpResponse:
    """List the mails of the next days, and who is not reminded, and why."""
    actor, now = _reader(request), timezone.now()
    form = NextFilterForm(request.GET, countries=countries_seen(actor))
    number = _page_number(request)
    filters = form.filters()
    found = next_mails(actor, now=now, filters=filters, number=number)
    page = Paginator(range(found.mail_count), PAGE_SIZE).get_page(number)
    query = _address(request, page=None)
    context = {
        "form": form,
        "page": page,
        "lines": mail_lines(found.mails),
        "silent": silent_lines(found.silent),
        "later": found.later_count,
        "days": found.days,
        "is_whole": found.is_whole,
        "is_cut": found.is_cut,
        "country": filters.country,
        "silent_more": found.silent_count - len(found.silent),
        "query": f"{query}&" if query else "",
    }
    return render(request, "dashboards/coming.html", context)


@require_safe
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Tell the story of one message; links of people stay placeholders."""
    actor = acting(request)
    found = get_object_or_404(messages_in_scope(actor), pk=message_id)
    require(
        actor,
        Action.SEE_LEDGER,
        country=found.country_code or None,
        partnership=found.partnership_id,
    )
    story = message_story(found)
    mends = may_repair(actor, found)
    context = {
        "story": story,
        "journey": journey_lines(story.journey),
        "may_again": mends and can_be_sent_again(found, story.again),
        "may_settle": mends and found.state == OutgoingState.UNCONFIRMED,
    }
    return render(request, "dashboards/message.html", context)


def _reader(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not actor.may_somewhere(Action.SEE_LEDGER):
        raise NotPermitted("sees no ledger", action=Action.SEE_LEDGER)
    return actor


def _only(request: HttpRequest, actor: Actor) -> Partnership | None:
    """Return the partnership asked for; 404 for strangers, None when none is."""
    asked = request.GET.get("partnership", "")
    if not asked.isdecimal():
        return None
    return get_object_or_404(Partnership.objects.visible_to(actor), pk=int(asked[:18]))


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked[:9])) if asked.isdecimal() else 1


def _address(request: HttpRequest, **changes: Any) -> str:
    """Return the query of this page with some parts changed; None leaves one out."""
    kept = {**request.GET.dict(), **changes}
    return urlencode({name: value for name, value in kept.items() if value})
