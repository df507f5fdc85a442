"""How is a ladder of reminders changed, and what would a change send?

A change sends nothing that was sent, and nothing whose day has come: such steps are
noted as overtaken in the transaction of the change. What was due before keeps its
place; what a step that is taken out still owed is taken back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from agreements.services.promise_reminders import plan_promise_reminders
from agreements.services.reminders import plan_reminders as plan_endings
from agreements.services.waiting import plan_waiting
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import GateBlocked, StaleObject
from eclt_partners.dashboards.selectors.ladders import ladder_mark, steps_of
from eclt_partners.notifications.choices import ReminderKind, ReminderState
from eclt_partners.notifications.models import LadderStep
from eclt_partners.notifications.rules.ladders import Rung, free_code, problems
from eclt_partners.notifications.selectors import Upcoming
from eclt_partners.notifications.services import cancel_reminders, upcoming_of
from partners.services.after_reminders import plan_after_reminders
from partners.services.check_reminders import plan_check_reminders
from reviews.selectors.reminders import LADDERS
from reviews.services.reminders import plan_reminders as plan_reviews

PREVIEW_DAYS: Final = 90
PLANNERS: Final[Mapping[ReminderKind, Callable[..., int]]] = {
    ReminderKind.REVIEW: plan_reviews,
    ReminderKind.AGREEMENT_ENDING: plan_endings,
    ReminderKind.COMMITMENT: plan_promise_reminders,
    ReminderKind.SAFEGUARDING_CHECK: plan_check_reminders,
    ReminderKind.RENEGOTIATION: plan_waiting,
    ReminderKind.AFTER_CHECK: plan_after_reminders,
}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a ladder would send in the next 90 days, before and after a change.

    Attributes:
        stopped: reminders that wait to go out and would be taken back.
    """

    before: Sequence[Upcoming]
    after: Sequence[Upcoming]
    stopped: int


@dataclass(frozen=True, slots=True)
class _Changed:
    """Codes of steps that a change brought or woke, and of those it stopped."""

    began: list[str]
    ended: list[str]


class _OnlyTriedError(Exception):
    """Raised to take back a change that was only tried; carries what it would do."""

    def __init__(self, outlook: Outlook) -> None:
        super().__init__()
        self.outlook = outlook


def change_ladder(
    *, actor: Actor, now: datetime, kind: ReminderKind, rungs: Sequence[Rung], seen: str
) -> None:
    """Give a ladder these steps.

    Args:
        actor: needs the right to set ladders up.
        now: the present moment, aware.
        kind: which ladder.
        rungs: all its steps; a known step that is missing is taken out.
        seen: the mark of the ladder as the actor saw it.

    Raises:
        NotPermitted: the actor may not set ladders up.
        StaleObject: somebody changed the ladder meanwhile.
        GateBlocked: the steps make no sound ladder.
    """
    require(actor, Action.MANAGE_LADDERS)
    with transaction.atomic():
        before = _checked(kind, rungs, seen)
        _change(kind, rungs, now=now)
        after = steps_of(kind)
        audit.record(
            "notifications.ladder.changed",
            actor=actor,
            subject=LadderStep.objects.filter(kind=kind).order_by("pk")[0],
            now=now,
            place=Place(),
            facts={"before": _facts(before), "after": _facts(after)},
        )


def foresee_change(
    *, actor: Actor, now: datetime, kind: ReminderKind, rungs: Sequence[Rung], seen: str
) -> Outlook:
    """Return what a change would send; everything is taken back at once.

    Raises:
        NotPermitted: the actor may not set ladders up.
        StaleObject: somebody changed the ladder meanwhile.
        GateBlocked: the steps make no sound ladder.
    """
    require(actor, Action.MANAGE_LADDERS)
    try:
        with transaction.atomic():
            raise _OnlyTriedError(_tried(kind, rungs, seen, now=now))
    except _OnlyTriedError as tried:
        return tried.outlook


