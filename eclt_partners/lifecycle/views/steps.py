"""Which pages take a step? Each says first what will happen."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import GateBlocked
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.lifecycle.access import may_at, require_at
from eclt_partners.lifecycle.forms import steps as forms
from eclt_partners.lifecycle.selectors.facts import with_talks
from eclt_partners.lifecycle.selectors.gates import gate_of
from eclt_partners.lifecycle.services.moving import move_stage
from eclt_partners.lifecycle.views.consequences import consequences_of
from eclt_partners.lifecycle.views.pages import in_scope
from eclt_partners.lifecycle.views.steps_shown import STEP_WORDS
from partners.choices import Stage
from partners.models import Partnership, StageChange
from partners.rules.gates import warning
from partners.rules.stages import MAY_INTERRUPT_TALKS, next_stages
from partners.services.stages import RIGHT_TO_ENTER, require_step

PLAIN = (Stage.SHAPING, Stage.NOT_PURSUED, Stage.TRANSITION, Stage.CONCLUDED)
FINAL = frozenset({Stage.NOT_PURSUED, Stage.SUSTAINING, Stage.ENDED_EARLY})


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, partnership_id: int, to_stage: str) -> HttpResponse:
    """Take a step that asks for little: shape, hand over, conclude, do not go ahead."""
    partnership = in_scope(request, partnership_id)
    if to_stage not in PLAIN:
        raise Http404
    stage = Stage(to_stage)
    return _take(request, partnership, stage, _plain_form(partnership, stage))


def _plain_form(partnership: Partnership, stage: Stage) -> type[forms.StepForm]:
    if stage == Stage.NOT_PURSUED:
        return forms.NotPursuedForm
    is_anew = stage == Stage.SHAPING and partnership.has_ended
    return forms.NewChapterForm if is_anew else forms.ReasonForm


@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Pause; also for the safeguarding lead, who sees nothing else of it."""
    actor = acting(request)
    found = Partnership.objects.select_related("country").filter(pk=partnership_id)
    partnership = get_object_or_404(with_talks(found))
    if not may_at(actor, Action.PAUSE, partnership):
        raise Http404
    return _take(request, partnership, Stage.PAUSED, forms.PauseForm)


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Go on after a pause, at the stage before it."""
    partnership = in_scope(request, partnership_id)
    require_at(acting(request), Action.PASS_WARNING, partnership)
    back = Stage(partnership.stage_before_pause or Stage.ACTIVE)
    return _take(request, partnership, back, forms.BackForm)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Close the agreement and plan the checks after the end."""
    partnership = in_scope(request, partnership_id)
    return _take(request, partnership, Stage.SUSTAINING, forms.ClosingForm)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """End a partnership before its time."""
    partnership = in_scope(request, partnership_id)
    return _take(request, partnership, Stage.ENDED_EARLY, forms.EndingForm)


def _take(
    request: HttpRequest,
    partnership: Partnership,
    to_stage: Stage,
    kind: type[forms.StepForm],
) -> HttpResponse:
    """Show the form of a step, or take it; a step that cannot follow goes back."""
    actor, now = acting(request), timezone.now()
    before = Stage(partnership.stage_before_pause or partnership.stage)
    if to_stage not in next_stages(Stage(partnership.stage), before_pause=before):
        _require_entering(actor, partnership, to_stage)
        if request.method == "POST" and partnership.stage == to_stage:
            # Somebody took it already: mostly the first of two presses.
            _tell(request, to_stage)
        else:
            messages.info(request, _("This step does not fit the present stage."))
        return _onward(request, actor, partnership)
    require_step(actor, partnership, to_stage)
    if request.method != "POST" and _waits_for_talks(partnership, to_stage):
        messages.info(request, _talks_first())
        return _onward(request, actor, partnership)
    today = partnership.country.today(now=now)
    form = kind(
        posted(request),
        request.FILES or None,
        partnership=partnership,
        has_warnings=may_at(actor, Action.PASS_WARNING, partnership)
        and bool(warning(gate_of(partnership, to_stage, today=today))),
    )
    change = attempt(form, lambda: _move(actor, partnership, to_stage, form))
    if change is None:
        return _page(request, partnership, to_stage, form)
    _tell(request, to_stage)
    return _onward(request, actor, partnership)


def _tell(request: HttpRequest, stage: Stage) -> None:
    text = _("The stage is now: %(stage)s.")
    messages.success(request, text % {"stage": stage.label})


def _move(
    actor: Actor, partnership: Partnership, to_stage: Stage, form: forms.StepForm
) -> StageChange | None:
    """Take the step; what is missing elsewhere is told above the form."""
    if _waits_for_talks(partnership, to_stage):
        form.refuse({"": _talks_first()})
        return None
    try:
        return move_stage(
            actor=actor,
            now=timezone.now(),
            partnership=partnership,
            to_stage=to_stage,
            given=form.given(),
        )
    except GateBlocked as closed:
        for reason in closed.reasons:
            form.refuse({"": reason})
        return None


def _page(
    request: HttpRequest,
    partnership: Partnership,
    to_stage: Stage,
    form: forms.StepForm,
) -> HttpResponse:
    context = {
        "form": form,
        "partnership": partnership,
        "title": STEP_WORDS[to_stage],
        "consequences": consequences_of(partnership, to_stage),
        "is_danger": to_stage in FINAL,
        "has_file": "file" in form.fields,
        "sees_it": may_at(acting(request), Action.SEE, partnership),
    }
    return render(request, "lifecycle/step.html", context)


def _waits_for_talks(partnership: Partnership, to_stage: Stage) -> bool:
    """Tell whether an open renegotiation has to end before the step (methods A2)."""
    return to_stage not in MAY_INTERRUPT_TALKS and bool(
        getattr(partnership, "talks_open", False)
    )


def _talks_first() -> str:
    return _("A change of an agreement is being talked about. Finish that first.")


def _require_entering(actor: Actor, partnership: Partnership, to_stage: Stage) -> None:
    """Refuse somebody who may never take this step, also where it does not fit."""
    right = RIGHT_TO_ENTER.get(to_stage, Action.PASS_WARNING)
    require_at(actor, right, partnership)


def _onward(
    request: HttpRequest, actor: Actor, partnership: Partnership
) -> HttpResponse:
    """Go to the stage page, or to Today for somebody who may not see it."""
    if may_at(actor, Action.SEE, partnership):
        return redirect("lifecycle:stage", partnership.pk)
    return redirect("partners:incidents")
