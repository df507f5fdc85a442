"""What may each side do with one due date of a promise?

Whoever did not report confirms: the foundation's promise is confirmed by the partner,
the partner's by the foundation, and what the foundation wrote down for the partner by
the partner. A promise of both together is reported by one side and confirmed by the
other. What takes both sides is asked by one and agreed by the other.
"""

from dataclasses import dataclass
from typing import Final

from agreements.choices import InstanceState, PromiseStep
from agreements.rules.outcomes import OPEN, REPORTED
from eclt_partners.common.errors import IllegalTransition
from partners.choices import OwnerSide, Side

REPORTS: Final = tuple(PromiseStep(state.value) for state in REPORTED)
# What a side can ask the other to agree to, by the step it takes.
ASKS: Final = (*REPORTS, PromiseStep.RELEASED)
ANSWERS: Final = (PromiseStep.AGREE, PromiseStep.DECLINE)


@dataclass(frozen=True, slots=True)
class Situation:
    """One due date as both sides left it.

    Attributes:
        owner: who promised.
        state: as stored.
        is_confirmed: the other side confirmed, or did not object.
        reported_by: the side that reported, if any.
        asked_by: the side that asked for an agreement and waits, if any.
    """

    owner: OwnerSide
    state: InstanceState
    is_confirmed: bool = False
    reported_by: Side | None = None
    asked_by: Side | None = None


def side_of_key(key: str) -> Side | None:
    """Return the side of an actor's key; None without a key."""
    if not key:
        return None
    return Side.PARTNER if key.startswith("contact:") else Side.FOUNDATION


def other(side: Side) -> Side:
    """Return the other side."""
    return Side.PARTNER if side == Side.FOUNDATION else Side.FOUNDATION


def steps_open(here: Situation, reader: Side) -> frozenset[PromiseStep]:
    """Return what one side may do now (methods E5)."""
    if here.is_confirmed or here.state == InstanceState.RELEASED:
        return frozenset()
    steps = set(_asking_steps(here, reader))
    if here.state == InstanceState.DISPUTED:
        return frozenset(steps)
    if here.state in OPEN and may_report(here.owner, reader):
        steps.update(REPORTS)
    elif here.reported_by == reader:
        steps.update(step for step in REPORTS if step.value != here.state.value)
    elif here.state in REPORTED:
        steps.update((PromiseStep.CONFIRM, PromiseStep.OBJECT))
    return frozenset(steps)


def helper_steps(here: Situation) -> frozenset[PromiseStep]:
    """Return what the neutral helper may write down: how a dispute was settled."""
    return frozenset(ASKS if here.state == InstanceState.DISPUTED else ())


def may_report(owner: OwnerSide, reader: Side) -> bool:
    """Tell whether a side may say what became of a promise.

    The owner reports; a person of the foundation may write down what the partner
    told, and the partner then confirms it.
    """
    return reader == Side.FOUNDATION or owner != OwnerSide.FOUNDATION


def check_step(here: Situation, step: PromiseStep, reader: Side | None) -> None:
    """Refuse a step that this side may not take now.

    Args:
        here: the due date.
        step: what somebody wants to do.
        reader: the side that speaks; None: the neutral helper.

    Raises:
        IllegalTransition: the step is not open to this side.
    """
    allowed = helper_steps(here) if reader is None else steps_open(here, reader)
    if step not in allowed:
        raise IllegalTransition(here.state, step)


def _asking_steps(here: Situation, reader: Side) -> tuple[PromiseStep, ...]:
    if here.asked_by is None:
        is_disputed = here.state == InstanceState.DISPUTED
        return ASKS if is_disputed else (PromiseStep.RELEASED,)
    return ANSWERS if here.asked_by != reader else ()
