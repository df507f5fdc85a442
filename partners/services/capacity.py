"""How do both sides set goals to grow, and note how far they have come?"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.changes import apply, says_the_same
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput
from partners.choices import CapacityDomain, Side
from partners.models import (
    CapacityComment,
    CapacityGoal,
    CapacityReading,
    Partnership,
    PartnershipParty,
)
from partners.services.together import (
    note,
    require_here,
    require_sight,
    require_stamp,
    require_voice,
    side_of,
    today_of,
)


@dataclass(frozen=True, slots=True)
class GoalFields:
    """What a goal says; levels 1 to 5."""

    why: str
    baseline_level: int
    baseline_on: date
    target_level: int
    target_on: date
    baseline_evidence: str = ""
    support: str = ""


@transaction.atomic
def set_goal(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    party: PartnershipParty | None,
    domain: CapacityDomain,
    fields: GoalFields,
) -> CapacityGoal:
    """Set a goal for the foundation or for a partner; the same again changes nothing.

    Either side may name a goal for either organisation; it is a goal of both once
    both have agreed.

    Args:
        actor: a person of either side.
        now: the moment, aware.
        partnership: where.
        party: whose goal; None = the foundation's.
        domain: in which field.
        fields: the rest.

    Raises:
        NotPermitted: no right here, or a goal of another partner.
        InvalidInput: the organisation has this goal already, or days do not fit.
    """
    require_here(actor, Action.PLAN_TOGETHER, partnership)
    require_sight(actor, partnership, party.pk if party else None)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    there = partnership.capacity_goals.filter(party=party, domain=domain).first()
    if there and says_the_same(there, {"written_by": actor.key, **asdict(fields)}):
        return there
    if there:
        raise InvalidInput({"who": _("There is a goal in this field already")})
    goal = CapacityGoal(
        partnership=partnership,
        party=party,
        domain=domain,
        written_by=actor.key,
        **asdict(fields),
    )
    _check(goal, today_of(partnership, now=now))
    goal.save()
    note("partners.goal.set", goal, partnership, actor=actor, now=now)
    return goal


@transaction.atomic
def change_goal(
    *, actor: Actor, now: datetime, goal: CapacityGoal, fields: GoalFields, seen: str
) -> CapacityGoal:
    """Change a goal; both sides have to agree anew.

    Raises:
        NotPermitted: no right here, or a goal of another partner.
        StaleObject: somebody of either side wrote meanwhile.
        InvalidInput: days do not fit.
    """
    locked = _locked(actor, goal)
    require_stamp(locked, seen)
    changed = apply(locked, asdict(fields))
    if not changed:
        return locked
    partnership = locked.partnership
    _check(locked, today_of(partnership, now=now))
    locked.revision += 1
    locked.written_by = actor.key
    locked.foundation_agreed_on = locked.partner_agreed_on = None
    locked.save()
    facts = {"changed": changed}
    verb = "partners.goal.changed"
    note(verb, locked, partnership, actor=actor, now=now, facts=facts)
    return locked


@transaction.atomic
def agree_goal(
    *, actor: Actor, now: datetime, goal: CapacityGoal, seen: str
) -> CapacityGoal:
    """Agree to a goal in the name of the own side.

    Raises:
        NotPermitted: no right here, or a goal of another partner.
        StaleObject: the goal is not the one that was read.
    """
    locked = _locked(actor, goal)
    require_stamp(locked, seen)
    name = AGREED[side_of(actor)]
    if getattr(locked, name) is None:
        setattr(locked, name, today_of(locked.partnership, now=now))
        locked.save(update_fields=[name])
        verb = "partners.goal.agreed"
        note(verb, locked, locked.partnership, actor=actor, now=now)
    return locked


@transaction.atomic
def read_level(
    *, actor: Actor, now: datetime, goal: CapacityGoal, level: int, evidence: str
) -> CapacityReading:
    """Note where an organisation stands today; earlier readings stay.

    Each organisation looks at itself; a person of the foundation may enter what a
    partner found.

    Returns:
        The reading; a second press of the button gives the one that exists.

    Raises:
        NotPermitted: no right here, or the level of another side.
    """
    locked = _locked(actor, goal)
    partnership = locked.partnership
    require_voice(actor, partnership, locked.party)
    today = today_of(partnership, now=now)
    reading = CapacityReading(
        goal=locked, level=level, read_on=today, evidence=evidence, read_by=actor.key
    )
    latest = locked.readings.first()
    if latest is not None and (
        (latest.level, latest.read_on, latest.evidence, latest.read_by)
        == (level, today, evidence, actor.key)
    ):
        return latest
    reading.save()
    note("partners.goal.read", locked, partnership, actor=actor, now=now)
    return reading


@transaction.atomic
def comment_on_goal(
    *, actor: Actor, now: datetime, goal: CapacityGoal, text: str
) -> CapacityComment:
    """Say what the own side thinks of a goal, of either organisation.

    Raises:
        NotPermitted: no right here, or a goal of another partner.
    """
    locked = _locked(actor, goal)
    comment, is_new = CapacityComment.objects.get_or_create(
        goal=locked,
        side=side_of(actor),
        text=text,
        written_on=today_of(locked.partnership, now=now),
        written_by=actor.key,
    )
    if is_new:
        verb = "partners.goal.commented"
        note(verb, locked, locked.partnership, actor=actor, now=now)
    return comment


AGREED = {
    Side.FOUNDATION: "foundation_agreed_on",
    Side.PARTNER: "partner_agreed_on",
}


def _locked(actor: Actor, goal: CapacityGoal) -> CapacityGoal:
    require_here(actor, Action.PLAN_TOGETHER, goal.partnership)
    require_sight(actor, goal.partnership, goal.party_id)
    return (
        CapacityGoal.objects.select_for_update(of=("self",))
        .select_related("partnership__country", "party")
        .get(pk=goal.pk)
    )


def _check(goal: CapacityGoal, today: date) -> None:
    if goal.baseline_on > today:
        raise InvalidInput({"baseline_on": _("The day must be today or earlier")})
    if goal.target_on <= goal.baseline_on:
        text = _("The target date must be after the start")
        raise InvalidInput({"target_on": text})
    check_constraints(goal)
