"""How is it recorded what an agreement reached and spent, and how is that corrected?"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from agreements.models import Agreement, PeriodResult
from agreements.services.result_checks import ResultFields, checked_result
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import StaleObject


@transaction.atomic
def record_result(
    *,
    actor: Actor,
    now: datetime,
    agreement: Agreement,
    fields: ResultFields,
    client_key: UUID,
) -> PeriodResult:
    """Record what an agreement reached and spent in one period.

    Args:
        actor: an officer or manager of the country.
        now: the moment, aware.
        agreement: whose result it is; must have a version.
        fields: the period and its numbers.
        client_key: made by the form; a second sending finds the first result.

    Raises:
        NotPermitted: no right here.
        InvalidInput: wrong or overlapping days, or no number at all.
    """
    _require(actor, agreement)
    _lock(agreement)
    sent = PeriodResult.objects.filter(client_key=client_key, agreement=agreement)
    if (known := sent.first()) is not None:
        return known
    result = checked_result(agreement, fields, now=now, but=None)
    _insert(result, actor=actor, now=now, client_key=client_key)
    _audit("agreements.result.recorded", actor, result, now=now)
    return result


@transaction.atomic
def correct_result(
    *,
    actor: Actor,
    now: datetime,
    result: PeriodResult,
    fields: ResultFields,
    reason: str,
    client_key: UUID,
) -> PeriodResult:
    """Put a result right by a row that replaces it; what stood there stays readable.

    Args:
        actor: an officer or manager of the country.
        now: the moment, aware.
        result: the one that stands.
        fields: everything as it should be.
        reason: what was wrong.
        client_key: as in `record_result`.

    Raises:
        NotPermitted: no right here.
        StaleObject: somebody corrected it or took it back meanwhile.
        InvalidInput: as in `record_result`.
    """
    known = _replaced_before(result, actor=actor, client_key=client_key)
    if known is not None:
        return known
    better = checked_result(result.agreement, fields, now=now, but=result)
    better.replaces, better.reason = result, reason
    _insert(better, actor=actor, now=now, client_key=client_key)
    _audit("agreements.result.corrected", actor, better, now=now)
    return better


@transaction.atomic
def take_back_result(
    *,
    actor: Actor,
    now: datetime,
    result: PeriodResult,
    reason: str,
    client_key: UUID,
) -> PeriodResult:
    """Say that a result should not have been recorded; it stays readable.

    Args:
        actor: an officer or manager of the country.
        now: the moment, aware.
        result: the one that stands.
        reason: why it should not.
        client_key: as in `record_result`.

    Raises:
        NotPermitted: no right here.
        StaleObject: somebody corrected it or took it back meanwhile.
    """
    known = _replaced_before(result, actor=actor, client_key=client_key)
    if known is not None:
        return known
    same = {name: getattr(result, name) for name in ("from_on", "to_on", "currency")}
    row = PeriodResult(
        agreement=result.agreement,
        version=result.version,
        replaces=result,
        reason=reason,
        is_taken_back=True,
        **same,
    )
    _insert(row, actor=actor, now=now, client_key=client_key)
    _audit("agreements.result.taken_back", actor, row, now=now)
    return row


@transaction.atomic
def set_serves_children(
    *, actor: Actor, now: datetime, agreement: Agreement, serves: bool
) -> Agreement:
    """Say whether an agreement serves children directly.

    Policy, systems or data work alone is never divided by children (methods G, 12).

    Raises:
        NotPermitted: no right here.
    """
    _require(actor, agreement)
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if agreement.serves_children == serves:
        return agreement
    agreement.serves_children = serves
    agreement.save(update_fields=["serves_children"])
    partnership = agreement.partnership
    audit.record(
        "agreements.agreement.services_said",
        actor=actor,
        subject=agreement,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts={"serves_children": serves},
    )
    return agreement


def _require(actor: Actor, agreement: Agreement) -> None:
    partnership = agreement.partnership
    require(
        actor,
        Action.RECORD_RESULT,
        country=partnership.country_id,
        partnership=partnership.pk,
    )


def _lock(agreement: Agreement) -> None:
    """Let nobody else write a result of this agreement until the end."""
    Agreement.objects.select_for_update().get(pk=agreement.pk)


def _replaced_before(
    result: PeriodResult, *, actor: Actor, client_key: UUID
) -> PeriodResult | None:
    """Return what the same form put in its place already; else nobody may have."""
    _require(actor, result.agreement)
    _lock(result.agreement)
    sent = PeriodResult.objects.filter(client_key=client_key, replaces=result)
    known = sent.first()
    if known is None:
        _require_standing(result)
    return known


def _require_standing(result: PeriodResult) -> None:
    if not PeriodResult.objects.current().filter(pk=result.pk).exists():
        raise StaleObject("this result was corrected or taken back")


def _insert(
    result: PeriodResult, *, actor: Actor, now: datetime, client_key: UUID
) -> None:
    result.recorded_at, result.recorded_by = now, actor.key
    result.client_key = client_key
    check_constraints(result)
    result.save(force_insert=True)


def _audit(verb: str, actor: Actor, result: PeriodResult, *, now: datetime) -> None:
    partnership = result.agreement.partnership
    audit.record(
        verb,
        actor=actor,
        subject=result,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts={"agreement": result.agreement.number},
    )
