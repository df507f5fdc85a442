"""Which pages hold what must last after the end? The same for both sides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.common.actions import Action
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import refresh_soon
from partners.choices import Fate
from partners.forms.plans import FunctionForm, PillarsForm, PlanForm
from partners.forms.revised import attempt_seen
from partners.models import Function, SustainabilityPlan
from partners.selectors.plans import is_plan_closed, plan_story
from partners.services import plans as services
from partners.views.chairs import Chair


@require_safe
def plan(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Show the plan with its functions and how its readiness came about."""
    context = chair.context(
        story=plan_story(chair.partnership),
        may_plan=chair.may_write and not is_plan_closed(chair.partnership),
    )
    return render(request, "partners/plans/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Start the plan, or change its head."""
    chair.require(Action.PLAN_TOGETHER)
    if away := _to_closed_plan(request, chair):
        return away
    found = _plan(chair)
    form = PlanForm(posted(request), plan=found)
    saved = attempt_seen(
        form,
        lambda: services.write_plan(
            actor=chair.actor,
            now=chair.now,
            partnership=chair.partnership,
            fields=form.plan_fields(),
            seen=form.seen_stamp,
        ),
    )
    if saved is None:
        context = chair.context(form=form, plan=found)
        page = "partners/plans/plan_edit.html"
        return render(request, page, context, status=form.status)
    return _saved(request, chair)


@require_http_methods(["GET", "HEAD", "POST"])
def function_new(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Add something to the plan; without a plan its head comes first.

    How it stands is asked next, but not of what stops on purpose.
    """
    chair.require(Action.PLAN_TOGETHER)
    if away := _to_closed_plan(request, chair):
        return away
    found = _plan(chair)
    if found is None:
        return redirect(chair.url("plan_edit"))
    form = FunctionForm(posted(request), function=None)
    saved = attempt(
        form,
        lambda: services.add_function(
            actor=chair.actor,
            now=chair.now,
            plan=found,
            fields=form.function_fields(),
        ),
    )
    if saved is None:
        context = chair.context(form=form, function=None)
        return render(request, "partners/plans/function.html", context)
    if saved.fate == Fate.STOP:
        return _saved(request, chair)
    refresh_soon()
    messages.success(request, _("It is in the plan. Now say how it stands."))
    return redirect(chair.url("function_read", saved.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def function_edit(request: HttpRequest, chair: Chair, function_id: int) -> HttpResponse:
    """Change what is said of a function, and who owns it."""
    found = _function(chair, function_id)
    chair.require(Action.PLAN_TOGETHER)
    if away := _to_closed_plan(request, chair):
        return away
    form = FunctionForm(posted(request), function=found)
    saved = attempt_seen(
        form,
        lambda: services.change_function(
            actor=chair.actor,
            now=chair.now,
            function=found,
            fields=form.function_fields(),
            seen=form.seen_stamp,
        ),
    )
    if saved is None:
        context = chair.context(form=form, function=found)
        page = "partners/plans/function.html"
        return render(request, page, context, status=form.status)
    return _saved(request, chair)


@require_http_methods(["GET", "HEAD", "POST"])
def function_read(request: HttpRequest, chair: Chair, function_id: int) -> HttpResponse:
    """Say how a function stands today; earlier readings stay."""
    found = _function(chair, function_id)
    chair.require(Action.PLAN_TOGETHER)
    if away := _to_closed_plan(request, chair):
        return away
    form = PillarsForm(posted(request), latest=found.readings.first())
    saved = attempt(
        form,
        lambda: services.read_pillars(
            actor=chair.actor,
            now=chair.now,
            function=found,
            levels=form.levels(),
            how=form.cleaned_data["note"],
        ),
    )
    if saved is None:
        context = chair.context(form=form, function=found)
        return render(request, "partners/plans/function_read.html", context)
    return _saved(request, chair)


def _to_closed_plan(request: HttpRequest, chair: Chair) -> HttpResponse | None:
    """Lead whoever opens a form of a closed plan to the plan: it would be refused."""
    if request.method == "POST" or not is_plan_closed(chair.partnership):
        return None
    return redirect(chair.url("plan"))


def _plan(chair: Chair) -> SustainabilityPlan | None:
    plans = SustainabilityPlan.objects.select_related("partnership__country")
    return plans.filter(partnership=chair.partnership).first()


def _function(chair: Chair, function_id: int) -> Function:
    functions = Function.objects.filter(plan__partnership=chair.partnership)
    related = functions.select_related("plan__partnership__country")
    return get_object_or_404(related, pk=function_id)


def _saved(request: HttpRequest, chair: Chair) -> HttpResponse:
    refresh_soon()
    messages.success(request, _("It is saved. Both sides see it."))
    return redirect(chair.url("plan"))
