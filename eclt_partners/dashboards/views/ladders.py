"""Which pages let administrators set up who is reminded when?"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import StaleObject
from eclt_partners.dashboards.forms.ladders import LadderForms, RungForm
from eclt_partners.dashboards.selectors.ladders import (
    differences,
    every_ladder,
    ladder_changes,
    ladder_mark,
    steps_of,
    week_counts,
)
from eclt_partners.dashboards.selectors.next_mails import coming_rows
from eclt_partners.dashboards.services.ladders import (
    Outlook,
    change_ladder,
    foresee_change,
)
from eclt_partners.dashboards.views.ladder_parts import change_lines, step_line
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.rules.ladders import Rung
from reviews.selectors.reminders import LADDERS

SHOWN: Final = 20
LOOK, SAVE, BACK = "look", "save", "back"


@require_safe
def ladders(request: HttpRequest) -> HttpResponse:
    """List the six ladders with their steps in words."""
    require(acting(request), Action.MANAGE_LADDERS)
    found = every_ladder()
    rows = [
        {"kind": kind, "steps": [step_line(step) for step in found[kind]]}
        for kind in LADDERS
    ]
    return render(request, "setup/ladders/list.html", {"ladders": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def ladder(request: HttpRequest, kind: str) -> HttpResponse:
    """Change the steps of one ladder: write them, look at what they send, save."""
    actor = acting(request)
    require(actor, Action.MANAGE_LADDERS)
    chosen = _kind(kind)
    steps = steps_of(chosen)
    asked = request.POST.get("do", LOOK)
    sent = request.POST if request.method == "POST" else None
    mark = ladder_mark(steps)
    if sent is not None and sent.get("seen") != mark:
        raise StaleObject
    forms = LadderForms(chosen, steps, mark, sent)
    rungs = None if sent is None or asked == BACK else forms.rungs()
    if rungs is None:
        return _page(request, chosen, forms)
    if asked != SAVE:
        return _outlook(request, actor, chosen, rungs, mark)
    change_ladder(actor=actor, now=timezone.now(), kind=chosen, rungs=rungs, seen=mark)
    text = _("The steps are saved. Mails that went out are not sent again.")
    messages.success(request, text)
    return redirect("dashboards:ladders")


def _kind(kind: str) -> ReminderKind:
    try:
        return ReminderKind(kind.upper().replace("-", "_"))
    except ValueError as error:
        raise Http404 from error


def _page(request: HttpRequest, kind: ReminderKind, forms: LadderForms) -> HttpResponse:
    context = {
        "kind": kind,
        "forms": forms,
        "every": forms.every,
        "rows": [(form, _heading(form)) for form in forms.rows],
        "changes": [
            {"change": each, "lines": change_lines(kind, each)}
            for each in ladder_changes(kind)
        ],
    }
    return render(request, "setup/ladders/ladder.html", context)


def _heading(form: RungForm) -> dict[str, str]:
    """Name a step by when it goes out, and say which mail goes to whom."""
    step = form.step
    if step is None:
        return {"when": "", "mail": ""}
    line = step_line(step)
    return {"when": line["when"], "mail": f"{line['mail']} · {line['to']}"}


def _outlook(
    request: HttpRequest,
    actor: Actor,
    kind: ReminderKind,
    rungs: Sequence[Rung],
    seen: str,
) -> HttpResponse:
    """Show what the steps would send; nothing is saved yet."""
    outlook = foresee_change(
        actor=actor, now=timezone.now(), kind=kind, rungs=rungs, seen=seen
    )
    context = {
        "kind": kind,
        "kept": _kept(request),
        **_numbers(outlook),
        **_first_rows(actor, outlook),
    }
    return render(request, "setup/ladders/outlook.html", context)


def _kept(request: HttpRequest) -> Iterable[tuple[str, str]]:
    """Return what was typed, for the hidden fields of the preview."""
    left_out = {"do", "csrfmiddlewaretoken"}
    return [
        (name, str(value))
        for name, value in request.POST.items()
        if name not in left_out
    ]


def _numbers(outlook: Outlook) -> dict[str, Any]:
    return {
        "before": len(outlook.before),
        "after": len(outlook.after),
        "people_before": len({each.recipient_key for each in outlook.before}),
        "people_after": len({each.recipient_key for each in outlook.after}),
        "weeks": week_counts(outlook.before, outlook.after),
        "stopped": outlook.stopped,
    }


def _first_rows(actor: Actor, outlook: Outlook) -> dict[str, Any]:
    """Name the first mails that differ; only of places whose ledger the actor sees."""
    scope = actor.scope(Action.SEE_LEDGER)
    found = differences(outlook.before, outlook.after)
    seen = [each for each in found if each.coming.is_in(scope)][:SHOWN]
    rows = coming_rows([each.coming for each in seen])
    return {
        "differences": len(found),
        "sees_names": not scope.is_empty,
        "rows": [
            {"row": row, "is_new": each.is_new}
            for row, each in zip(rows, seen, strict=True)
        ],
    }
