"""Which page shows where nobody stands to whom a mail would go?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.errors import NotPermitted
from partners.selectors.unreached import unreached_places


@require_safe
def unreached(request: HttpRequest) -> HttpResponse:
    """List the sides that hear of nothing, for who may name a lead there."""
    actor = acting(request)
    if not actor.may_somewhere(Action.REGISTER):
        raise NotPermitted("registers nowhere", action=Action.REGISTER)
    context = {"places": unreached_places(actor)}
    return render(request, "partners/unreached.html", context)
