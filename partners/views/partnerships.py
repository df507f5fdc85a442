"""Which pages begin a partnership, change its leads, and note what happens to it?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.selectors import people_of_countries
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.errors import NotPermitted
from eclt_partners.common.forms.attempts import attempt, posted
from partners import selectors
from partners.choices import EventKind
from partners.forms import EventForm, PartnershipEditForm, PartnershipForm
from partners.models import Partner, Partnership
from partners.services.beginnings import start_partnership
from partners.services.events import report_event
from partners.services.partnerships import change_partnership


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_new(request: HttpRequest, partner_id: int) -> HttpResponse:
    """Begin a partnership with the partner of the page."""
    actor = acting(request)
    partner = get_object_or_404(Partner.objects.visible_to(actor), pk=partner_id)
    if not actor.may_somewhere(Action.REGISTER):
        raise NotPermitted("registers nowhere", action=Action.REGISTER)
    countries = selectors.countries_to_register_in(actor)
    form = PartnershipForm(
        posted(request),
        partner=partner,
        countries=countries,
        others=selectors.possible_allies(actor, partner),
        people=people_of_countries(countries),
        initial={"name": partner.name, "foundation_lead": actor.user_id},
    )
    partnership = attempt(
        form,
        lambda: start_partnership(
            actor=actor,
            now=timezone.now(),
            country=form.cleaned_data["country"],
            parties=form.parties(),
            fields=form.partnership_fields(),
        ),
    )
    if partnership is None:
        context = {"form": form, "partner": partner}
        return render(request, "partners/partnership_new.html", context)
    text = _("The partnership has begun. Its code is %(code)s.")
    messages.success(request, text % {"code": partnership.code})
    if partnership.parties.count() > 1:
        return redirect("partners:partnership_edit", partnership.pk)
    return redirect("dashboards:partnership", partnership.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_edit(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Change the words and the leads of a partnership."""
    actor, partnership = acting(request), _in_scope(request, partnership_id)
    _require(request, partnership, Action.REGISTER)
    form = PartnershipEditForm(
        posted(request),
        instance=partnership,
        parties=selectors.open_parties(partnership),
    )
    changed = attempt(
        form,
        lambda: change_partnership(
            actor=actor,
            now=timezone.now(),
            partnership=partnership,
            fields=form.partnership_fields(),
            leads=form.leads(),
        ),
    )
    if changed is None:
        return _page(request, "partnership_edit", form, partnership)
    messages.success(request, _("Your changes are saved."))
    return redirect("dashboards:partnership", partnership.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Note something that may bring a review forward."""
    actor, partnership = acting(request), _in_scope(request, partnership_id)
    _require(request, partnership, Action.REPORT_EVENT)
    form = EventForm(posted(request))
    event = attempt(
        form,
        lambda: report_event(
            actor=actor,
            now=timezone.now(),
            partnership=partnership,
            **form.cleaned_data,
        ),
    )
    if event is None:
        return _page(request, "event_form", form, partnership)
    messages.success(
        request, _("Thank you. It is noted, and a review will follow if it is needed.")
    )
    if event.kind == EventKind.BUDGET_BIG:
        text = _("The agreement has to change: ask for the change under “Agreements”.")
        messages.info(request, text)
    return redirect("dashboards:partnership", partnership.pk)


def _in_scope(request: HttpRequest, partnership_id: int) -> Partnership:
    in_scope = selectors.partnership_for_forms(acting(request))
    return get_object_or_404(in_scope, pk=partnership_id)


def _require(request: HttpRequest, partnership: Partnership, action: Action) -> None:
    require(
        acting(request),
        action,
        country=partnership.country_id,
        partnership=partnership.pk,
    )


def _page(
    request: HttpRequest,
    name: str,
    form: PartnershipEditForm | EventForm,
    partnership: Partnership,
) -> HttpResponse:
    context = {"form": form, "partnership": partnership}
    return render(request, f"partners/{name}.html", context)
