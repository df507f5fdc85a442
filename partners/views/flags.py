"""Which pages raise a flag on an organisation, and lift it?"""

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
from eclt_partners.common.words import plain_date
from partners.forms.flags import FlagForm, LiftForm
from partners.models import Partner, PartnerFlag
from partners.services.flags import lift_flag, raise_flag


@require_http_methods(["GET", "HEAD", "POST"])
def flag_new(request: HttpRequest, partner_id: int) -> HttpResponse:
    """Warn of an organisation."""
    actor = acting(request)
    visible = Partner.objects.visible_to(actor).select_related("country")
    partner = get_object_or_404(visible, pk=partner_id)
    require(actor, Action.REGISTER, country=partner.country_id)
    form = FlagForm(posted(request))
    flag = attempt(
        form,
        lambda: raise_flag(
            actor=actor,
            now=timezone.now(),
            partner=partner,
            fields=form.flag_fields(),
        ),
    )
    if flag is None:
        context = {"form": form, "partner": partner}
        return render(request, "partners/flag_new.html", context)
    messages.success(request, _("The flag is raised. It stays until it is lifted."))
    return redirect(_page_of(partner.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def flag_lift(request: HttpRequest, flag_id: int) -> HttpResponse:
    """Say how a warning ended, after saying what that means."""
    actor = acting(request)
    visible = PartnerFlag.objects.visible_to(actor)
    flag = get_object_or_404(visible.select_related("partner", "lift"), pk=flag_id)
    require(actor, Action.PASS_WARNING, country=flag.partner.country_id)
    if not flag.is_open:
        messages.info(request, _("Somebody has lifted this flag already"))
        return redirect(_page_of(flag.partner_id))
    form = LiftForm(posted(request))
    lift = attempt(
        form,
        lambda: lift_flag(
            actor=actor, now=timezone.now(), flag=flag, **form.cleaned_data
        ),
    )
    if lift is None:
        return _ask(request, form, flag)
    messages.success(request, _("The flag is lifted. It stays in the history."))
    return redirect(_page_of(flag.partner_id))


def _ask(request: HttpRequest, form: LiftForm, flag: PartnerFlag) -> HttpResponse:
    about = _("%(partner)s, %(kind)s, since %(day)s: %(reason)s")
    context = {
        "form": form,
        "title": _("Lift this flag?"),
        "consequences": [
            about
            % {
                "partner": flag.partner.name,
                "kind": flag.get_kind_display(),
                "day": plain_date(flag.raised_on),
                "reason": flag.reason,
            },
            _("It does not warn any more, and it does not stop agreements."),
            _("It stays in the history with your reason, and cannot be changed."),
        ],
        "action_label": _("Lift the flag"),
        "cancel_url": _page_of(flag.partner_id),
        "is_danger": True,
    }
    return render(request, "components/confirm_page.html", context)


def _page_of(partner_id: int) -> str:
    return f"{reverse('partners:detail', args=[partner_id])}#flags"
