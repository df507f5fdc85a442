"""Which page lists the promises of both sides?"""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements import ledger
from agreements.forms.steps import MOST_OFFERED, LedgerFilterForm
from agreements.situations import ledger_rows
from eclt_partners.accounts.requests import acting
from eclt_partners.common.asking import ask_together
from eclt_partners.common.paging import CappedPaginator
from partners.models import Partnership
from partners.selectors import countries_to_filter

PAGE_SIZE = 25


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """The ledger: what both sides promised, what needs somebody first, 25 a page."""
    actor = acting(request)
    seen = ledger.due_dates_seen(actor, now=timezone.now())
    countries = countries_to_filter(actor)
    partnerships = _offered(ledger.partnerships_with_promises(seen), request)
    ask_together(countries, partnerships)
    form = LedgerFilterForm(
        request.GET,
        countries=countries,
        partnerships=partnerships,
        owners=ledger.owners_named(seen),
    )
    filters = form.filters()
    page = CappedPaginator(ledger.filtered(seen, filters), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "page": page,
        "rows": ledger_rows(page.object_list, actor),
        "keeping": ledger.ledger_keeping(seen, filters),
        "query": _query_without_page(request),
    }
    return render(request, "agreements/ledger.html", context)


def _offered(
    found: QuerySet[Partnership], request: HttpRequest
) -> QuerySet[Partnership]:
    """Return those to choose from; of very many some, and the one asked for."""
    some = found[: MOST_OFFERED + 1]
    asked = request.GET.get("partnership", "")
    if not asked.isdecimal():
        return some
    return found.filter(Q(pk=int(asked[:18])) | Q(pk__in=some.values("pk")))


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""
