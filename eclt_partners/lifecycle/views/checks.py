"""Which pages hold one check after the end, for people of the foundation?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import refresh_soon, send_soon
from eclt_partners.countries.clocks import tell_times_of
from eclt_partners.lifecycle.access import may_at, require_at
from eclt_partners.lifecycle.forms.checks import AnswerForm, AskForm, WaiveForm
from eclt_partners.lifecycle.selectors.checks import (
    checks_in_scope,
    functions_asked,
    people_to_ask,
    tries_to_reach,
)
from eclt_partners.lifecycle.services import checks as services
from eclt_partners.lifecycle.views.answers_sent import shows_result, take_answers
from eclt_partners.lifecycle.views.pages import in_scope
from eclt_partners.lifecycle.views.results_shown import result_context
from partners.choices import CheckState
from partners.models import AfterCheck
from partners.rules.sustained import held_from
from partners.selectors.after import with_answers


@require_safe
def check(request: HttpRequest, check_id: int) -> HttpResponse:
    """Show one check: what is to do, or what it found and how the score came about."""
    actor = acting(request)
    rows = with_answers(checks_in_scope(actor))
    found = get_object_or_404(rows, pk=check_id)
    if found.state == CheckState.DONE:
        context = _context(found) | result_context(found)
        return render(request, "lifecycle/checks/result.html", context)
    context = _context(
        found,
        tries=tries_to_reach(found),
        may={
            "answer": may_at(actor, Action.ANSWER_REVIEW, found.partnership),
            "register": may_at(actor, Action.REGISTER, found.partnership),
            "waive": may_at(actor, Action.MOVE_STAGE, found.partnership),
        },
    )
    return render(request, "lifecycle/checks/check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, check_id: int) -> HttpResponse:
    """Enter what a person told by phone, or what was seen on a visit."""
    actor, found = acting(request), _found(request, check_id)
    require_at(actor, Action.ANSWER_REVIEW, found.partnership)
    context = _context(found)
    if shows_result(request, actor, found) or context["is_early"]:
        return _not_now(request, found)
    form = AnswerForm(
        posted(request),
        functions=functions_asked(found.partnership),
        people=people_to_ask(found.partnership),
    )
    answered = take_answers(form, actor=actor, check=found)
    if answered is None:
        return render(request, "lifecycle/checks/answer.html", context | {"form": form})
    refresh_soon()
    messages.success(request, _("The check is answered."))
    return redirect("lifecycle:check", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def waive(request: HttpRequest, check_id: int) -> HttpResponse:
    """Leave a check out, with the reason."""
    actor, found = acting(request), _found(request, check_id)
    require_at(actor, Action.MOVE_STAGE, found.partnership)
    if found.state != CheckState.SCHEDULED:
        return _not_now(request, found)
    form = WaiveForm(posted(request))
    waived = attempt(
        form,
        lambda: services.waive_check(
            actor=actor,
            now=timezone.now(),
            check=found,
            reason=form.cleaned_data["waived_reason"],
        ),
    )
    if waived is None:
        context = _context(found, form=form)
        return render(request, "lifecycle/checks/waive.html", context)
    refresh_soon()
    messages.success(request, _("The check is left out. The reason is kept."))
    return redirect("lifecycle:check", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, check_id: int) -> HttpResponse:
    """Choose another person of the partner to ask."""
    actor, found = acting(request), _found(request, check_id)
    require_at(actor, Action.REGISTER, found.partnership)
    if found.state != CheckState.SCHEDULED:
        return _not_now(request, found)
    form = AskForm(
        posted(request),
        people=people_to_ask(found.partnership),
        initial={"contact": found.contact_id},
    )
    changed = attempt(
        form,
        lambda: services.change_whom_we_ask(
            actor=actor,
            now=timezone.now(),
            check=found,
            contact=form.cleaned_data["contact"],
        ),
    )
    if changed is None:
        context = _context(found, form=form)
        return render(request, "lifecycle/checks/ask.html", context)
    messages.success(request, _("The person whom we ask is saved."))
    return redirect("lifecycle:check", found.pk)


@require_POST
def send_link(request: HttpRequest, check_id: int) -> HttpResponse:
    """Mail the person whom we ask the link to answer."""
    actor, found = acting(request), _found(request, check_id)
    try:
        person = services.send_check_link(actor=actor, now=timezone.now(), check=found)
    except InvalidInput as refusal:
        messages.error(request, refusal.problems[""])
    else:
        send_soon()
        text = _("A mail with the link is on its way to %(name)s.")
        messages.success(request, text % {"name": person.name})
    return redirect("lifecycle:check", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def checks_new(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Plan the checks of a partnership that came here without any."""
    actor, partnership = acting(request), in_scope(request, partnership_id)
    require_at(actor, Action.MOVE_STAGE, partnership)
    if not services.lacks_checks(partnership):
        messages.info(request, _("There are checks already, or nothing has ended."))
        return redirect("lifecycle:stage", partnership.pk)
    form = AskForm(posted(request), people=people_to_ask(partnership))
    planned = attempt(
        form,
        lambda: services.plan_missing_checks(
            actor=actor,
            now=timezone.now(),
            partnership=partnership,
            contact=form.cleaned_data["contact"],
        ),
    )
    if planned is None:
        context = {"form": form, "partnership": partnership}
        return render(request, "lifecycle/checks/new.html", context)
    messages.success(request, _("The checks after the end are planned."))
    return redirect("lifecycle:stage", partnership.pk)


def _found(request: HttpRequest, check_id: int) -> AfterCheck:
    return get_object_or_404(checks_in_scope(acting(request)), pk=check_id)


def _not_now(request: HttpRequest, found: AfterCheck) -> HttpResponse:
    """Lead back to the check, which says where it stands."""
    messages.info(request, _("This check does not wait for that now."))
    return redirect("lifecycle:check", found.pk)


def _context(found: AfterCheck, **more: Any) -> dict[str, Any]:
    """Return what every page of a check gets."""
    country = found.partnership.country
    tell_times_of(country)
    today = country.today(now=timezone.now())
    return {
        "check": found,
        "partnership": found.partnership,
        "today": today,
        "is_early": today < held_from(found.due_on),
        "from_on": held_from(found.due_on),
        **more,
    }
