"""Which pages show the stored dashboards of countries?"""

from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.kick import kick
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import SnapshotPage
from eclt_partners.dashboards.selectors.snapshots import seen_countries, stored_page
from eclt_partners.dashboards.services.jobs import ask_refresh

REFRESH_TASK = "dashboards.tasks.refresh_dashboards"


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """List the countries that somebody may see, by name, with their figures."""
    lines = seen_countries(acting(request))
    shows_gap = any(
        line.figures and line.figures["overview"]["mean_gap"] for line in lines
    )
    context = {
        "lines": lines,
        "shows_gap": shows_gap,
        "today": timezone.localdate(),
    }
    return render(request, "dashboards/countries.html", context)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Show one country's dashboard as Celery rendered it; nothing is computed here."""
    place = _country_in_scope(request, code)
    page = stored_page(place, get_language())
    etag = _etag(request, page)
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        context = {
            "country": place,
            "page": page,
            "may_refresh": acting(request).may(
                Action.REFRESH_DASHBOARD, country=place.code
            ),
        }
        answer = render(request, "dashboards/country.html", context)
        answer["ETag"] = etag
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


@require_POST
def refresh(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a fresh dashboard and show how far it is."""
    place = _country_in_scope(request, code)
    job = ask_refresh(actor=acting(request), country=place, now=timezone.now())
    transaction.on_commit(_hint)
    return redirect("dashboards:job", job.pk)


def _hint() -> None:
    kick(REFRESH_TASK)


def _country_in_scope(request: HttpRequest, code: str) -> Country:
    """Load a country that the actor sees as a whole, else answer as if missing."""
    if not acting(request).may(Action.SEE, country=code):
        raise Http404
    return get_object_or_404(Country, pk=code, is_active=True)


def _etag(request: HttpRequest, page: SnapshotPage | None) -> str:
    """Name the whole answer: body, frame, reader, and the form's secret.

    A message for the reader changes the page once, so such an answer has its own tag.
    """
    parts = [
        page.etag if page else "none",
        settings.BUILD,
        acting(request).key,
        str(get_language()),
        request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""),
        request.COOKIES.get("messages", ""),
        str(acting(request).may_somewhere(Action.REFRESH_DASHBOARD)),
    ]
    return f'"{sha256("|".join(parts).encode()).hexdigest()}"'
