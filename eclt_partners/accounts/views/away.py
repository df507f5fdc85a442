"""Which pages say who is away, and who stands in?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from eclt_partners.accounts.forms.away import AwayForm
from eclt_partners.accounts.models import Absence, User
from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.selectors import (
    people_looked_after,
    people_who_may_stand_in,
)
from eclt_partners.accounts.services.absences import set_away, take_back_absence
from eclt_partners.common.actions import Action
from eclt_partners.common.asking import ask_together
from eclt_partners.common.errors import NotPermitted
from eclt_partners.common.forms.attempts import attempt, posted


@require_http_methods(["GET", "HEAD", "POST"])
def own_away(request: HttpRequest) -> HttpResponse:
    """When the person who is signed in is away, and for whom this person stands in."""
    person = get_object_or_404(User, pk=acting(request).user_id or 0)
    return _page(request, person, is_own=True)


@require_http_methods(["GET", "HEAD", "POST"])
def person_away(request: HttpRequest, person_id: int) -> HttpResponse:
    """When somebody else is away; for who looks after people of the country."""
    actor = acting(request)
    if not actor.may_somewhere(Action.SET_AWAY):
        raise Http404
    person = get_object_or_404(people_looked_after(actor), pk=person_id)
    return _page(request, person, is_own=False)


@require_safe
def people_away(request: HttpRequest) -> HttpResponse:
    """Everybody whom the reader looks after, with their times away."""
    actor = acting(request)
    if not actor.may_somewhere(Action.SET_AWAY):
        raise NotPermitted("looks after nobody's days", action=Action.SET_AWAY)
    people = people_looked_after(actor)
    absences = Absence.objects.not_over(timezone.localdate()).filter(person__in=people)
    context = {"people": people, "absences": absences}
    return render(request, "account/people_away.html", context)


@require_POST
def absence_back(request: HttpRequest, absence_id: int) -> HttpResponse:
    """Say that somebody is not away after all, or back."""
    actor = acting(request)
    rows = Absence.objects.standing().filter(person__in=people_looked_after(actor))
    absence = get_object_or_404(rows, pk=absence_id)
    take_back_absence(actor=actor, now=timezone.now(), absence=absence)
    messages.success(request, _("The time away is taken back."))
    if absence.person_id == actor.user_id:
        return redirect("accounts:away")
    return redirect("accounts:person_away", absence.person_id)


def _page(request: HttpRequest, person: User, *, is_own: bool) -> HttpResponse:
    actor, others = acting(request), people_who_may_stand_in(person)
    form = AwayForm(posted(request), people=others)
    absence = attempt(
        form,
        lambda: set_away(
            actor=actor,
            now=timezone.now(),
            person=person,
            fields=form.absence_fields(),
        ),
    )
    if absence is not None:
        text = _("%(name)s stands in. A mail says so.")
        messages.success(request, text % {"name": absence.stand_in.name})
        return redirect(request.path)
    rows = Absence.objects.not_over(timezone.localdate())
    absences, standing_in = rows.filter(person=person), rows.filter(stand_in=person)
    ask_together(absences, standing_in)
    context = {
        "form": form,
        "person": person,
        "is_own": is_own,
        "absences": absences,
        "standing_in": standing_in,
        "has_others": bool(others),
    }
    return render(request, "account/away.html", context)
