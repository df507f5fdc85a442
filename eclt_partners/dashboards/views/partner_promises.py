"""Which pages of promises does a person of the partner see, by a link?

Equal standing: the same list, the same story and the same steps as the foundation has.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.forms.steps import StepForm
from agreements.ledger import LedgerFilters, filtered, ledger_keeping
from agreements.services.promise_steps import take_step
from agreements.situations import ledger_rows, promise_story
from eclt_partners.common.forms.attempts import posted
from eclt_partners.common.kick import refresh_soon
from eclt_partners.dashboards.selectors.partner_home import (
    parties_of,
    promises_seen,
    settled_promises,
)
from partners.forms.revised import attempt_seen
from partners.views.doors import Visitor, home

PAGE_SIZE = 25
LIST = "dashboards:partner_promises"


@home
@require_safe
def partner_promises(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The promises of both sides: what waits, what is open, what is settled."""
    parties = parties_of(visitor.partnership, visitor.contact)
    seen = promises_seen(visitor.partnership, parties, now=visitor.now)
    page = Paginator(filtered(seen, LedgerFilters()), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": ledger_rows(page.object_list, visitor.actor),
        "settled": ledger_rows(settled_promises(seen), visitor.actor),
        "keeping": ledger_keeping(seen, LedgerFilters()),
        "partnership": visitor.partnership,
        "leave_url": reverse("reviews:partner_leave"),
    }
    return render(request, "dashboards/partner_promises_page.html", context)


@home
@require_http_methods(["GET", "HEAD", "POST"])
def partner_promise(
    request: HttpRequest, visitor: Visitor, instance_id: int
) -> HttpResponse:
    """One due date: what both sides said, and the steps that are open to the partner."""
    parties = parties_of(visitor.partnership, visitor.contact)
    seen = promises_seen(visitor.partnership, parties, now=visitor.now)
    instance = get_object_or_404(seen, pk=instance_id)
    form = StepForm(posted(request))
    taken = attempt_seen(
        form,
        lambda: take_step(
            actor=visitor.actor,
            now=visitor.now,
            instance=instance,
            **form.cleaned_data,
        ),
    )
    if taken is None:
        context = {
            "form": form,
            "story": promise_story(instance, visitor.actor),
            "partnership": visitor.partnership,
            "leave_url": reverse("reviews:partner_leave"),
        }
        page = "dashboards/partner_promise.html"
        return render(request, page, context, status=form.status)
    refresh_soon()
    messages.success(request, _("Thank you. It is noted, and both sides see it."))
    return redirect(LIST)
