"""Which pages show the months that are kept of a country, and what changed since?"""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.rules.months import (
    KeptMonth,
    first_of_month,
    last_of_month,
    month_after,
)
from eclt_partners.dashboards.selectors.months import (
    kept_months,
    kept_page,
    since_month,
)
from eclt_partners.dashboards.services.pages import dated
from eclt_partners.dashboards.views.doors import (
    answer_tag,
    answer_unless_known,
    country_in_scope,
)

CHANGES_PAGE = 50


@require_safe
def months(request: HttpRequest, code: str) -> HttpResponse:
    """List the kept months of a country, newest first."""
    place = country_in_scope(request, code)
    lines = [(each, _is_whole(each)) for each in kept_months(place)]
    context = {"country": place, "lines": lines, "next_on": _next_month(place)}
    return render(request, "dashboards/months.html", context)


@require_safe
def month(request: HttpRequest, code: str, month: date) -> HttpResponse:
    """Show a kept month in the words that stood there; nothing is computed."""
    place = country_in_scope(request, code)
    page = kept_page(place, month, get_language())
    if page is None:
        return _not_kept(request, place, month)
    kept = KeptMonth(page.kept.month, page.kept.as_of)
    context = {"country": place, "page": page, "is_whole": _is_whole(kept)}
    etag = answer_tag(request, page.etag, ())
    return answer_unless_known(request, "dashboards/month.html", context, etag=etag)


@require_safe
def month_changes(request: HttpRequest, code: str, month: date) -> HttpResponse:
    """Show everything that changed between the end of a kept month and today."""
    place = country_in_scope(request, code)
    kept = next((each for each in kept_months(place) if each.month == month), None)
    if kept is None:
        return _not_kept(request, place, month)
    found = since_month(place, kept)
    lines = Paginator(found["lines"] if found else [], CHANGES_PAGE)
    context = {
        "country": place,
        "kept": kept,
        "found": dated(found),
        "page": lines.get_page(request.GET.get("page")),
    }
    return render(request, "dashboards/month_changes.html", context)


def _not_kept(request: HttpRequest, place: Country, month: date) -> HttpResponse:
    """Say which months are kept instead, and go on from there."""
    kept = kept_months(place)
    context = {
        "country": place,
        "month": month,
        "is_over": month < _present_month(place),
        "first": kept[-1] if kept else None,
        "before": next((each for each in kept if each.month < month), None),
        "next_on": _next_month(place),
    }
    return render(request, "dashboards/month_missing.html", context, status=404)


def _is_whole(kept: KeptMonth) -> bool:
    return kept.as_of == last_of_month(kept.month)


def _present_month(place: Country) -> date:
    return first_of_month(place.today(now=timezone.now()))


def _next_month(place: Country) -> date:
    return month_after(_present_month(place))
