"""Which pages hold how both organisations want to grow? The same for both sides."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from eclt_partners.common.actions import Action
from eclt_partners.common.forms.attempts import attempt, posted
from partners.choices import CapacityDomain
from partners.forms.capacity import CommentForm, GoalForm, LevelForm, NewGoalForm
from partners.forms.revised import attempt_seen
from partners.models import CapacityGoal
from partners.rules.slopes import level_lines
from partners.selectors.capacity import goals_seen, growers
from partners.selectors.sides import parties_seen
from partners.services import capacity as services
from partners.views.chairs import Chair


@require_safe
def capacity(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Show the goals of both organisations: start, now, aim."""
    context = chair.context(
        growers=growers(chair.partnership, chair.party_id),
        lines=level_lines(),
        domains=[
            (domain.label, chair.url("goal_new", domain.value))
            for domain in CapacityDomain
        ],
    )
    return render(request, "partners/plans/capacity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def goal_new(request: HttpRequest, chair: Chair, domain: str) -> HttpResponse:
    """Set a goal in one field for one organisation."""
    if domain not in CapacityDomain:
        raise Http404
    chair.require(Action.PLAN_TOGETHER)
    form = NewGoalForm(
        posted(request),
        domain=domain,
        parties=parties_seen(chair.partnership, chair.party_id),
    )
    saved = attempt(
        form,
        lambda: services.set_goal(
            actor=chair.actor,
            now=chair.now,
            partnership=chair.partnership,
            party=form.cleaned_data["who"],
            domain=CapacityDomain(domain),
            fields=form.goal_fields(),
        ),
    )
    if saved is None:
        title = CapacityDomain(domain).label
        context = chair.context(form=form, title=title, goal=None)
        return render(request, "partners/plans/goal.html", context)
    return _saved(request, chair)


@require_http_methods(["GET", "HEAD", "POST"])
def goal_edit(request: HttpRequest, chair: Chair, goal_id: int) -> HttpResponse:
    """Change a goal; both sides agree anew."""
    found = _goal(chair, goal_id)
    chair.require(Action.PLAN_TOGETHER)
    form = GoalForm(posted(request), domain=found.domain, goal=found)
    saved = attempt_seen(
        form,
        lambda: services.change_goal(
            actor=chair.actor,
            now=chair.now,
            goal=found,
            fields=form.goal_fields(),
            seen=form.seen_stamp,
        ),
    )
    if saved is None:
        title = found.get_domain_display()
        context = chair.context(form=form, title=title, goal=found)
        page = "partners/plans/goal.html"
        return render(request, page, context, status=form.status)
    return _saved(request, chair)


@require_http_methods(["GET", "HEAD", "POST"])
def goal_read(request: HttpRequest, chair: Chair, goal_id: int) -> HttpResponse:
    """Say where an organisation stands today; earlier readings stay."""
    found = _goal(chair, goal_id)
    chair.require(Action.PLAN_TOGETHER)
    latest = found.readings.first()
    last = latest.level if latest else found.baseline_level
    form = LevelForm(posted(request), goal=found, last=last)
    saved = attempt(
        form,
        lambda: services.read_level(
            actor=chair.actor,
            now=chair.now,
            goal=found,
            level=form.cleaned_data["level"],
            evidence=form.cleaned_data["evidence"],
        ),
    )
    if saved is None:
        context = chair.context(form=form, goal=found)
        return render(request, "partners/plans/goal_read.html", context)
    return _saved(request, chair)


@require_http_methods(["GET", "HEAD", "POST"])
def goal_comment(request: HttpRequest, chair: Chair, goal_id: int) -> HttpResponse:
    """Say what the own side thinks of a goal."""
    found = _goal(chair, goal_id)
    chair.require(Action.PLAN_TOGETHER)
    form = CommentForm(posted(request))
    saved = attempt(
        form,
        lambda: services.comment_on_goal(
            actor=chair.actor,
            now=chair.now,
            goal=found,
            text=form.cleaned_data["text"],
        ),
    )
    if saved is None:
        context = chair.context(form=form, goal=found)
        return render(request, "partners/plans/goal_comment.html", context)
    return _saved(request, chair)


@require_POST
def goal_agree(request: HttpRequest, chair: Chair, goal_id: int) -> HttpResponse:
    """Agree to a goal in the name of the own side."""
    services.agree_goal(
        actor=chair.actor,
        now=chair.now,
        goal=_goal(chair, goal_id),
        seen=request.POST.get("seen", ""),
    )
    messages.success(request, _("Your side has agreed."))
    return redirect(chair.url("capacity"))


def _goal(chair: Chair, goal_id: int) -> CapacityGoal:
    goals = goals_seen(chair.partnership, chair.party_id)
    return get_object_or_404(goals.select_related("partnership__country"), pk=goal_id)


def _saved(request: HttpRequest, chair: Chair) -> HttpResponse:
    messages.success(request, _("It is saved. Both sides see it."))
    return redirect(chair.url("capacity"))
