"""Which pages of a partnership does a person of the partner see, by a link?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import refresh_soon, send_soon
from eclt_partners.dashboards.selectors.partner_home import partner_home
from partners.choices import IncidentWish, Side
from partners.forms import EventForm
from partners.forms.incidents import IncidentForm
from partners.safety_words import who_calls, who_reads
from partners.selectors.incidents import has_safeguarding_lead
from partners.selectors.leading import lead_at_work
from partners.selectors.onboarding import first_steps_left
from partners.selectors.plans import is_plan_closed
from partners.services.events import report_event
from partners.services.incidents import report_incident
from partners.views.doors import Visitor, home

HOME = "dashboards:partner_home"


@home
@require_safe
def partner_page(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Show the partnership as a person of the partner may see it."""
    today = visitor.partnership.country.today(now=visitor.now)
    page = partner_home(
        visitor.actor,
        visitor.partnership,
        visitor.contact,
        today=today,
        now=visitor.now,
    )
    left = first_steps_left(visitor.actor).filter(partnership=visitor.partnership)
    context = _context(
        visitor,
        page=page,
        today=today,
        first_steps=left.exists(),
        lead=lead_at_work(visitor.partnership),
        may_begin_plan=page.plan is None and not is_plan_closed(visitor.partnership),
    )
    return render(request, "dashboards/partner_home.html", context)


@home
@require_http_methods(["GET", "HEAD", "POST"])
def partner_event(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Tell the foundation what happened, or ask for a talk."""
    form = EventForm(posted(request), is_partner=True)
    event = attempt(
        form,
        lambda: report_event(
            actor=visitor.actor,
            now=visitor.now,
            partnership=visitor.partnership,
            side=Side.PARTNER,
            **form.cleaned_data,
        ),
    )
    if event is None:
        return render(
            request, "dashboards/partner_event.html", _context(visitor, form=form)
        )
    refresh_soon()
    messages.success(request, _("Thank you. It is noted, and both sides see it."))
    return redirect(HOME)


@home
@require_http_methods(["GET", "HEAD", "POST"])
def partner_danger(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Tell the safeguarding lead that somebody may be in danger."""
    form = IncidentForm(posted(request))
    incident = attempt(
        form,
        lambda: report_incident(
            actor=visitor.actor,
            now=visitor.now,
            partnership=visitor.partnership,
            wish=IncidentWish(form.cleaned_data["wish"]),
            note=form.cleaned_data["note"],
        ),
    )
    has_lead = has_safeguarding_lead(visitor.partnership.country_id)
    if incident is None:
        context = _context(visitor, form=form, who_reads=who_reads(has_lead=has_lead))
        return render(request, "dashboards/partner_danger.html", context)
    send_soon()
    messages.success(request, who_calls(has_lead=has_lead))
    return redirect(HOME)


def _context(visitor: Visitor, **more: Any) -> dict[str, Any]:
    return {
        "partnership": visitor.partnership,
        "contact": visitor.contact,
        "leave_url": reverse("reviews:partner_leave"),
        **more,
    }
