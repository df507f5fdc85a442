"""Which pages keep, rename and delete the views of a country that somebody likes?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eclt_partners.accounts.requests import acting
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.dashboards.forms.narrowing import SavedViewForm
from eclt_partners.dashboards.models import SavedView
from eclt_partners.dashboards.narrowing_words import narrowing_words
from eclt_partners.dashboards.rules.narrowing import narrowing_of
from eclt_partners.dashboards.services.saved_views import (
    change_view,
    delete_view,
    save_view,
)
from eclt_partners.dashboards.views.doors import country_in_scope


@require_http_methods(["GET", "HEAD", "POST"])
def view_new(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the filters in the address under a name."""
    place = country_in_scope(request, code)
    narrowing = narrowing_of(request.GET.urlencode())
    page_url = _page_url(code, narrowing.query)
    form = SavedViewForm(posted(request))
    saved = attempt(
        form,
        lambda: save_view(
            actor=acting(request),
            country=place,
            narrowing=narrowing,
            fields=form.fields_given,
            now=timezone.now(),
        ),
    )
    if saved is not None:
        messages.success(request, _("The view is saved: %(name)s.") % {"name": saved})
        return redirect(page_url)
    context = {
        "form": form,
        "country": place,
        "state": narrowing_words(narrowing),
        "back_url": page_url,
        "title": _("Save this view"),
    }
    return render(request, "dashboards/saved_view.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def view_edit(request: HttpRequest, code: str, view_id: int) -> HttpResponse:
    """Rename an own view, or let Today lead to it."""
    view = _own_view(request, code, view_id)
    page_url = _page_url(code, view.query)
    form = SavedViewForm(
        posted(request), initial={"name": view.name, "is_on_today": view.is_on_today}
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
        return redirect(page_url)
    context = {
        "form": form,
        "country": view.country,
        "state": narrowing_words(narrowing_of(view.query)),
        "back_url": page_url,
        "title": _("Change the view"),
        "delete_url": reverse("dashboards:view_delete", args=[code, view.pk]),
    }
    return render(request, "dashboards/saved_view.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def view_delete(request: HttpRequest, code: str, view_id: int) -> HttpResponse:
    """Forget an own view, after saying what that means."""
    view = _own_view(request, code, view_id)
    if request.method == "POST":
        delete_view(actor=acting(request), view=view, now=timezone.now())
        messages.success(request, _("The view is deleted: %(name)s.") % {"name": view})
        return redirect("dashboards:country", code)
    consequences = [
        _("The name disappears from the page of %(country)s, for you only.")
        % {"country": view.country.name},
        _(
            "Nothing else is deleted. You can choose the same filters again: %(filters)s."
        )
        % {"filters": narrowing_words(narrowing_of(view.query))},
    ]
    context = {
        "title": _("Delete the view %(name)s?") % {"name": view},
        "consequences": consequences,
        "action_label": _("Delete the view"),
        "cancel_url": reverse("dashboards:view_edit", args=[code, view.pk]),
        "is_danger": True,
    }
    return render(request, "components/confirm_page.html", context)


def _own_view(request: HttpRequest, code: str, view_id: int) -> SavedView:
    place = country_in_scope(request, code)
    own = SavedView.objects.visible_to(acting(request)).select_related("country")
    return get_object_or_404(own, pk=view_id, country=place)


def _page_url(code: str, query: str) -> str:
    page = reverse("dashboards:country", args=[code])
    return f"{page}?{query}" if query else page
