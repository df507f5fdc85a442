"""Which pages does the person see whom we ask after the end? By a link, no account."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.accounts.requests import link_of
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.common.access import open_to_all
from eclt_partners.common.actor import Actor
from eclt_partners.common.forms.attempts import posted
from eclt_partners.common.kick import refresh_soon
from eclt_partners.lifecycle.forms.checks import AnswerForm
from eclt_partners.lifecycle.selectors.checks import functions_asked
from eclt_partners.lifecycle.views.answers_sent import shows_result, take_answers
from eclt_partners.lifecycle.views.results_shown import result_context
from partners.choices import CheckState
from partners.models import AfterCheck, Contact
from partners.selectors.after import check_of_link, with_answers
from partners.selectors.leading import lead_at_work
from partners.views.doors import dead_link, language_for, spoken_to, unstored


@dataclass(frozen=True, slots=True)
class Guest:
    """A person of a partner at one check after the end."""

    actor: Actor
    contact: Contact
    check: AfterCheck
    now: datetime

    def context(self, **more: Any) -> dict[str, Any]:
        """Return what every page of the person gets."""
        country = self.check.partnership.country
        return {
            "check": self.check,
            "partnership": self.check.partnership,
            "contact": self.contact,
            "today": country.today(now=self.now),
            "frame": "base_partner.html",
            "leave_url": reverse("reviews:partner_leave"),
            **more,
        }


def guest(view: Callable[[HttpRequest, Guest], HttpResponse]) -> Callable[..., Any]:
    """Open a page of a check to the person whose link is for it.

    Everybody else gets the page of a dead link, whatever the reason (rulings 18).
    """

    @wraps(view)
    def door(request: HttpRequest, check_id: int) -> HttpResponse:
        now = timezone.now()
        link = link_of(request, now=now)
        check = check_of_link(link)
        if link is None or check is None or check.pk != check_id:
            return dead_link(request)
        if check.contact is None:
            return dead_link(request)
        here = Guest(actor_of_link(link), check.contact, check, now)
        with spoken_to(language_for(request, here.contact), check.partnership.country):
            return unstored(view(request, here), partner_side=True)

    return open_to_all(door)


@guest
@require_http_methods(["GET", "HEAD", "POST"])
def partner_check(request: HttpRequest, here: Guest) -> HttpResponse:
    """Answer the check; who has answered sees the receipt."""
    if shows_result(request, here.actor, here.check):
        return redirect("lifecycle:partner_check_done", here.check.pk)
    form = AnswerForm(
        posted(request), functions=functions_asked(here.check.partnership), people=None
    )
    answered = take_answers(form, actor=here.actor, check=here.check)
    if answered is None:
        return render(request, "lifecycle/checks/answer.html", here.context(form=form))
    refresh_soon()
    return redirect("lifecycle:partner_check_done", here.check.pk)


@guest
@require_safe
def partner_check_done(request: HttpRequest, here: Guest) -> HttpResponse:
    """Say that the answers are in, what they come to, and what happens next."""
    if here.check.state != CheckState.DONE:
        return redirect("lifecycle:partner_check", here.check.pk)
    check = with_answers(AfterCheck.objects.filter(pk=here.check.pk)).get()
    later = AfterCheck.objects.open().filter(partnership=here.check.partnership)
    lead = lead_at_work(here.check.partnership)
    context = here.context(next_check=later.first(), lead=lead, **result_context(check))
    return render(request, "lifecycle/checks/done.html", context)
