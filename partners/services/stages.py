"""How does a partnership move from one stage to the next? Only here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind, require
from eclt_partners.common.errors import InvalidInput, NotPermitted, StaleObject
from partners.choices import Stage
from partners.models import Partnership, StageChange
from partners.rules.stages import check_stage_step

# Who may enter a stage (methods A2). Ending and closing are one right: a
# director's. ACTIVE is entered by the system when a version comes into force,
# and by a director after a pause.
RIGHT_TO_ENTER: Final[Mapping[Stage, Action]] = {
    Stage.SHAPING: Action.MOVE_STAGE,
    Stage.NOT_PURSUED: Action.MOVE_STAGE,
    Stage.TRANSITION: Action.MOVE_STAGE,
    Stage.CONCLUDED: Action.MOVE_STAGE,
    Stage.PAUSED: Action.PAUSE,
    Stage.SUSTAINING: Action.END_EARLY,
    Stage.ENDED_EARLY: Action.END_EARLY,
}
NEEDS_REASON: Final = frozenset({Stage.NOT_PURSUED, Stage.PAUSED, Stage.ENDED_EARLY})


@transaction.atomic
def write_stage_change(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    to_stage: Stage,
    reason: str = "",
) -> StageChange:
    """Move a partnership and keep the history; a pause remembers the stage before.

    Args:
        actor: needs the right of the stage that is entered (`RIGHT_TO_ENTER`).
        now: the moment, aware.
        partnership: as the caller saw it.
        to_stage: where it goes.
        reason: needed to stop, for a new chapter, to end without a handover.

    Raises:
        NotPermitted: the actor may not enter this stage.
        StaleObject: the partnership moved since the caller read it.
        IllegalTransition: the stage cannot follow the present one.
        InvalidInput: the reason is missing.
    """
    seen = partnership.stage
    require_step(actor, partnership, to_stage)
    locked = Partnership.objects.select_for_update(no_key=True)
    partnership = locked.get(pk=partnership.pk)
    if partnership.stage != seen:
        raise StaleObject("the stage changed")
    old = Stage(partnership.stage)
    before_pause = Stage(partnership.stage_before_pause or old)
    check_stage_step(old, to_stage, before_pause=before_pause)
    if not reason and _needs_reason(old, to_stage):
        raise InvalidInput({"reason": _("Write why")})
    partnership.stage = to_stage
    partnership.stage_before_pause = old if to_stage == Stage.PAUSED else ""
    partnership.save(update_fields=["stage", "stage_before_pause"])
    change = _line(partnership, changed_by=actor.key, now=now, old=old, reason=reason)
    change.save()
    audit.record(
        "partners.stage.changed",
        actor=actor,
        subject=partnership,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts={"from": old, "to": to_stage},
    )
    return change


def begin_histories(
    *, partnerships: Sequence[Partnership], changed_by: str, now: datetime
) -> None:
    """Write the first lines of the history of new partnerships; their maker audits them."""
    StageChange.objects.bulk_create(
        _line(each, changed_by=changed_by, now=now, old="", reason="")
        for each in partnerships
    )


def right_to_step(partnership: Partnership, to_stage: Stage) -> Action | None:
    """Return the right that a step needs; None for a step of the system (A2)."""
    if partnership.stage == Stage.PAUSED and to_stage != Stage.ENDED_EARLY:
        return Action.PASS_WARNING
    return RIGHT_TO_ENTER.get(to_stage)


def require_step(actor: Actor, partnership: Partnership, to_stage: Stage) -> None:
    """Refuse unless the actor may take this step (methods A2).

    Raises:
        NotPermitted: the actor lacks the right, or only the system takes this step.
    """
    right = right_to_step(partnership, to_stage)
    if right is not None:
        require(
            actor, right, country=partnership.country_id, partnership=partnership.pk
        )
    elif actor.kind is not ActorKind.SYSTEM:
        raise NotPermitted("only a version that comes into force leads here")


def _needs_reason(old: Stage, new: Stage) -> bool:
    is_new_chapter = new == Stage.SHAPING and old != Stage.EXPLORING
    skips_handover = old == Stage.ACTIVE and new == Stage.SUSTAINING
    is_forced = is_new_chapter or skips_handover or old == Stage.PAUSED
    return new in NEEDS_REASON or is_forced


def _line(
    partnership: Partnership, *, changed_by: str, now: datetime, old: str, reason: str
) -> StageChange:
    return StageChange(
        partnership=partnership,
        from_stage=old,
        to_stage=partnership.stage,
        changed_at=now,
        changed_on=partnership.country.today(now=now),
        changed_by=changed_by,
        reason=reason,
    )
