"""How is a country's page shown for some partnerships only?"""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from eclt_partners.accounts.requests import acting
from eclt_partners.common.kick import kick
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.forms.narrowing import NarrowingForm
from eclt_partners.dashboards.rules.narrowing import NAMES
from eclt_partners.dashboards.services.narrowing import narrowed_view
from eclt_partners.dashboards.services.narrowing_jobs import ask_narrowed
from eclt_partners.dashboards.views.doors import (
    answer_tag,
    answer_unless_known,
    country_in_scope,
    narrowed_in_scope,
    opened_in_scope,
)

TEMPLATE = "dashboards/country.html"
NARROWING_TASK = "dashboards.tasks.run_narrowing_jobs"


def is_narrowed(request: HttpRequest) -> bool:
    """Tell whether an address of a country's page has filters in it."""
    return any(name in request.GET for name in NAMES)


def narrowed_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show a country's page for the filters in the address.

    An address that says the same in another way leads to the one in normal form.
    """
    form = NarrowingForm(request.GET)
    narrowing = form.narrowing()
    language = str(get_language())
    found = narrowed_in_scope(request, code, narrowing.query)
    place = found.country
    if form.is_valid() and request.GET.urlencode() != narrowing.query:
        page = reverse("dashboards:country", args=[place.code])
        return redirect(f"{page}?{narrowing.query}" if narrowing.query else page)
    if narrowing.is_empty:
        return _refused(request, place, form)
    view = narrowed_view(found.page, place, narrowing, language, now=timezone.now())
    context = {
        "country": place,
        "page": view.page,
        "views": found.views,
        "may_refresh": False,
        "form": form,
        "narrowing": narrowing,
        "view": view,
    }
    etag = None
    if view.page and not view.needs_job and form.is_valid():
        etag = answer_tag(request, view.page.etag, found.views)
    return answer_unless_known(request, TEMPLATE, context, etag=etag)


def _refused(request: HttpRequest, place: Country, form: NarrowingForm) -> HttpResponse:
    """Show the whole country, and what was wrong with the filters."""
    found = opened_in_scope(request, place.code)
    context = {
        "country": place,
        "page": found.page,
        "views": found.views,
        "form": form,
    }
    return answer_unless_known(request, TEMPLATE, context, etag=None)


@require_POST
def narrow(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a page of many partnerships and show how far it is."""
    place = country_in_scope(request, code)
    narrowing = NarrowingForm(request.POST).narrowing()
    if narrowing.is_empty:
        return redirect("dashboards:country", place.code)
    job = ask_narrowed(
        actor=acting(request), country=place, narrowing=narrowing, now=timezone.now()
    )
    transaction.on_commit(_hint)
    return redirect("dashboards:job", job.pk)


def _hint() -> None:
    kick(NARROWING_TASK)
