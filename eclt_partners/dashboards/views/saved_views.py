"""Which pages keep, rename and delete the views that somebody likes?

They are views of a country's page, or without a country of the list of partners.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.errors import NotPermitted
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.forms.narrowing import SavedViewForm
from eclt_partners.dashboards.models import SavedView
from eclt_partners.dashboards.narrowing_words import narrowing_words
from eclt_partners.dashboards.rules.narrowing import narrowing_of
from eclt_partners.dashboards.selectors.saved_views import ViewLink, page_url
from eclt_partners.dashboards.services.saved_views import (
    change_view,
    delete_view,
    save_view,
)
from eclt_partners.dashboards.views.doors import country_in_scope
from eclt_partners.dashboards.views.registry import partner_filters
from partners.selectors import countries_to_filter


@require_http_methods(["GET", "HEAD", "POST"])
def view_new(request: HttpRequest, code: str | None = None) -> HttpResponse:
    """Keep the filters in the address under a name."""
    place = _place(request, code)
    query, state = _asked(request, request.GET.urlencode(), code)
    form = SavedViewForm(posted(request), of_country=place is not None)
    saved = attempt(
        form,
        lambda: save_view(
            actor=acting(request),
            country=place,
            query=query,
            fields=form.fields_given,
            now=timezone.now(),
        ),
    )
    back_url = f"{page_url(code)}?{query}" if query else page_url(code)
    if saved is not None:
        messages.success(request, _("The view is saved: %(name)s.") % {"name": saved})
        return redirect(back_url)
    context = {
        "form": form,
        "country": place,
        "place": _name(place),
        "state": state,
        "back_url": back_url,
        "title": _("Save this view"),
    }
    return render(request, "dashboards/saved_view.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def view_edit(
    request: HttpRequest, view_id: int, code: str | None = None
) -> HttpResponse:
    """Rename an own view, or let Today lead to it."""
    view = _own_view(request, code, view_id)
    link = ViewLink.of(view)
    form = SavedViewForm(
        posted(request),
        of_country=code is not None,
        initial={"name": view.name, "is_on_today": view.is_on_today},
    )
    changed = attempt(
        form,
        lambda: change_view(
            actor=acting(request),
            view=view,
            fields=form.fields_given,
            now=timezone.now(),
        ),
    )
    if changed is not None:
        messages.success(
            request, _("The view is changed: %(name)s.") % {"name": changed}
        )
        return redirect(link.url)
    context = {
        "form": form,
        "country": view.country,
        "place": _name(view.country),
        "state": _asked(request, view.query, code)[1],
        "back_url": link.url,
        "title": _("Change the view"),
        "delete_url": link.delete_url,
    }
    return render(request, "dashboards/saved_view.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def view_delete(
    request: HttpRequest, view_id: int, code: str | None = None
) -> HttpResponse:
    """Forget an own view, after saying what that means."""
    view = _own_view(request, code, view_id)
    if request.method == "POST":
        delete_view(actor=acting(request), view=view, now=timezone.now())
        messages.success(request, _("The view is deleted: %(name)s.") % {"name": view})
        return redirect(page_url(code))
    consequences = [
        _disappears_from(view.country),
        _(
            "Nothing else is deleted. You can choose the same filters again: %(filters)s."
        )
        % {"filters": _asked(request, view.query, code)[1]},
    ]
    context = {
        "title": _("Delete the view %(name)s?") % {"name": view},
        "consequences": consequences,
        "action_label": _("Delete the view"),
        "cancel_url": ViewLink.of(view).edit_url,
        "is_danger": True,
    }
    return render(request, "components/confirm_page.html", context)


def _disappears_from(country: Country | None) -> str:
    if country is None:
        return _("The name disappears from the list of partners, for you only.")
    return _("The name disappears from the page of %(country)s, for you only.") % {
        "country": country.name_in_sentence
    }


def _name(country: Country | None) -> str:
    return country.name if country else _("Partners")


def _place(request: HttpRequest, code: str | None) -> Country | None:
    """Load the country whose page it is, else let in who sees partners."""
    if code is not None:
        return country_in_scope(request, code)
    if not acting(request).may_somewhere(Action.SEE):
        raise NotPermitted("sees no partner", action=Action.SEE)
    return None


def _asked(request: HttpRequest, query: str, code: str | None) -> tuple[str, str]:
    """Return the filters of an address that the page knows, and their words."""
    if code is not None:
        narrowing = narrowing_of(query)
        return narrowing.query, narrowing_words(narrowing)
    actor = acting(request)
    countries = countries_to_filter(actor)
    form = partner_filters(actor, QueryDict(query), countries)
    filters = form.filters()
    words = ", ".join(each for each in (filters.words, form.state()) if each)
    return filters.query, words


def _own_view(request: HttpRequest, code: str | None, view_id: int) -> SavedView:
    place = country_in_scope(request, code) if code is not None else None
    own = SavedView.objects.visible_to(acting(request)).select_related("country")
    return get_object_or_404(own.filter(country=place), pk=view_id)