def _tried(
    kind: ReminderKind, rungs: Sequence[Rung], seen: str, *, now: datetime
) -> Outlook:
    _checked(kind, rungs, seen)
    before = upcoming_of([LADDERS[kind]], now=now, days=PREVIEW_DAYS)
    stopped = _change(kind, rungs, now=now)
    after = upcoming_of([LADDERS[kind]], now=now, days=PREVIEW_DAYS)
    return Outlook(before, after, stopped)


def _checked(kind: ReminderKind, rungs: Sequence[Rung], seen: str) -> list[LadderStep]:
    """Lock the ladder and return its steps, unless it moved or the new is unsound."""
    list(LadderStep.objects.select_for_update().filter(kind=kind).order_by("pk"))
    before = steps_of(kind)
    if ladder_mark(before) != seen:
        raise StaleObject
    if found := problems(kind, rungs):
        raise GateBlocked([str(problem) for _, problem in found])
    return before


def _change(kind: ReminderKind, rungs: Sequence[Rung], *, now: datetime) -> int:
    """Write the steps; return how many reminders that waited are taken back."""
    PLANNERS[kind](now=now)
    changed = _write(kind, rungs, now=now)
    LADDERS[kind].pass_over(changed.began, now=now, why="ladder changed")
    # What was sent of such a step is owed all the same.
    gone = Q(kind=kind, step__in=changed.ended) & ~Q(state=ReminderState.SENT)
    return cancel_reminders(gone, why="step taken out") if changed.ended else 0


def _stays(step: LadderStep, rung: Rung | None) -> bool:
    """Tell whether a step goes on, perhaps with other words, on the same day."""
    return rung is not None and rung.days == step.offset_days


def _write(kind: ReminderKind, rungs: Sequence[Rung], *, now: datetime) -> _Changed:
    known = {step.code: step for step in steps_of(kind)}
    wanted = {rung.code: rung for rung in rungs if rung.code}
    both = known.keys() & wanted.keys()
    staying = {
        code: step for code, step in known.items() if _stays(step, wanted.get(code))
    }
    going_on = {code for code in both if wanted[code].is_active}
    ended = [
        code for code, step in known.items() if step.is_active and code not in going_on
    ]
    for code in known.keys() - staying.keys():
        _take_out(known[code], now=now, is_moved=code in wanted)
    woken = [code for code, step in staying.items() if _adjust(step, wanted[code])]
    begun = [
        _begin(kind, rung, known.get(rung.code))
        for rung in rungs
        if rung.code not in staying
    ]
    return _Changed(began=[*woken, *begun], ended=ended)


def _take_out(step: LadderStep, *, now: datetime, is_moved: bool) -> None:
    if is_moved and not step.origin:
        step.origin = step.code
    step.is_active, step.taken_out_at = False, now
    step.save(update_fields=["origin", "is_active", "taken_out_at"])


def _adjust(step: LadderStep, rung: Rung) -> bool:
    """Change a step that keeps its day; tell whether it now reaches other people."""
    reaches_others = rung.is_active and (
        not step.is_active or step.audience != rung.audience
    )
    step.audience, step.is_active = rung.audience, rung.is_active
    step.counts_for_cap = rung.counts_for_cap
    step.save(update_fields=["audience", "is_active", "counts_for_cap"])
    return reaches_others


def _begin(kind: ReminderKind, rung: Rung, moved: LadderStep | None) -> str:
    """Write a new step, or bring back the one that stood on this day before a move."""
    origin = moved.origin if moved else ""
    every = LadderStep.objects.filter(kind=kind)
    step = (
        every.filter(origin=origin, offset_days=rung.days).first() if origin else None
    ) or LadderStep(
        kind=kind,
        code=free_code(
            rung.letter, rung.days, set(every.values_list("code", flat=True))
        ),
        origin=origin,
        offset_days=rung.days,
        letter=rung.letter,
    )
    step.audience, step.is_active = rung.audience, rung.is_active
    step.counts_for_cap, step.taken_out_at = rung.counts_for_cap, None
    step.save()
    return step.code


def _facts(steps: Sequence[LadderStep]) -> list[dict[str, Any]]:
    return [
        {
            "code": step.code,
            "audience": step.audience,
            "in_use": step.is_active,
            "counts": step.counts_for_cap,
        }
        for step in steps
    ]
