"""Which pages fill in what else is known about an organisation?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.forms.attempts import attempt, posted
from partners.forms.profiles import ProfileForm
from partners.models import Partner
from partners.profile_choices import ProfilePart
from partners.selectors.profiles import fact_groups, possible_parents, profile_of
from partners.services.profiles import change_profile


@require_safe
def facts(request: HttpRequest, partner_id: int) -> HttpResponse:
    """List the parts of the facts, and which of them are filled in."""
    partner = _to_change(request, partner_id)
    today = partner.country.today(now=timezone.now())
    tasks = [
        {
            "label": group.part.label,
            "url": reverse("partners:facts_edit", args=[partner.pk, group.part.value]),
            "state": group.state,
            "hint": ", ".join(fact.label for fact in group.facts),
        }
        for group in fact_groups(acting(request), profile_of(partner), today=today)
    ]
    return render(request, "partners/facts.html", {"partner": partner, "tasks": tasks})


@require_http_methods(["GET", "HEAD", "POST"])
def facts_edit(request: HttpRequest, partner_id: int, part: str) -> HttpResponse:
    """Fill in the facts of one part."""
    partner = _to_change(request, partner_id)
    if part not in ProfilePart.values:
        raise Http404
    actor, chosen = acting(request), ProfilePart(part)
    form = ProfileForm(
        posted(request),
        instance=profile_of(partner),
        part=chosen,
        parents=possible_parents(actor, partner),
    )
    saved = attempt(
        form,
        lambda: change_profile(
            actor=actor,
            now=timezone.now(),
            partner=partner,
            part=chosen,
            values=form.values(),
        ),
    )
    if saved is None:
        context = {"form": form, "partner": partner, "title": chosen.label}
        return render(request, "partners/facts_edit.html", context)
    messages.success(request, _("Your changes are saved."))
    return redirect("partners:facts", partner.pk)


def _to_change(request: HttpRequest, partner_id: int) -> Partner:
    """Return a partner in scope that the reader may change."""
    actor = acting(request)
    visible = Partner.objects.visible_to(actor).select_related("country")
    partner = get_object_or_404(visible, pk=partner_id)
    require(actor, Action.REGISTER, country=partner.country_id)
    return partner
