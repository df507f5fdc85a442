"""Which page lists the agreements?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.forms.registry import AgreementFilterForm
from agreements.selectors import agreements_in_scope
from agreements.selectors.registry import agreements_listed, listed_rows
from agreements.table_words import WAITING
from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.tries import count_search
from eclt_partners.common.actions import Action
from eclt_partners.common.paging import DeepPaginator
from partners.selectors import countries_to_filter

PAGE_SIZE = 25


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """The agreements in scope: search, filters in the address, 25 a page."""
    actor, now = acting(request), timezone.now()
    form = AgreementFilterForm(request.GET, countries=countries_to_filter(actor))
    filters = form.filters()
    count_search(actor, filters.words, now=now)
    found = agreements_listed(actor, filters, now=now)
    page = DeepPaginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = listed_rows(list(page.object_list), now=now)
    context = {
        "form": form,
        "filters": filters,
        "page": page,
        "rows": [(row, WAITING[row.waits] if row.waits else "") for row in rows],
        "query": f"{filters.query}&" if filters.query else "",
        "may_see": actor.may_somewhere(Action.SEE),
        "has_any": bool(rows) or agreements_in_scope(actor).exists(),
    }
    return render(request, "agreements/registry.html", context)
