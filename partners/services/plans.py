"""How do both sides write what must last after the end?"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.changes import apply, says_the_same
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput, StaleObject
from partners.models import Function, Partnership, PillarReading, SustainabilityPlan
from partners.rules.handover import Pillar
from partners.selectors.plans import is_plan_closed
from partners.services.together import note, require_here, require_stamp, today_of


@dataclass(frozen=True, slots=True)
class PlanFields:
    """The head of a plan."""

    vision: str
    mode: str
    handover_starts_on: date | None
    people_told: str = ""
    risks: str = ""
    stopped_on_purpose: str = ""


@dataclass(frozen=True, slots=True)
class FunctionFields:
    """Something that goes on, changes or stops at the end, and who will own it."""

    name: str
    importance: int
    fate: str
    owner_name: str = ""
    owner_person: str = ""
    owner_accepted_on: date | None = None
    owner_found_by: date | None = None


@transaction.atomic
def write_plan(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    fields: PlanFields,
    seen: str = "",
) -> SustainabilityPlan:
    """Start the plan of a partnership, or change its head.

    Args:
        actor: a person of either side.
        now: the moment, aware.
        partnership: whose plan.
        fields: all that the head says.
        seen: the stamp of the plan that the page showed; "" = there was none.

    Raises:
        NotPermitted: no right here.
        StaleObject: somebody of either side wrote meanwhile.
        InvalidInput: the plan is closed.
    """
    _require_open(actor, partnership)
    # The plan may not exist yet: the partnership is what two writers wait for.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    plan = SustainabilityPlan.objects.filter(partnership=partnership).first()
    if plan is None:
        if seen:
            raise StaleObject("there is no such plan")
        plan = SustainabilityPlan.objects.create(
            partnership=partnership, written_by=actor.key, **asdict(fields)
        )
        note("partners.plan.started", plan, partnership, actor=actor, now=now)
        return plan
    require_stamp(plan, seen)
    changed = apply(plan, asdict(fields))
    if changed:
        _save(plan, actor, changed)
        facts = {"changed": changed}
        note(
            "partners.plan.changed",
            plan,
            partnership,
            actor=actor,
            now=now,
            facts=facts,
        )
    return plan


@transaction.atomic
def add_function(
    *, actor: Actor, now: datetime, plan: SustainabilityPlan, fields: FunctionFields
) -> Function:
    """Add something to the plan; the same again changes nothing.

    Raises:
        NotPermitted: no right here.
        InvalidInput: the plan has one of this name, or the owner does not fit.
    """
    partnership = plan.partnership
    _require_open(actor, partnership)
    _lock_names(plan)
    values = {"written_by": actor.key, **asdict(fields)}
    there = Function.objects.filter(plan=plan, name=fields.name).first()
    if there and says_the_same(there, values):
        return there
    function = Function(plan=plan, **values)
    _check(function, partnership, now=now)
    function.save()
    note("partners.function.added", function, partnership, actor=actor, now=now)
    return function


@transaction.atomic
def change_function(
    *,
    actor: Actor,
    now: datetime,
    function: Function,
    fields: FunctionFields,
    seen: str,
) -> Function:
    """Change what is said of a function; its readings stay.

    What a local owner accepted does not bind another one: when the owner changes and
    the day of accepting does not, that day is taken out.

    Raises:
        NotPermitted: no right here.
        StaleObject: somebody of either side wrote meanwhile.
        InvalidInput: the plan has one of this name, or the owner does not fit.
    """
    partnership = function.plan.partnership
    _require_open(actor, partnership)
    _lock_names(function.plan)
    locked = Function.objects.select_for_update().get(pk=function.pk)
    require_stamp(locked, seen)
    if _is_said_of_another_owner(locked, fields):
        fields = replace(fields, owner_accepted_on=None)
    changed = apply(locked, asdict(fields))
    if changed:
        _check(locked, partnership, now=now)
        _save(locked, actor, changed)
        facts = {"changed": changed}
        verb = "partners.function.changed"
        note(verb, locked, partnership, actor=actor, now=now, facts=facts)
    return locked


@transaction.atomic
def read_pillars(
    *,
    actor: Actor,
    now: datetime,
    function: Function,
    levels: Mapping[Pillar, int | None],
    how: str = "",
) -> PillarReading:
    """Note how a function stands today; earlier readings stay as they were.

    Args:
        actor: a person of either side.
        now: the moment, aware; the day is that of the country.
        function: what is looked at.
        levels: pillar -> 0 to 4, or None = not known.
        how: how we know.

    Returns:
        The reading; a second press of the button gives the one that exists.

    Raises:
        NotPermitted: no right here.
        InvalidInput: the plan is closed.
    """
    partnership = function.plan.partnership
    _require_open(actor, partnership)
    Function.objects.select_for_update().get(pk=function.pk)
    said = {pillar.value: levels.get(pillar) for pillar in Pillar}
    latest = function.readings.first()
    today = today_of(partnership, now=now)
    reading = PillarReading(
        function=function, read_on=today, note=how, read_by=actor.key, **said
    )
    if latest is not None and _says_the_same(latest, reading):
        return latest
    reading.save()
    note("partners.function.read", function, partnership, actor=actor, now=now)
    return reading


def _require_open(actor: Actor, partnership: Partnership) -> None:
    """Refuse who may not plan here, and a plan that is closed.

    Raises:
        NotPermitted: no right here.
        InvalidInput: what was handed over, and how ready it was, is history.
    """
    require_here(actor, Action.PLAN_TOGETHER, partnership)
    if not is_plan_closed(partnership):
        return
    told = _("The partnership is over: its handover plan stays as it is")
    if partnership.may_begin_anew:
        told = _(
            "The partnership is over: its handover plan stays as it is. It can be "
            "written again when a new chapter begins"
        )
    raise InvalidInput({"": told})


def _says_the_same(one: PillarReading, other: PillarReading) -> bool:
    return (one.read_on, one.pillars, one.note, one.read_by) == (
        other.read_on,
        other.pillars,
        other.note,
        other.read_by,
    )


def _is_said_of_another_owner(before: Function, fields: FunctionFields) -> bool:
    return (
        before.owner_name not in {"", fields.owner_name}
        and before.owner_accepted_on == fields.owner_accepted_on
    )


def _lock_names(plan: SustainabilityPlan) -> None:
    """Let a second press at the same moment find the name in the plan."""
    SustainabilityPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)


def _check(function: Function, partnership: Partnership, *, now: datetime) -> None:
    """An owner who accepted has a name, and has not accepted in the days to come."""
    problems = {}
    accepted_on = function.owner_accepted_on
    if accepted_on and not function.owner_name:
        problems["owner_name"] = _("Write who has accepted")
    if accepted_on and accepted_on > today_of(partnership, now=now):
        problems["owner_accepted_on"] = _("The day must be today or earlier")
    if problems:
        raise InvalidInput(problems)
    namesakes = Function.objects.filter(plan=function.plan, name=function.name)
    if namesakes.exclude(pk=function.pk).exists():
        raise InvalidInput({"name": _("The plan has this already. Give another name")})
    check_constraints(function)


def _save(row: SustainabilityPlan | Function, actor: Actor, changed: list[str]) -> None:
    row.revision += 1
    row.written_by = actor.key
    row.save(update_fields=[*changed, "revision", "written_by"])
