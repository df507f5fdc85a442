"""Which page says what became of a promise?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.forms import OutcomeForm
from agreements.rules.outcomes import OPEN
from agreements.selectors import instances_in_scope
from agreements.services.commitments import report_outcome
from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.forms.attempts import attempt, posted


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_outcome(request: HttpRequest, instance_id: int) -> HttpResponse:
    """Say what became of one due date of a promise."""
    actor = acting(request)
    instance = get_object_or_404(instances_in_scope(actor), pk=instance_id)
    agreement = instance.commitment.version.agreement
    require(
        actor,
        Action.CONFIRM_RECORD,
        country=agreement.partnership.country_id,
        partnership=agreement.partnership_id,
    )
    is_open = instance.state in OPEN
    initial = {} if is_open else {"outcome": instance.state}
    form = OutcomeForm(
        posted(request), initial={**initial, "evidence": instance.evidence}
    )
    reported = attempt(
        form,
        lambda: report_outcome(
            actor=actor, now=timezone.now(), instance=instance, **form.cleaned_data
        ),
    )
    if reported is None:
        context = {"form": form, "instance": instance, "agreement": agreement}
        return render(request, "agreements/outcome.html", context)
    messages.success(request, _("It is noted."))
    return redirect("agreements:detail", agreement.pk)
