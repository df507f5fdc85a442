"""Which pages show the stored dashboard of one country?"""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.kick import kick
from eclt_partners.dashboards.models import SnapshotPart
from eclt_partners.dashboards.selectors.snapshots import stored_page
from eclt_partners.dashboards.services.jobs import ask_refresh
from eclt_partners.dashboards.views.doors import (
    answer_tag,
    answer_unless_known,
    country_in_scope,
    opened_in_scope,
)
from eclt_partners.dashboards.views.narrowed import is_narrowed, narrowed_page

REFRESH_TASK = "dashboards.tasks.refresh_dashboards"


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Show one country's dashboard as Celery rendered it; nothing is computed here.

    With filters in the address it is the page of some partnerships. A code in small
    letters, as people type it, leads to the page.
    """
    if code != code.upper():
        return _in_capitals(request, code.upper())
    if is_narrowed(request):
        return narrowed_page(request, code)
    found = opened_in_scope(request, code)
    etag = answer_tag(request, found.page.etag if found.page else "none", found.views)
    context = {
        "country": found.country,
        "page": found.page,
        "views": found.views,
        "may_refresh": acting(request).may(Action.REFRESH_DASHBOARD, country=code),
    }
    return answer_unless_known(request, "dashboards/country.html", context, etag=etag)


@require_safe
def closer(request: HttpRequest, code: str) -> HttpResponse:
    """Show the two further questions about a country, as Celery rendered them."""
    place = country_in_scope(request, code)
    page = stored_page(place, str(get_language()), SnapshotPart.CLOSER)
    etag = answer_tag(request, page.etag if page else "none", ())
    context = {"country": place, "page": page}
    return answer_unless_known(request, "dashboards/closer.html", context, etag=etag)


@require_POST
def refresh(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a fresh dashboard and show how far it is."""
    place = country_in_scope(request, code)
    job = ask_refresh(actor=acting(request), country=place, now=timezone.now())
    transaction.on_commit(_hint)
    return redirect("dashboards:job", job.pk)


def _hint() -> None:
    kick(REFRESH_TASK)


def _in_capitals(request: HttpRequest, code: str) -> HttpResponse:
    place = country_in_scope(request, code)
    query = request.META.get("QUERY_STRING", "")
    address = reverse("dashboards:country", args=[place.pk])
    return redirect(f"{address}?{query}" if query else address)
