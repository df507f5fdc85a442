"""How does each side note that it checked the other, and which interests it has?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput
from partners.choices import CheckDirection, CheckKind, CheckOutcome, Side
from partners.models import (
    DueDiligenceCheck,
    InterestStatement,
    Partner,
    Partnership,
    PartnershipParty,
    SafeguardingCheck,
)
from partners.rules.months import add_months
from partners.services.check_reminders import stop_check_reminders
from partners.services.together import (
    note,
    require_here,
    require_voice,
    side_of,
    today_of,
)

VALID_MONTHS = 24
Check = SafeguardingCheck | DueDiligenceCheck
MODELS: Mapping[CheckKind, type[SafeguardingCheck] | type[DueDiligenceCheck]] = {
    CheckKind.SAFEGUARDING: SafeguardingCheck,
    CheckKind.DILIGENCE: DueDiligenceCheck,
}


@dataclass(frozen=True, slots=True)
class CheckFields:
    """What a check found. Without a last day it is valid for 24 months."""

    checked_on: date
    outcome: CheckOutcome
    valid_until: date | None = None
    note: str = ""


@transaction.atomic
def record_check(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    party: PartnershipParty,
    kind: CheckKind,
    direction: CheckDirection,
    fields: CheckFields,
) -> Check:
    """Note that one side checked the other; earlier checks stay.

    A partner notes its checks of the foundation. A person of the foundation notes
    those of the partner, and may enter what the partner found.

    Raises:
        NotPermitted: no right here, or a check that the other side makes.
        InvalidInput: days that cannot be.
    """
    require_here(actor, Action.PLAN_TOGETHER, partnership)
    require_voice(actor, partnership, party)
    if side_of(actor) is Side.PARTNER:
        direction = CheckDirection.FOUNDATION
    until = fields.valid_until or add_months(fields.checked_on, VALID_MONTHS)
    if fields.checked_on > today_of(partnership, now=now):
        raise InvalidInput({"checked_on": _("The day must be today or earlier")})
    if until <= fields.checked_on:
        text = _("The check must be valid for at least one day")
        raise InvalidInput({"valid_until": text})
    # Two presses at the same moment come one after the other.
    Partner.objects.select_for_update(no_key=True).get(pk=party.partner_id)
    found: tuple[Check, bool] = _once(
        MODELS[kind]._default_manager,
        partner_id=party.partner_id,
        direction=direction,
        checked_on=fields.checked_on,
        valid_until=until,
        outcome=fields.outcome,
        note=fields.note,
        recorded_by=actor.key,
    )
    check, is_new = found
    if is_new:
        if isinstance(check, SafeguardingCheck):
            stop_check_reminders(check)
        facts = {"kind": kind.value, "direction": direction.value}
        verb = "partners.check.recorded"
        note(verb, check, partnership, actor=actor, now=now, facts=facts)
    return check


@transaction.atomic
def state_interests(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    party: PartnershipParty | None,
    text: str,
) -> InterestStatement:
    """Say which conflicts of interest one side has; no words = none.

    Raises:
        NotPermitted: no right here, or the words of another side.
    """
    require_here(actor, Action.PLAN_TOGETHER, partnership)
    require_voice(actor, partnership, party)
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    found: tuple[InterestStatement, bool] = _once(
        InterestStatement.objects,
        partnership=partnership,
        party=party,
        is_none=not text,
        text=text,
        stated_on=today_of(partnership, now=now),
        stated_by=actor.key,
    )
    statement, is_new = found
    if is_new:
        facts = {"none": not text}
        verb = "partners.interests.stated"
        note(verb, statement, partnership, actor=actor, now=now, facts=facts)
    return statement


def _once(rows: models.Manager[Any], **said: Any) -> tuple[Any, bool]:
    """Return the row that says the same already, or a new one, and whether it is new.

    The caller holds a lock, so that nobody writes the same meanwhile.
    """
    found = rows.filter(**said).first()
    return (rows.create(**said), True) if found is None else (found, False)
