"""Which pages note and change what others found of an organisation?"""

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
from partners.forms.assessments import AssessmentForm
from partners.models import OutsideAssessment, Partner
from partners.services.assessments import change_assessment, note_assessment


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_new(request: HttpRequest, partner_id: int) -> HttpResponse:
    """Note an assessment that somebody else made."""
    actor = acting(request)
    visible = Partner.objects.visible_to(actor).select_related("country")
    partner = get_object_or_404(visible, pk=partner_id)
    require(actor, Action.REGISTER, country=partner.country_id)
    form = AssessmentForm(posted(request), instance=OutsideAssessment(partner=partner))
    noted = attempt(
        form,
        lambda: note_assessment(
            actor=actor,
            now=timezone.now(),
            partner=partner,
            fields=form.assessment_fields(),
        ),
    )
    if noted is None:
        return _page(request, form, partner, assessment=None)
    messages.success(request, _("The assessment is noted."))
    return redirect(_way_back(partner.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_edit(request: HttpRequest, assessment_id: int) -> HttpResponse:
    """Correct an assessment, or say that it was noted by mistake."""
    actor = acting(request)
    visible = OutsideAssessment.objects.visible_to(actor)
    assessment = get_object_or_404(
        visible.select_related("partner__country"), pk=assessment_id
    )
    partner = assessment.partner
    require(actor, Action.REGISTER, country=partner.country_id)
    form = AssessmentForm(posted(request), instance=assessment)
    changed = attempt(
        form,
        lambda: change_assessment(
            actor=actor,
            now=timezone.now(),
            assessment=assessment,
            fields=form.assessment_fields(),
        ),
    )
    if changed is None:
        return _page(request, form, partner, assessment=assessment)
    messages.success(request, _("Your changes are saved."))
    return redirect(_way_back(partner.pk))


def _page(
    request: HttpRequest,
    form: AssessmentForm,
    partner: Partner,
    *,
    assessment: OutsideAssessment | None,
) -> HttpResponse:
    context = {"form": form, "partner": partner, "assessment": assessment}
    return render(request, "partners/assessment_form.html", context)


def _way_back(partner_id: int) -> str:
    return f"{reverse('partners:detail', args=[partner_id])}#assessments"
