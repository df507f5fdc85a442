"""Which page lists the partners?"""

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.tries import count_search
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.common.paging import DeepPaginator
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.selectors.registry import partners_listed
from eclt_partners.dashboards.selectors.saved_views import links_to, saved_views
from partners import selectors
from partners.forms import PartnerFilterForm

PAGE_SIZE = 25


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """The registry: search, filters, the own views of it, 25 a page."""
    actor = acting(request)
    countries, views = selectors.countries_to_filter(actor), saved_views(actor, None)
    ask_together(countries, views)
    form = partner_filters(actor, request.GET, countries)
    filters = form.filters()
    count_search(actor, filters.words, now=timezone.now())
    page = DeepPaginator(selectors.partner_list(actor, filters), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "filters": filters,
        "views": links_to(views),
        "page": page,
        "rows": partners_listed(page.object_list, now=timezone.now()),
        "query": f"{filters.query}&" if filters.query else "",
        "may_see": actor.may_somewhere(Action.SEE),
        "may_register": actor.may_somewhere(Action.REGISTER),
    }
    return render(request, "dashboards/registry.html", context)


def partner_filters(
    actor: Actor, asked: Mapping[str, object], countries: Iterable[Country]
) -> PartnerFilterForm:
    """Return the form of the filters with what the actor can look for."""
    return PartnerFilterForm(
        asked,
        countries=countries,
        stages=selectors.stages_in_use(actor),
    )
