"""What became of the promises of both sides?"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agreements.choices import InstanceState, PromiseStep, VersionKind
from agreements.models import AgreementVersion, CommitmentInstance
from agreements.rules.outcomes import OPEN, REPORTED, check_outcome, is_too_early
from agreements.rules.steps import check_step, may_report
from agreements.services.confirming import clear_question, take_mails_back
from agreements.services.sides import lock_instance, place_of, side_of
from agreements.situations import situation_of
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from partners.choices import OwnerSide, Side

# What a promise is; with another word of these it is another promise.
_PROMISED = ("side", "party_id", "kind", "text", "amount")


@transaction.atomic
def report_outcome(
    *,
    actor: Actor,
    now: datetime,
    instance: CommitmentInstance,
    outcome: InstanceState,
    evidence: str = "",
) -> CommitmentInstance:
    """Say what became of one due date of a promise (methods E5).

    The owner of the promise reports. A person of the foundation may write down
    what the partner told, with how we know it. The other side confirms later
    (`services.confirming`); until then the side that reported may put it right.

    Args:
        actor: a person of the foundation, or the partner by its link.
        now: the moment, aware.
        instance: the due date.
        outcome: kept, kept late, partly or not kept.
        evidence: how we know; needed unless the foundation reports its own promise.

    Raises:
        NotPermitted: no right here, or a partner reports the foundation's promise.
        IllegalTransition: the outcome cannot follow, is confirmed already, or the
            other side reported.
        InvalidInput: it is too early to say so, or nobody says how we know.
    """
    side = side_of(actor, instance)
    instance = lock_instance(instance)
    old, commitment = InstanceState(instance.state), instance.commitment
    if (old, instance.evidence) == (outcome, evidence) and not instance.confirmation:
        return instance
    _check_reporter(instance, outcome, side)
    partnership = place_of(instance)
    today = partnership.country.today(now=now)
    _check_report(instance, outcome, evidence, side=commitment.side, today=today)
    _store_report(instance, outcome, evidence, reporter=actor.key, today=today)
    take_mails_back(instance, why="reported")
    audit.record(
        "agreements.promise.reported",
        actor=actor,
        subject=instance,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts={"code": commitment.code, "from": old, "to": outcome},
    )
    return instance


def _check_reporter(
    instance: CommitmentInstance, outcome: InstanceState, side: Side
) -> None:
    """Let the owner report, and who reported put it right until it is confirmed.

    Raises:
        NotPermitted: a partner reports for the foundation.
        IllegalTransition: the other side reported, or the step is unknown.
    """
    here = situation_of(instance)
    if not may_report(here.owner, side):
        raise NotPermitted("the foundation reports its own promises")
    if outcome not in REPORTED or here.state == InstanceState.DISPUTED:
        raise IllegalTransition(here.state, outcome)
    if here.state != outcome or here.reported_by != side or here.is_confirmed:
        check_step(here, PromiseStep(outcome.value), side)
        check_outcome(here.state, outcome, is_confirmed=here.is_confirmed)


def _store_report(
    instance: CommitmentInstance,
    outcome: InstanceState,
    evidence: str,
    *,
    reporter: str,
    today: date,
) -> None:
    instance.state = outcome
    instance.evidence = evidence
    instance.reported_on = today
    instance.reported_by = reporter
    clear_question(instance)
    instance.save()


def carry_over(*, now: datetime, version: AgreementVersion, actor_key: str) -> None:
    """Let open due dates of earlier versions go on in the new one, or release them.

    A due date goes on when the new version promises the same code for the same
    day; that day is then counted once. Due dates before the new version begins, and
    those of which somebody said already what became of them, stay with the version
    that promised them and are not asked for again. The versions of an agreement that
    this one continues are earlier ones, too. Called under the agreement's lock by the
    service that writes the version, which audits it.
    """
    today = version.agreement.partnership.country.today(now=now)
    twins = {
        (twin.commitment.code, twin.due_on): twin
        for twin in _with_promise().filter(commitment__version=version)
    }
    for instance in _earlier_due_dates(version):
        key = (instance.commitment.code, instance.due_on)
        if _goes_on(instance, version):
            _move_or_release(instance, twins.pop(key, None), actor_key, today=today)
        elif key in twins and _asks_the_same(twins[key], instance, version):
            twins.pop(key).delete()


def _move_or_release(
    instance: CommitmentInstance,
    twin: CommitmentInstance | None,
    actor_key: str,
    *,
    today: date,
) -> None:
    if twin is None:
        _release(instance)
        instance.reported_on, instance.reported_by = today, actor_key
    else:
        instance.commitment = twin.commitment
        twin.delete()
    instance.save()


def _earlier_due_dates(version: AgreementVersion) -> Sequence[CommitmentInstance]:
    """Return what earlier versions asked for, settled ones first.

    What only another version released is left out: it was never dealt with.
    """
    earlier = Q(
        commitment__version__agreement=version.agreement_id,
        commitment__version__number__lt=version.number,
    )
    if version.agreement.continues_id is not None:
        earlier |= Q(commitment__version__agreement=version.agreement.continues_id)
    rows = _with_promise().filter(earlier).order_by("due_on", "pk")
    rows = rows.exclude(state=InstanceState.RELEASED, confirmation="")
    found = rows.select_for_update(of=("self",))
    return sorted(found, key=lambda instance: instance.state in OPEN)


def _with_promise() -> QuerySet[CommitmentInstance]:
    return CommitmentInstance.objects.select_related("commitment")


def _goes_on(instance: CommitmentInstance, version: AgreementVersion) -> bool:
    return instance.state in OPEN and instance.due_on >= version.effective_from


def _asks_the_same(
    twin: CommitmentInstance, instance: CommitmentInstance, version: AgreementVersion
) -> bool:
    """Tell whether a due date is asked for again; a changed promise ahead is not.

    What a correction writes anew is the same promise.
    """
    if twin.due_on < version.effective_from or version.kind == VersionKind.CORRECTION:
        return True
    old, new = instance.commitment, twin.commitment
    return all(getattr(old, name) == getattr(new, name) for name in _PROMISED)


def _release(instance: CommitmentInstance) -> None:
    check_outcome(
        InstanceState(instance.state), InstanceState.RELEASED, is_confirmed=False
    )
    instance.state = InstanceState.RELEASED
    clear_question(instance)


def _check_report(
    instance: CommitmentInstance,
    outcome: InstanceState,
    evidence: str,
    *,
    side: str,
    today: date,
) -> None:
    needs_words = side != OwnerSide.FOUNDATION or outcome == InstanceState.NOT_KEPT
    if needs_words and not evidence:
        raise InvalidInput({"evidence": _("Write how we know, in one sentence")})
    if is_too_early(outcome, instance.due_on, today):
        raise InvalidInput(
            {"outcome": _("The day is not over yet. Come back after it")}
        )
