"""How are the checks after the end planned, left out, and given to another person?"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.accounts.services.links import renew
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import IllegalTransition, InvalidInput
from eclt_partners.common.words import plain_date
from eclt_partners.lifecycle.access import require_at
from eclt_partners.lifecycle.selectors.checks import may_be_held, people_to_ask
from eclt_partners.lifecycle.selectors.facts import last_day_of
from partners.choices import CheckState, Stage
from partners.emails.after_links import HOLDS_FOR, link_to_check
from partners.models import AfterCheck, Contact, Partnership, StageChange
from partners.rules.method import METHOD
from partners.rules.months import add_months
from partners.rules.sustained import held_from
from partners.services.after_links import mail_check_link
from partners.services.after_reminders import stop_after_reminders

# An agreement that ended so long ago is not what ends now (the bridging days of A2).
BRIDGE: Final = timedelta(days=60)
# How long after an end we look, by how it ended (gates G4 and G7).
MONTHS_AFTER: Final = {Stage.SUSTAINING: METHOD.after_months, Stage.ENDED_EARLY: (6,)}


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
    require_at(actor, Action.END_EARLY, change.partnership)
    return _plan(actor, now, change, contact, months)


@transaction.atomic
def plan_missing_checks(
    *, actor: Actor, now: datetime, partnership: Partnership, contact: Contact
) -> list[AfterCheck]:
    """Plan the checks of a partnership that came here without any, once.

    Months that are long over are planned as well: they are answered now, or left out
    with a reason, so that nobody forgets that nobody looked.

    Raises:
        NotPermitted: no right to move stages here.
        IllegalTransition: it has not ended, or it has checks.
        InvalidInput: a person of elsewhere, or one who left.
    """
    require_at(actor, Action.MOVE_STAGE, partnership)
    partnership = Partnership.objects.select_for_update(of=("self",)).get(
        pk=partnership.pk
    )
    stage = Stage(partnership.stage)
    ends = StageChange.objects.filter(partnership=partnership, to_stage=stage)
    change = ends.order_by("changed_at", "pk").last()
    if change is None or not lacks_checks(partnership):
        raise IllegalTransition(stage, CheckState.SCHEDULED)
    _check_person(partnership, contact)
    return _plan(actor, now, change, contact, MONTHS_AFTER[stage])


def lacks_checks(partnership: Partnership) -> bool:
    """Tell whether a partnership has ended and nobody planned to look again."""
    has_checks = AfterCheck.objects.filter(partnership=partnership).exists()
    return partnership.stage in MONTHS_AFTER and not has_checks


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
    require_at(actor, Action.MOVE_STAGE, check.partnership)
    check = _locked(check, CheckState.WAIVED)
    if not reason.strip():
        raise InvalidInput({"waived_reason": _("Write why the check is left out")})
    check.state, check.waived_reason = CheckState.WAIVED, reason.strip()
    check.settled_on = check.partnership.country.today(now=now)
    check.save(update_fields=["state", "waived_reason", "settled_on"])
    stop_after_reminders(check.pk)
    _record("waived", check, actor=actor, now=now)
    return check


@transaction.atomic
def change_whom_we_ask(
    *, actor: Actor, now: datetime, check: AfterCheck, contact: Contact
) -> AfterCheck:
    """Ask another person of the partner; the link of the one before opens no more.

    Raises:
        NotPermitted: no right to register people here.
        IllegalTransition: the check is done or left out already.
        InvalidInput: a person of elsewhere, or one who left.
    """
    require_at(actor, Action.REGISTER, check.partnership)
    check = _locked(check, CheckState.SCHEDULED)
    _check_person(check.partnership, contact)
    before = check.contact_id
    if before == contact.pk:
        return check
    check.contact = contact
    check.save(update_fields=["contact"])
    if before is not None:
        stop_after_reminders(check.pk, contact_id=before)
    _record("given", check, actor=actor, now=now)
    return check


@transaction.atomic
def send_check_link(*, actor: Actor, now: datetime, check: AfterCheck) -> Contact:
    """Mail the person whom we ask the link to a check; at most once an hour.

    A link that was closed opens again, with a new token.

    Raises:
        NotPermitted: no right to register people here.
        IllegalTransition: the check is done or left out already.
        InvalidInput: too early, or nobody can be reached by mail.
    """
    require_at(actor, Action.REGISTER, check.partnership)
    check = _locked(check, CheckState.SCHEDULED)
    if not may_be_held(check, check.partnership.country.today(now=now)):
        text = _("This check can be answered from %(day)s on")
        day = plain_date(held_from(check.due_on))
        raise InvalidInput({"": text % {"day": day}})
    reachable = people_to_ask(check.partnership).exclude(email="")
    contact = reachable.filter(pk=check.contact_id or 0).first()
    if contact is None:
        text = _("Nobody can be reached by mail. Choose another person to ask")
        raise InvalidInput({"": text})
    link = link_to_check(check, contact.pk, now=now)
    if link.revoked_at is not None:
        link = renew(actor=actor, link=link, now=now, expires_at=now + HOLDS_FOR)
    mail_check_link(link, contact, now=now)
    _record("asked", check, actor=actor, now=now)
    return contact


def _plan(
    actor: Actor,
    now: datetime,
    change: StageChange,
    contact: Contact,
    months: Sequence[int],
) -> list[AfterCheck]:
    partnership, ended_on = change.partnership, ended_on_of(change)
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
        place=Place(partnership.country_id, partnership.pk),
        facts={"months": list(months), "ended_on": ended_on.isoformat()},
    )
    return checks


def _check_person(partnership: Partnership, contact: Contact) -> None:
    if contact not in people_to_ask(partnership):
        text = _("Choose a person of the partner who is still there")
        raise InvalidInput({"contact": text})


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
