"""Which service does the button that somebody pressed on a promise call?"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Final, Protocol

from django.db import transaction

from agreements.choices import InstanceState, PromiseStep
from agreements.models import CommitmentInstance
from agreements.rules.outcomes import REPORTED
from agreements.rules.steps import ASKS
from agreements.services.commitments import report_outcome
from agreements.services.confirming import (
    agree,
    ask_other_side,
    confirm_report,
    decline,
    object_to_report,
    settle_dispute,
)
from agreements.services.sides import lock_instance, place_of
from agreements.situations import mark_of_said
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import StaleObject


class _Plain(Protocol):
    """A service that takes no words."""

    def __call__(
        self, *, actor: Actor, now: datetime, instance: CommitmentInstance
    ) -> CommitmentInstance: ...


class _WithNote(Protocol):
    """A service that takes an outcome and words."""

    def __call__(
        self,
        *,
        actor: Actor,
        now: datetime,
        instance: CommitmentInstance,
        outcome: InstanceState,
        note: str,
    ) -> CommitmentInstance: ...


@transaction.atomic
def take_step(
    *,
    actor: Actor,
    now: datetime,
    instance: CommitmentInstance,
    step: PromiseStep,
    note: str = "",
    seen: str = "",
) -> CommitmentInstance:
    """Do what one button says; the service behind it asks for the right.

    An outcome is a report while the day is open, a question to the other side while
    the sides do not agree, and the neutral helper's record of how they settled it.
    A second press of the same button changes nothing.

    Args:
        actor: a person of either side, or the neutral helper.
        now: the moment, aware.
        instance: the due date.
        step: the button.
        note: what was written beside it.
        seen: the mark of what the page showed (`mark_of_said`); "" for none.

    Raises:
        NotPermitted: no right here.
        StaleObject: somebody said something else since the page was opened.
        IllegalTransition: somebody else was faster, or the step is not open.
        InvalidInput: a sentence is missing, or it is too early.
    """
    if seen and seen != mark_of_said(now_said := lock_instance(instance)):
        if _is_said(now_said, actor, step, note):
            return now_said
        raise StaleObject("somebody else said something about this promise")
    if step in ASKS:
        return _outcome(
            actor=actor,
            now=now,
            instance=instance,
            outcome=InstanceState(step.value),
            note=note,
        )
    if step == PromiseStep.OBJECT:
        return object_to_report(actor=actor, now=now, instance=instance, note=note)
    return _PLAIN[step](actor=actor, now=now, instance=instance)


def _is_said(
    instance: CommitmentInstance, actor: Actor, step: PromiseStep, note: str
) -> bool:
    """Tell whether this person said the same just now."""
    if step in {PromiseStep.CONFIRM, PromiseStep.AGREE}:
        return instance.confirmed_by == actor.key
    if step == PromiseStep.OBJECT:
        return (instance.objected_by, instance.objection) == (actor.key, note)
    said = (actor.key, step.value, note)
    return said in {
        (instance.reported_by, instance.state, instance.evidence),
        (instance.asked_by, instance.asked_state, instance.asked_note),
        (instance.confirmed_by, instance.state, instance.asked_note),
    }


def _outcome(
    *,
    actor: Actor,
    now: datetime,
    instance: CommitmentInstance,
    outcome: InstanceState,
    note: str,
) -> CommitmentInstance:
    if _is_helper(actor, instance):
        change: _WithNote = settle_dispute
    elif outcome in REPORTED and instance.state != InstanceState.DISPUTED:
        return report_outcome(
            actor=actor, now=now, instance=instance, outcome=outcome, evidence=note
        )
    else:
        change = ask_other_side
    return change(actor=actor, now=now, instance=instance, outcome=outcome, note=note)


def _is_helper(actor: Actor, instance: CommitmentInstance) -> bool:
    """Tell whether somebody speaks for neither side here."""
    place = place_of(instance)
    may = partial(actor.may, country=place.country_id, partnership=place.pk)
    return may(Action.SETTLE_DISPUTE) and not may(Action.CONFIRM_RECORD)


_PLAIN: Final[Mapping[PromiseStep, _Plain]] = {
    PromiseStep.CONFIRM: confirm_report,
    PromiseStep.AGREE: agree,
    PromiseStep.DECLINE: decline,
}
