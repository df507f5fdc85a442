"""Which pages show, register and change partners?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.errors import NotPermitted
from eclt_partners.common.forms.attempts import attempt, posted
from partners import selectors
from partners.forms import PartnerForm
from partners.models import Partner
from partners.selectors.partner_page import partner_page
from partners.services.partners import change_partner, register_partner


@require_safe
def partner_detail(request: HttpRequest, partner_id: int) -> HttpResponse:
    """One organisation: what we know, its partnerships, its people."""
    actor = acting(request)
    partner = _in_scope(request, partner_id)
    today = partner.country.today(now=timezone.now())
    context = {
        "partner": partner,
        "today": today,
        "page": partner_page(actor, partner, today=today),
        "may_change": actor.may(Action.REGISTER, country=partner.country_id),
        "may_lift": actor.may(Action.PASS_WARNING, country=partner.country_id),
        "may_start": actor.may_somewhere(Action.REGISTER),
    }
    return render(request, "partners/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def partner_new(request: HttpRequest) -> HttpResponse:
    """Register an organisation."""
    actor = acting(request)
    if not actor.may_somewhere(Action.REGISTER):
        raise NotPermitted("registers nowhere", action=Action.REGISTER)
    form = PartnerForm(
        posted(request), countries=selectors.countries_to_register_in(actor)
    )
    partner = attempt(
        form,
        lambda: register_partner(
            actor=actor,
            now=timezone.now(),
            country=form.cleaned_data["country"],
            fields=form.partner_fields(),
            is_different=form.cleaned_data["is_different"],
        ),
    )
    if partner is None:
        return _form_page(request, form, partner=None)
    messages.success(request, _("%(name)s is registered.") % {"name": partner.name})
    return redirect("partners:detail", partner.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def partner_edit(request: HttpRequest, partner_id: int) -> HttpResponse:
    """Change what we know about an organisation."""
    actor, partner = acting(request), _in_scope(request, partner_id)
    require(actor, Action.REGISTER, country=partner.country_id)
    form = PartnerForm(posted(request), instance=partner)
    changed = attempt(
        form,
        lambda: change_partner(
            actor=actor,
            now=timezone.now(),
            partner=partner,
            fields=form.partner_fields(),
            is_different=form.cleaned_data["is_different"],
        ),
    )
    if changed is None:
        return _form_page(request, form, partner=partner)
    messages.success(request, _("Your changes are saved."))
    return redirect("partners:detail", partner.pk)


def _form_page(
    request: HttpRequest, form: PartnerForm, *, partner: Partner | None
) -> HttpResponse:
    """Show the form, and the partners that look the same when they stand in its way."""
    twins: list[selectors.LookAlike] = []
    if form.asks_about_twin:
        twins = selectors.look_alikes(acting(request), form.candidate())
    context = {"form": form, "partner": partner, "twins": twins}
    return render(request, "partners/form.html", context)


def _in_scope(request: HttpRequest, partner_id: int) -> Partner:
    in_scope = Partner.objects.visible_to(acting(request)).select_related("country")
    return get_object_or_404(in_scope, pk=partner_id)
