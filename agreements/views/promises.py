"""Which page shows one due date of a promise, and takes the steps of both sides?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.forms.steps import StepForm
from agreements.ledger import due_dates_seen
from agreements.services.promise_steps import take_step
from agreements.situations import promise_story
from eclt_partners.accounts.requests import acting
from eclt_partners.common.forms.attempts import posted
from partners.forms.revised import attempt_seen

FROM_LEDGER = "ledger"


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_outcome(request: HttpRequest, instance_id: int) -> HttpResponse:
    """One due date: what both sides said, and one button for each step that is open."""
    actor, now = acting(request), timezone.now()
    instance = get_object_or_404(due_dates_seen(actor, now=now), pk=instance_id)
    form = StepForm(posted(request))
    taken = attempt_seen(
        form,
        lambda: take_step(actor=actor, now=now, instance=instance, **form.cleaned_data),
    )
    if taken is None:
        context = {"form": form, "story": promise_story(instance, actor)}
        return render(request, "agreements/promise.html", context, status=form.status)
    messages.success(request, _("It is noted, and both sides see it."))
    return redirect(_way_on(request, instance_id))


def _way_on(request: HttpRequest, instance_id: int) -> str:
    """Back to the list somebody came from with its filters, else to the promise."""
    if request.POST.get("from") != FROM_LEDGER:
        return reverse("agreements:commitment_outcome", args=[instance_id])
    query = request.GET.urlencode()
    address = reverse("agreements:commitments")
    return f"{address}?{query}" if query else address
