"""Which page lists the partners?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.paging import DeepPaginator
from eclt_partners.dashboards.selectors.registry import partnerships_listed
from partners import selectors
from partners.forms import PartnerFilterForm

PAGE_SIZE = 25


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """The registry: search, filters, 25 a page."""
    actor = acting(request)
    form = PartnerFilterForm(
        request.GET,
        countries=selectors.countries_to_filter(actor),
        stages=selectors.stages_in_use(actor),
    )
    filters = form.filters()
    page = DeepPaginator(selectors.partner_list(actor, filters), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "filters": filters,
        "page": page,
        "rows": partnerships_listed(page.object_list, now=timezone.now()),
        "query": _query_without_page(request),
        "may_see": actor.may_somewhere(Action.SEE),
        "may_register": actor.may_somewhere(Action.REGISTER),
    }
    return render(request, "dashboards/registry.html", context)


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""
