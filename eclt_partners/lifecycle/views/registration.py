"""Which pages lead from a name to a partnership in twelve presses?"""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.common.errors import NotPermitted
from eclt_partners.common.kick import refresh_soon
from eclt_partners.documents.services import Upload
from eclt_partners.lifecycle.choices import RegistrationStep
from eclt_partners.lifecycle.forms.registration import NO_AGREEMENT, PaperForm
from eclt_partners.lifecycle.models import Registration
from eclt_partners.lifecycle.services.registration import (
    StepRefused,
    discard_registration,
    finish_registration,
    keep_step,
)
from eclt_partners.lifecycle.views.answers_shown import answers_of
from eclt_partners.lifecycle.views.ways import Way
from partners.selectors import countries_to_register_in

STEPS = list(RegistrationStep)


@require_http_methods(["GET", "HEAD", "POST"])
def register_step(request: HttpRequest, step: str) -> HttpResponse:
    """One page of the way; what is typed is kept at once, right or wrong."""
    actor = _who(request)
    if step not in RegistrationStep.values:
        raise Http404
    chosen, way = RegistrationStep(step), _way_of(actor)
    if request.method == "POST":
        return _answer(request, way, chosen)
    return _page(request, way, chosen)


@require_http_methods(["GET", "HEAD", "POST"])
def register_check(request: HttpRequest) -> HttpResponse:
    """Show everything that was typed; the last press writes it."""
    actor = _who(request)
    if request.method != "POST":
        return _check_page(request, _way_of(actor))
    way = _way_of(actor, key=request.POST.get("way", ""))
    if way.row.partnership_id is not None:
        return redirect("dashboards:partnership", way.row.partnership_id)
    if (missing := way.first_missing()) is not None:
        return redirect("lifecycle:register_step", missing.value)
    try:
        made = finish_registration(
            actor=actor, now=way.now, way_id=way.row.pk, plan=way.plan()
        )
    except StepRefused as refused:
        return _check_page(request, way, refused)
    refresh_soon()
    text = _("%(name)s is registered. The code of the partnership is %(code)s.")
    messages.success(request, text % {"name": made.name, "code": made.code})
    return redirect("dashboards:partnership", made.pk)


@require_POST
def register_discard(request: HttpRequest) -> HttpResponse:
    """Forget what was typed about a new partner."""
    owner_id = _who(request).user_id or 0
    discard_registration(owner_id=owner_id)
    messages.success(request, _("What you typed is forgotten."))
    return redirect("dashboards:partners")


def _of_fields(forms: Iterable[BaseForm], sent: Mapping[str, str]) -> dict[str, str]:
    """Return what was sent for a field of the page, by its name."""
    names = {form.add_prefix(name) for form in forms for name in form.fields}
    return {name: value for name, value in sent.items() if name in names}


def _answer(request: HttpRequest, way: Way, step: RegistrationStep) -> HttpResponse:
    """Keep what was sent; go on when it is complete, else show the page again."""
    sent = {name: _text(value) for name, value in request.POST.items()}
    if NO_AGREEMENT in sent:
        _keep(way, step, {NO_AGREEMENT: "1"})
        return _next(step)
    forms = way.forms(step, sent, request.FILES)
    wrong = sum(not form.is_valid() for form in forms)
    _keep(
        way,
        step,
        _of_fields(forms, sent),
        paper=forms[0].paper if isinstance(forms[0], PaperForm) else None,
    )
    twins = [] if wrong else way.twins(forms)
    if not wrong and not twins:
        return _next(step)
    context = _frame(way, step, forms=forms, twins=twins)
    return render(request, "lifecycle/registration_step.html", context)


def _text(value: object) -> str:
    """What was sent, without the sign that PostgreSQL keeps in no text."""
    return str(value).replace("\0", "")


def _keep(
    way: Way, step: RegistrationStep, typed: dict[str, str], paper: Upload | None = None
) -> None:
    keep_step(
        owner_id=way.actor.user_id or 0,
        now=way.now,
        step=step,
        typed=typed,
        paper=paper,
    )


def _next(step: RegistrationStep) -> HttpResponseRedirect:
    number = STEPS.index(step) + 1
    if number == len(STEPS):
        return HttpResponseRedirect(reverse("lifecycle:register_check"))
    address = reverse("lifecycle:register_step", args=[STEPS[number].value])
    return HttpResponseRedirect(address)


def _page(request: HttpRequest, way: Way, step: RegistrationStep) -> HttpResponse:
    forms = way.kept_forms(step)
    context = _frame(way, step, forms=forms, twins=way.twins(forms))
    return render(request, "lifecycle/registration_step.html", context)


def _frame(way: Way, step: RegistrationStep, **more: object) -> dict[str, object]:
    number = STEPS.index(step)
    return {
        "step": step,
        "number": number + 1,
        "count": len(STEPS) + 1,
        "before": STEPS[number - 1] if number else None,
        "has_typed": bool(way.row.typed),
        **more,
    }


def _check_page(
    request: HttpRequest, way: Way, refused: StepRefused | None = None
) -> HttpResponse:
    context = {
        "way": way.row,
        "missing": way.first_missing(),
        "groups": [
            {"step": step, "rows": answers_of(way, step)} for step in RegistrationStep
        ],
        "refused": refused,
        "count": len(STEPS) + 1,
        "has_typed": bool(way.row.typed),
    }
    return render(request, "lifecycle/registration_check.html", context)


def _who(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not actor.may_somewhere(Action.REGISTER):
        raise NotPermitted("registers nowhere", action=Action.REGISTER)
    return actor


def _way_of(actor: Actor, *, key: str = "") -> Way:
    """Return the way of this person: the open one, or the one that a form names."""
    rows = Registration.objects.filter(owner_id=actor.user_id).defer("paper")
    named = rows.filter(pk=int(key[:18])) if key.isdecimal() else rows.none()
    opened, countries = rows.filter(partnership=None), countries_to_register_in(actor)
    ask_together(named, opened, countries)
    row = next(iter((*named, *opened)), None) or Registration()
    return Way(actor=actor, row=row, now=timezone.now(), countries=countries)
