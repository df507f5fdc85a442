"""Which pages show the first steps of a new lead, to staff and to a partner's person?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.rules.force import ForceState
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.dashboards.selectors.hand_over import HandOver
from partners.forms.onboarding import FirstStepsForm
from partners.models import Partnership
from partners.selectors.onboarding import first_steps_at
from partners.services.onboarding import note_first_steps
from partners.views.doors import Visitor, home

Part = dict[str, Any]
Way = tuple[str, str]


def ways_in(pack: HandOver) -> list[Way]:
    """Return where a newcomer of the foundation finds what the steps are about."""
    place = pack.page.partnership
    ways = [
        (
            f"{row.agreement.number} {row.agreement.title}",
            reverse("agreements:detail", args=[row.agreement.pk]),
        )
        for row in pack.page.agreements
        if row.state == ForceState.IN_FORCE
    ]
    if pack.last_review:
        url = reverse("reviews:result", args=[pack.last_review.pk])
        ways.append((_("The last review"), url))
    expectations = reverse("partners:expectations", args=[place.pk])
    ways.append((_("What both sides expect"), expectations))
    for party in pack.page.sides.parties:
        lead = party.partner_lead
        if lead and lead.phone:
            ways.append((f"{lead.name}, {lead.phone}", f"tel:{_dialled(lead.phone)}"))
        elif lead and lead.email:
            ways.append((f"{lead.name}, {lead.email}", f"mailto:{lead.email}"))
    ways.append((_("Your account"), reverse("accounts:settings")))
    return ways


@home
@require_http_methods(["GET", "HEAD", "POST"])
def partner_first_steps(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Let a new lead of a partner tick the own first steps."""
    found = next(iter(first_steps_at(visitor.partnership, visitor.actor)), None)
    if found is None:
        return redirect("dashboards:partner_home")
    today = visitor.partnership.country.today(now=visitor.now)
    form = FirstStepsForm(posted(request), found=found, today=today)
    noted = attempt(
        form,
        lambda: note_first_steps(
            actor=visitor.actor,
            now=visitor.now,
            onboarding=found.onboarding,
            done=form.done_steps(),
            done_on=form.cleaned_data["done_on"],
        ),
    )
    if noted is not None:
        messages.success(request, _("Your first steps are saved."))
        return redirect("dashboards:partner_first_steps")
    part: Part = {
        "found": found,
        "form": form,
        "ways": _partner_ways(visitor.partnership),
        "save_url": reverse("dashboards:partner_first_steps"),
    }
    context = {
        "each": part,
        "form": form,
        "partnership": visitor.partnership,
        "leave_url": reverse("reviews:partner_leave"),
    }
    return render(request, "dashboards/partner_first_steps.html", context)


def _partner_ways(partnership: Partnership) -> list[Way]:
    """Return where a newcomer of a partner finds what the steps are about."""
    page = reverse("dashboards:partner_home")
    ways = [
        (_("Our agreements"), f"{page}#agreements"),
        (_("What both sides said"), f"{page}#scores"),
        (_("What both sides expect"), reverse("partners:partner_expectations")),
    ]
    lead = partnership.foundation_lead
    if lead:
        ways.append((f"{lead.name}, {lead.email}", f"mailto:{lead.email}"))
    return ways


def _dialled(phone: str) -> str:
    """Return a phone number without what is only for the eye."""
    return "".join(sign for sign in phone if sign in "+0123456789")
