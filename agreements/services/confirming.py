"""How does a report of one side become what both sides say?"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agreements.choices import Confirmation, InstanceState, PromiseStep
from agreements.models import CommitmentInstance
from agreements.rules.outcomes import check_outcome
from agreements.rules.steps import check_step
from agreements.services.sides import lock_instance, place_of, side_of
from agreements.situations import situation_of
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import InvalidInput
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.services import cancel_reminders


@transaction.atomic
def confirm_report(
    *, actor: Actor, now: datetime, instance: CommitmentInstance
) -> CommitmentInstance:
    """Say that the report of the other side is right; from now on it counts.

    Raises:
        NotPermitted: no right here.
        IllegalTransition: nothing waits for this side.
    """
    side = side_of(actor, instance)
    locked = lock_instance(instance)
    check_step(situation_of(locked), PromiseStep.CONFIRM, side)
    _confirm(locked, by=actor.key, on=_today(locked, now))
    _finish("confirmed", actor, locked, now=now)
    return locked


@transaction.atomic
def object_to_report(
    *, actor: Actor, now: datetime, instance: CommitmentInstance, note: str
) -> CommitmentInstance:
    """Say that this side sees it differently; the promise is disputed from now on.

    Raises:
        NotPermitted: no right here.
        IllegalTransition: nothing waits for this side.
        InvalidInput: nothing says how this side sees it.
    """
    side = side_of(actor, instance)
    locked = lock_instance(instance)
    check_step(situation_of(locked), PromiseStep.OBJECT, side)
    _need(note, _("Write how you see it, in one sentence"))
    _move(locked, InstanceState.DISPUTED)
    locked.objection = note
    locked.objected_on, locked.objected_by = _today(locked, now), actor.key
    clear_question(locked)
    _finish("objected", actor, locked, now=now)
    return locked


@transaction.atomic
def ask_other_side(
    *,
    actor: Actor,
    now: datetime,
    instance: CommitmentInstance,
    outcome: InstanceState,
    note: str,
) -> CommitmentInstance:
    """Ask the other side to release a promise, or to settle a dispute in a way.

    Args:
        actor: a person of either side.
        now: the moment, aware.
        instance: the due date.
        outcome: released; in a dispute also what both could say of it.
        note: why, in one sentence.

    Raises:
        NotPermitted: no right here.
        IllegalTransition: this cannot be asked now.
        InvalidInput: nothing says why.
    """
    side = side_of(actor, instance)
    locked = lock_instance(instance)
    check_step(situation_of(locked), PromiseStep(outcome.value), side)
    check_outcome(InstanceState(locked.state), outcome, is_confirmed=False)
    _need(note, _("Write why, in one sentence"))
    locked.asked_state, locked.asked_note = outcome, note
    locked.asked_on, locked.asked_by = _today(locked, now), actor.key
    _finish("asked", actor, locked, now=now, mails=False)
    return locked


@transaction.atomic
def agree(
    *, actor: Actor, now: datetime, instance: CommitmentInstance
) -> CommitmentInstance:
    """Agree to what the other side asked; both sides say the same from now on.

    Raises:
        NotPermitted: no right here.
        IllegalTransition: the other side asks nothing.
    """
    side = side_of(actor, instance)
    locked = lock_instance(instance)
    check_step(situation_of(locked), PromiseStep.AGREE, side)
    _move(locked, InstanceState(locked.asked_state))
    _confirm(locked, by=actor.key, on=_today(locked, now))
    _finish("agreed", actor, locked, now=now)
    return locked


@transaction.atomic
def decline(
    *, actor: Actor, now: datetime, instance: CommitmentInstance
) -> CommitmentInstance:
    """Do not agree to what the other side asked; all stays as it was.

    Raises:
        NotPermitted: no right here.
        IllegalTransition: the other side asks nothing.
    """
    side = side_of(actor, instance)
    locked = lock_instance(instance)
    check_step(situation_of(locked), PromiseStep.DECLINE, side)
    clear_question(locked)
    locked.asked_note = ""
    _finish("declined", actor, locked, now=now, mails=False)
    return locked


@transaction.atomic
def settle_dispute(
    *,
    actor: Actor,
    now: datetime,
    instance: CommitmentInstance,
    outcome: InstanceState,
    note: str,
) -> CommitmentInstance:
    """Write down, as the neutral helper, how both sides settled a dispute.

    Raises:
        NotPermitted: not the helper of this partnership.
        IllegalTransition: there is no dispute, or it cannot end like this.
        InvalidInput: nothing says how it was settled.
    """
    place = place_of(instance)
    require(
        actor, Action.SETTLE_DISPUTE, country=place.country_id, partnership=place.pk
    )
    locked = lock_instance(instance)
    check_step(situation_of(locked), PromiseStep(outcome.value), None)
    _need(note, _("Write what both sides agreed, in one sentence"))
    _move(locked, outcome)
    locked.asked_note = note
    _confirm(locked, by=actor.key, on=_today(locked, now))
    _finish("settled", actor, locked, now=now)
    return locked


def clear_question(instance: CommitmentInstance) -> None:
    """Take back what one side asked the other; the words stay until they are new."""
    instance.asked_state, instance.asked_on, instance.asked_by = "", None, ""


def take_mails_back(instance: CommitmentInstance, *, why: str) -> None:
    """Cancel what was to be mailed about a due date, in the same transaction."""
    mails = Q(kind=ReminderKind.COMMITMENT, subject_id=instance.pk)
    cancel_reminders(mails, why=why)


def _confirm(instance: CommitmentInstance, *, by: str, on: date) -> None:
    instance.confirmation = Confirmation.CONFIRMED
    instance.confirmed_by, instance.confirmed_on = by, on
    clear_question(instance)


def _move(instance: CommitmentInstance, new: InstanceState) -> None:
    check_outcome(InstanceState(instance.state), new, is_confirmed=False)
    instance.state = new


def _need(note: str, text: str) -> None:
    if not note:
        raise InvalidInput({"note": text})


def _today(instance: CommitmentInstance, now: datetime) -> date:
    return place_of(instance).country.today(now=now)


def _finish(
    verb: str,
    actor: Actor,
    instance: CommitmentInstance,
    *,
    now: datetime,
    mails: bool = True,
) -> None:
    """Save, take mails back that nobody needs any more, and write the audit."""
    instance.save()
    if mails:
        take_mails_back(instance, why=verb)
    place = place_of(instance)
    audit.record(
        f"agreements.promise.{verb}",
        actor=actor,
        subject=instance,
        now=now,
        place=Place(place.country_id, place.pk),
        facts={
            "code": instance.commitment.code,
            "state": instance.state,
            "asked": instance.asked_state,
        },
    )
