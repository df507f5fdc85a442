"""Which page shows one partnership, and what happened to it?"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.kick import send_soon
from eclt_partners.countries.clocks import tell_times_of
from eclt_partners.dashboards.forms.history import HistoryFilterForm
from eclt_partners.dashboards.selectors.files import files_of
from eclt_partners.dashboards.selectors.history import (
    HISTORIES,
    entries_about,
    history_lines,
    partnership_of,
    seen_object,
    subject_name,
)
from eclt_partners.dashboards.selectors.partnership import (
    partnership_page,
    partnerships_in_scope,
)
from partners.models import Contact, Partner
from reviews.services.home_links import send_home_link

HISTORY_PAGE = 50
RIGHTS = {
    "register": Action.REGISTER,
    "schedule": Action.SCHEDULE_REVIEW,
    "raise": Action.RAISE_CHANGE,
    "propose": Action.PROPOSE_CHANGE,
    "report": Action.REPORT_EVENT,
    "report_danger": Action.REPORT_DANGER,
    "record_talk": Action.RECORD_TALK,
    "ledger": Action.SEE_LEDGER,
}


@require_safe
def partnership(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Show the one page about a partnership."""
    actor = acting(request)
    found = get_object_or_404(partnerships_in_scope(actor), pk=partnership_id)
    tell_times_of(found.country)
    today = found.country.today(now=timezone.now())
    page = partnership_page(actor, found, today=today)
    context = {
        "page": page,
        "files": files_of(actor, found),
        "partnership": found,
        "today": today,
        "may": {
            name: actor.may(right, country=found.country_id, partnership=found.pk)
            for name, right in RIGHTS.items()
        },
        "sees_country": actor.may(Action.SEE, country=found.country_id),
    }
    return render(request, "dashboards/partnership.html", context)


@require_POST
def home_link(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Mail a person of the partner the link to the page of the partnership."""
    actor = acting(request)
    found = get_object_or_404(partnerships_in_scope(actor), pk=partnership_id)
    people = Contact.objects.filter(partner__parties__partnership=found).distinct()
    key = request.POST.get("contact", "")
    contact = get_object_or_404(people, pk=int(key[:18]) if key.isdecimal() else 0)
    try:
        send_home_link(
            actor=actor, now=timezone.now(), partnership=found, contact=contact
        )
    except InvalidInput as refusal:
        messages.error(request, refusal.problems[""])
    else:
        send_soon()
        text = _("A mail with the link is on its way to %(name)s.")
        messages.success(request, text % {"name": contact.name})
    return redirect("dashboards:partnership", found.pk)


@require_safe
def history(request: HttpRequest, kind: str, key: int) -> HttpResponse:
    """Show who did what to one object, newest first; of a partnership also in parts."""
    subject = seen_object(acting(request), kind, key)
    if subject is None:
        raise Http404
    place = subject if isinstance(subject, Partner) else partnership_of(subject)
    tell_times_of(place.country)
    form = HistoryFilterForm(request.GET) if kind == "partnership" else None
    verbs = form.verbs() if form else []
    pages = Paginator(entries_about(kind, key, verbs=verbs), HISTORY_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    context = {
        "kind": HISTORIES[kind].label,
        "subject": subject_name(subject),
        "back_url": reverse(HISTORIES[kind].page, args=[key]),
        "lines": history_lines(list(shown.object_list)),
        "page": shown,
        "form": form,
        "query": f"part={form.cleaned_data['part']}&" if form and verbs else "",
    }
    return render(request, "dashboards/history.html", context)
