"""Which page and which PDF hand a partnership over to a new lead?"""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actor import Actor
from eclt_partners.common.forms.attempts import attempt
from eclt_partners.common.pdf import pdf_response
from eclt_partners.dashboards.selectors.hand_over import HandOver, hand_over
from eclt_partners.dashboards.selectors.partnership import partnerships_in_scope
from eclt_partners.dashboards.views.first_steps import Part, ways_in
from eclt_partners.dashboards.views.hand_over_parts import pack_parts
from partners.forms.onboarding import FirstStepsForm
from partners.models import Partnership
from partners.selectors.onboarding import FirstSteps, first_steps_at
from partners.services.onboarding import note_first_steps

PAGE = "dashboards:hand_over"


@require_safe
def hand_over_page(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Show what a new lead must know, and the first steps of the leads of today."""
    place = _in_scope(request, partnership_id)
    pack = _pack(request, place, now=timezone.now())
    return _page(request, pack)


@require_safe
def hand_over_pdf(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Return the pack as a PDF: what the page says to the same person, and no more."""
    place, now = _in_scope(request, partnership_id), timezone.now()
    pack = _pack(request, place, now=now)
    context = {
        **pack_parts(pack),
        "title": _("Handover pack"),
        "subtitle": f"{place.code} {place.name}",
        "page_url": settings.SITE_URL + reverse(PAGE, args=[place.pk]),
        "made_for": _(
            "Copy of the foundation. It shows what the person who made it may see. Do "
            "not hand it out to the other side."
        ),
    }
    name = f"{place.code}-hand-over-{pack.today.isoformat()}"
    return pdf_response("pdf/hand_over.html", context, now=now, filename=name)


@require_POST
def first_steps(
    request: HttpRequest, partnership_id: int, onboarding_id: int
) -> HttpResponse:
    """Keep which first steps a new lead has done."""
    place, now = _in_scope(request, partnership_id), timezone.now()
    found = _steps_of(acting(request), place, onboarding_id)
    form = FirstStepsForm(request.POST, found=found, today=place.country.today(now=now))
    noted = attempt(
        form,
        lambda: note_first_steps(
            actor=acting(request),
            now=now,
            onboarding=found.onboarding,
            done=form.done_steps(),
            done_on=form.cleaned_data["done_on"],
        ),
    )
    if noted is None:
        return _page(request, _pack(request, place, now=now), refused=form)
    messages.success(request, _("The first steps are saved."))
    return redirect(PAGE, place.pk)


def _in_scope(request: HttpRequest, partnership_id: int) -> Partnership:
    return get_object_or_404(partnerships_in_scope(acting(request)), pk=partnership_id)


def _pack(request: HttpRequest, place: Partnership, *, now: datetime) -> HandOver:
    return hand_over(acting(request), place, today=place.country.today(now=now))


def _steps_of(actor: Actor, place: Partnership, onboarding_id: int) -> FirstSteps:
    """Return the running list of the address.

    Raises:
        Http404: there is none; somebody else leads by now.
    """
    for found in first_steps_at(place, actor):
        if found.onboarding.pk == onboarding_id:
            return found
    raise Http404


def _page(
    request: HttpRequest, pack: HandOver, refused: FirstStepsForm | None = None
) -> HttpResponse:
    """Answer with the page; a form that was refused stands there as it was typed."""
    context = {
        **pack_parts(pack),
        "first_steps": [_steps_part(pack, each, refused) for each in pack.first_steps],
        "refused": refused,
    }
    return render(request, "dashboards/hand_over/page.html", context)


def _steps_part(
    pack: HandOver, found: FirstSteps, refused: FirstStepsForm | None
) -> Part:
    """Return the steps of one lead, with a form for who may tick them."""
    form = FirstStepsForm(found=found, today=pack.today) if found.may_note else None
    if form and refused and refused.prefix == form.prefix:
        form = refused
    onboarding = found.onboarding
    keys = [onboarding.partnership_id, onboarding.pk]
    return {
        "found": found,
        "form": form,
        "ways": ways_in(pack) if form and onboarding.party_id is None else [],
        "save_url": reverse("dashboards:first_steps", args=keys),
    }
