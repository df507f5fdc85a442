"""How are the checks after the end planned, left out, and given to another person?"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import IllegalTransition, InvalidInput
from eclt_partners.lifecycle.selectors.facts import last_day_of
from partners.choices import CheckState
from partners.models import AfterCheck, Contact, StageChange
from partners.rules.months import add_months

# An agreement that ended so long ago is not what ends now (the bridging days of A2).
BRIDGE: Final = timedelta(days=60)


@transaction.atomic
def plan_checks(
    *,
    actor: Actor,
    now: datetime,
    change: StageChange,
    contact: Contact,
    months: Sequence[int],
) -> list[AfterCheck]:
    """Plan the checks after an end, each with a person of the partner to ask.

    Args:
        actor: who ends the partnership.
        now: the moment, aware.
        change: the step that ends it.
        contact: whom we ask.
        months: how long after the end.
    """
    partnership = change.partnership
    place = Place(partnership.country_id, partnership.pk)
    require(
        actor, Action.END_EARLY, country=place.country, partnership=place.partnership
    )
    ended_on = ended_on_of(change)
    checks = AfterCheck.objects.bulk_create(
        AfterCheck(
            partnership=partnership,
            ended_on=ended_on,
            month=month,
            due_on=add_months(ended_on, month),
            contact=contact,
        )
        for month in months
    )
    audit.record(
        "lifecycle.checks.planned",
        actor=actor,
        subject=partnership,
        now=now,
        place=place,
        facts={"months": list(months), "ended_on": ended_on.isoformat()},
    )
    return checks


def ended_on_of(change: StageChange) -> date:
    """Return from which day the months count: the last day of the agreement.

    When it is still to come, or was more than 60 days ago, the day of the step.
    """
    last_day = last_day_of(change.partnership)
    earliest = change.changed_on - BRIDGE
    if last_day is None or not earliest <= last_day <= change.changed_on:
        return change.changed_on
    return last_day


@transaction.atomic
def waive_check(
    *, actor: Actor, now: datetime, check: AfterCheck, reason: str
) -> AfterCheck:
    """Leave a check out, with the reason.

    Raises:
        NotPermitted: no right to move stages here.
        IllegalTransition: the check is done or left out already.
        InvalidInput: no reason.
    """
    _require(actor, check, Action.MOVE_STAGE)
    check = _locked(check, CheckState.WAIVED)
    if not reason.strip():
        raise InvalidInput({"waived_reason": _("Write why the check is left out")})
    check.state, check.waived_reason = CheckState.WAIVED, reason.strip()
    check.settled_on = check.partnership.country.today(now=now)
    check.save(update_fields=["state", "waived_reason", "settled_on"])
    _record("waived", check, actor=actor, now=now)
    return check


def _require(actor: Actor, check: AfterCheck, right: Action) -> None:
    partnership = check.partnership
    require(actor, right, country=partnership.country_id, partnership=partnership.pk)


def _locked(check: AfterCheck, new: CheckState) -> AfterCheck:
    rows = AfterCheck.objects.select_for_update(of=("self",))
    found = rows.select_related("partnership__country").get(pk=check.pk)
    if found.state != CheckState.SCHEDULED:
        raise IllegalTransition(found.state, new)
    return found


def _record(step: str, check: AfterCheck, *, actor: Actor, now: datetime) -> None:
    audit.record(
        f"lifecycle.check.{step}",
        actor=actor,
        subject=check,
        now=now,
        place=Place(check.partnership.country_id, check.partnership_id),
        facts={"month": check.month},
    )
