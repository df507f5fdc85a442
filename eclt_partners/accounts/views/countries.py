"""Which pages let administrators set up countries?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.accounts.forms import CountryForm, NewCountryForm
from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.services.countries import add_country, change_country
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.countries.models import Country


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """All countries by name."""
    require(acting(request), Action.MANAGE_COUNTRIES)
    rows = sorted(Country.objects.all(), key=lambda country: country.sorts_as)
    return render(request, "setup/countries.html", {"countries": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def country_new(request: HttpRequest) -> HttpResponse:
    """Add a country."""
    actor = acting(request)
    require(actor, Action.MANAGE_COUNTRIES)
    form = NewCountryForm(posted(request))
    added = attempt(
        form,
        lambda: add_country(
            actor=actor,
            now=timezone.now(),
            code=form.cleaned_data["code"],
            fields=form.country_fields(),
        ),
    )
    if added is None:
        return render(request, "setup/country_form.html", {"form": form})
    messages.success(request, _("%(name)s is added.") % {"name": added.name})
    return redirect("accounts:countries")


@require_http_methods(["GET", "HEAD", "POST"])
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Change a country."""
    actor = acting(request)
    require(actor, Action.MANAGE_COUNTRIES)
    found = get_object_or_404(Country, pk=code)
    form = CountryForm(posted(request), instance=found)
    changed = attempt(
        form,
        lambda: change_country(
            actor=actor,
            now=timezone.now(),
            country=found,
            fields=form.country_fields(),
        ),
    )
    if changed is None:
        context = {"form": form, "country": found}
        return render(request, "setup/country_form.html", context)
    messages.success(request, _("Your changes are saved."))
    return redirect("accounts:countries")
