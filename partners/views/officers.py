"""Which pages note and change who may sign for an organisation?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.forms.attempts import attempt, posted
from partners.forms.officers import OfficerForm
from partners.models import AuthorisedOfficer, Partner
from partners.services.officers import authorise_officer, change_officer


@require_http_methods(["GET", "HEAD", "POST"])
def officer_new(request: HttpRequest, partner_id: int) -> HttpResponse:
    """Note that a person may sign for the organisation."""
    actor = acting(request)
    partner = get_object_or_404(Partner.objects.visible_to(actor), pk=partner_id)
    require(actor, Action.REGISTER, country=partner.country_id)
    form = OfficerForm(posted(request), partner=partner)
    officer = attempt(
        form,
        lambda: authorise_officer(
            actor=actor,
            now=timezone.now(),
            contact=form.chosen_contact,
            fields=form.officer_fields(),
        ),
    )
    if officer is None:
        return _page(request, form, partner, officer=None)
    text = _("It is noted that %(name)s may sign.")
    messages.success(request, text % {"name": officer.contact.name})
    return redirect(_way_back(partner.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def officer_edit(request: HttpRequest, officer_id: int) -> HttpResponse:
    """Change what a person may sign, or note the last day."""
    actor = acting(request)
    visible = AuthorisedOfficer.objects.visible_to(actor)
    rows = visible.select_related("contact__partner")
    officer = get_object_or_404(rows, pk=officer_id)
    partner = officer.contact.partner
    require(actor, Action.REGISTER, country=partner.country_id)
    form = OfficerForm(posted(request), instance=officer, partner=partner)
    changed = attempt(
        form,
        lambda: change_officer(
            actor=actor,
            now=timezone.now(),
            officer=officer,
            fields=form.officer_fields(),
        ),
    )
    if changed is None:
        return _page(request, form, partner, officer=officer)
    messages.success(request, _("Your changes are saved."))
    return redirect(_way_back(partner.pk))


def _page(
    request: HttpRequest,
    form: OfficerForm,
    partner: Partner,
    *,
    officer: AuthorisedOfficer | None,
) -> HttpResponse:
    context = {"form": form, "partner": partner, "officer": officer}
    return render(request, "partners/officer_form.html", context)


def _way_back(partner_id: int) -> str:
    return f"{reverse('partners:detail', args=[partner_id])}#signing"
