"""Which page looks back at what lasted, over all partnerships?"""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.lifecycle.forms.lasting import LastingFilterForm
from eclt_partners.lifecycle.lasting_words import BAND_WORDS
from eclt_partners.lifecycle.selectors.lasting import (
    checks_seen,
    held_newest_first,
    lasting_rows,
    places_and_years,
    portfolio_measure,
)

PAGE_SIZE = 25


@require_safe
def lasting(request: HttpRequest) -> HttpResponse:
    """Show what was found at every check after an end, 25 a page, with the measure."""
    actor = acting(request)
    countries, years = places_and_years(actor)
    form = LastingFilterForm(request.GET, countries=countries, years=years)
    checks = checks_seen(actor, form.filters())
    page = Paginator(held_newest_first(checks), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    rows = lasting_rows(page.object_list)
    context = {
        "form": form,
        "page": page,
        "rows": [(row, BAND_WORDS[row.band] if row.band else "") for row in rows],
        "measure": portfolio_measure(checks, now=timezone.now()),
        "query": _query_without_page(request),
    }
    return render(request, "lifecycle/lasting.html", context)


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""
