"""Which pages report a danger, and which does the safeguarding lead work with?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import NotPermitted
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import send_soon
from eclt_partners.countries.clocks import tell_times_of
from partners.choices import IncidentWish
from partners.forms import incidents as forms
from partners.models import Incident, Partnership
from partners.rules.stages import REVIEWED_STAGES
from partners.safety_words import who_calls, who_reads
from partners.selectors import incidents as selectors
from partners.services import incidents as services


@require_http_methods(["GET", "HEAD", "POST"])
def incident_new(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Tell the safeguarding lead that somebody may be in danger."""
    actor = acting(request)
    visible = Partnership.objects.visible_to(actor).select_related("country")
    partnership = get_object_or_404(visible, pk=partnership_id)
    require(
        actor,
        Action.REPORT_DANGER,
        country=partnership.country_id,
        partnership=partnership.pk,
    )
    form = forms.IncidentForm(posted(request))
    reported = attempt(
        form,
        lambda: services.report_incident(
            actor=actor,
            now=timezone.now(),
            partnership=partnership,
            wish=IncidentWish(form.cleaned_data["wish"]),
            note=form.cleaned_data["note"],
        ),
    )
    has_lead = selectors.has_safeguarding_lead(partnership.country_id)
    if reported is None:
        context = {
            "form": form,
            "partnership": partnership,
            "who_reads": who_reads(has_lead=has_lead),
        }
        return render(request, "partners/incident_new.html", context)
    send_soon()
    messages.success(request, who_calls(has_lead=has_lead))
    return redirect("dashboards:partnership", partnership.pk)


@require_safe
def incidents(request: HttpRequest) -> HttpResponse:
    """List what was reported, open ones first."""
    actor = acting(request)
    if not actor.may_somewhere(Action.SEE_INCIDENTS):
        raise NotPermitted(
            "only safeguarding leads read reports", action=Action.SEE_INCIDENTS
        )
    rows = selectors.incident_lines(actor, now=timezone.now())
    return render(request, "partners/incidents.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Show one report and note what was done."""
    actor = acting(request)
    seen = Incident.objects.visible_to(actor).select_related("partnership__country")
    found = get_object_or_404(seen, pk=incident_id)
    tell_times_of(found.partnership.country)
    form = forms.IncidentStepForm(posted(request), incident=found)
    if attempt(form, lambda: _step(actor, found, form)) is not None:
        messages.success(request, _("It is noted."))
        return redirect("partners:incident", found.pk)
    context = {
        "form": form,
        "incident": found,
        "is_reviewed": found.partnership.stage in REVIEWED_STAGES,
        "story": selectors.incident_story(found, now=timezone.now()),
    }
    return render(request, "partners/incident.html", context)


def _step(actor: Actor, found: Incident, form: forms.IncidentStepForm) -> bool:
    """Do what was chosen; words that were written beside it become a note."""
    now, step = timezone.now(), form.cleaned_data["step"]
    note = form.cleaned_data["note"]
    if step == forms.NO_DANGER:
        services.close_without_danger(actor=actor, now=now, incident=found, note=note)
        return True
    if note:
        services.add_note(actor=actor, now=now, incident=found, note=note)
    if step == forms.CONTACT:
        services.note_contact(actor=actor, now=now, incident=found)
    elif step == forms.SERIOUS:
        services.rate_serious(actor=actor, now=now, incident=found)
    elif step == forms.SAFE:
        services.confirm_safe(
            actor=actor, now=now, incident=found, safe_on=form.safe_day
        )
    return True
