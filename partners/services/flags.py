"""How is a warning about an organisation raised, and how is it lifted?

Whoever registers may warn; only a director lifts, so that nobody takes away the
warning that stands in the way of the own agreement.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.changes import says_the_same
from eclt_partners.common.errors import InvalidInput
from partners.choices import EventKind, FlagKind, FlagLevel, FlagOutcome, Side
from partners.models import FlagLift, Partner, PartnerFlag
from partners.services.events import report_for_partner


@dataclass(frozen=True, slots=True)
class FlagFields:
    """What a warning is about, how serious it is, and why."""

    kind: FlagKind
    level: FlagLevel
    reason: str


@transaction.atomic
def raise_flag(
    *, actor: Actor, now: datetime, partner: Partner, fields: FlagFields
) -> PartnerFlag:
    """Warn of an organisation; it stands until it is lifted.

    A flag on integrity is an event in each of its partnerships: a full review follows
    within 30 days (methods D3). A red one keeps new versions of agreements from coming
    into force (gate G2, B9).

    Returns:
        The flag; the same one when the form is sent twice.

    Raises:
        NotPermitted: no right to register in the partner's country.
        InvalidInput: no reason.
    """
    require(actor, Action.REGISTER, country=partner.country_id)
    partner = _locked(partner)
    if not fields.reason:
        raise InvalidInput({"reason": _("Write why you raise the flag")})
    twin = partner.flags.open().filter(
        kind=fields.kind, level=fields.level, reason=fields.reason
    )
    if (known := twin.first()) is not None:
        return known
    flag = PartnerFlag.objects.create(
        partner=partner,
        kind=fields.kind,
        level=fields.level,
        reason=fields.reason,
        raised_on=partner.country.today(now=now),
        raised_at=now,
        raised_by=actor.key,
    )
    if fields.kind == FlagKind.INTEGRITY:
        report_for_partner(
            actor=actor,
            now=now,
            partner=partner,
            kind=EventKind.INTEGRITY,
            side=Side.FOUNDATION,
        )
    facts = {"kind": fields.kind.value, "level": fields.level.value}
    _record("partners.flag.raised", actor, flag, now=now, facts=facts)
    return flag


@transaction.atomic
def lift_flag(
    *,
    actor: Actor,
    now: datetime,
    flag: PartnerFlag,
    outcome: FlagOutcome,
    reason: str,
) -> FlagLift:
    """Say how a warning ended; it stays in the history. Again changes nothing.

    Raises:
        NotPermitted: no right to pass warnings.
        InvalidInput: no reason, or somebody has lifted it already.
    """
    require(actor, Action.PASS_WARNING, country=flag.partner.country_id)
    partner = _locked(flag.partner)
    before = FlagLift.objects.filter(flag=flag).first()
    said = {"outcome": outcome, "reason": reason, "lifted_by": actor.key}
    if before and says_the_same(before, said):
        return before
    if before:
        raise InvalidInput({"": _("Somebody has lifted this flag already")})
    if not reason:
        raise InvalidInput({"reason": _("Write why the flag is lifted")})
    lift = FlagLift.objects.create(
        flag=flag,
        outcome=outcome,
        reason=reason,
        lifted_on=partner.country.today(now=now),
        lifted_at=now,
        lifted_by=actor.key,
    )
    facts = {"outcome": outcome.value}
    _record("partners.flag.lifted", actor, flag, now=now, facts=facts)
    return lift


def _locked(partner: Partner) -> Partner:
    """Let one after the other raise and lift: flags are append-only (docs/adr/0003)."""
    return Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)


def _record(
    verb: str,
    actor: Actor,
    flag: PartnerFlag,
    *,
    now: datetime,
    facts: dict[str, str],
) -> None:
    audit.record(
        verb,
        actor=actor,
        subject=flag,
        now=now,
        place=Place(flag.partner.country_id),
        facts={"partner": flag.partner_id, **facts},
    )
