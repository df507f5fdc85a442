"""Which pages show the mails: what left, what waits, what comes?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.errors import NotPermitted
from eclt_partners.dashboards.selectors.mails import (
    ledger_page,
    message_story,
    messages_in_scope,
)


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """List messages, newest first, and what is planned for the next 90 days."""
    actor = acting(request)
    if not actor.may_somewhere(Action.SEE_LEDGER):
        raise NotPermitted("sees no ledger")
    page = ledger_page(
        actor,
        group=request.GET.get("show", ""),
        before=request.GET.get("before", ""),
        now=timezone.now(),
    )
    return render(request, "dashboards/ledger.html", {"page": page})


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
    return render(request, "dashboards/message.html", {"story": message_story(found)})
