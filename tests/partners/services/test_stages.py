"""Moving partnerships between stages."""

import pytest
from django.db import DatabaseError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actor import SYSTEM
from eclt_partners.common.errors import (
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from partners.choices import Stage
from partners.models import Partnership, StageChange
from partners.services.stages import write_stage_change


def at(cast, stage: Stage, before: str = "") -> Partnership:
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
        stage=stage, stage_before_pause=before
    )
    return Partnership.objects.get(pk=cast.malawi_partnership.pk)


def move(cast, now, partnership, to_stage, *, who="brian", reason="") -> StageChange:
    actor = SYSTEM if who == "system" else cast.actor(who)
    return write_stage_change(
        actor=actor,
        now=now,
        partnership=partnership,
        to_stage=to_stage,
        reason=reason,
    )


def test_a_manager_begins_to_shape(cast, now) -> None:
    change = move(cast, now, at(cast, Stage.EXPLORING), Stage.SHAPING)

    assert change.partnership.stage == Stage.SHAPING
    assert (change.from_stage, change.changed_by) == (
        Stage.EXPLORING,
        f"user:{cast.brian.pk}",
    )


def test_a_move_writes_one_audit_entry(cast, now) -> None:
    move(cast, now, at(cast, Stage.EXPLORING), Stage.SHAPING)

    entry = AuditEntry.objects.get()
    assert entry.verb == "partners.stage.changed"
    assert entry.facts == {"from": "EXPLORING", "to": "SHAPING"}


@pytest.mark.parametrize("who", ["amina", "chloe", "eve", "fay", "ada", "sam"])
def test_others_do_not_move_stages(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        move(cast, now, at(cast, Stage.EXPLORING), Stage.SHAPING, who=who)


@pytest.mark.parametrize("stage", [Stage.PAUSED, Stage.SUSTAINING, Stage.ENDED_EARLY])
def test_a_manager_does_not_stop_a_partnership(cast, now, stage) -> None:
    with pytest.raises(NotPermitted):
        move(cast, now, at(cast, Stage.ACTIVE), stage, reason="Money")


def test_nobody_makes_a_partnership_active_by_hand(cast, now) -> None:
    with pytest.raises(NotPermitted):
        move(cast, now, at(cast, Stage.SHAPING), Stage.ACTIVE, who="dan")


def test_the_system_makes_it_active(cast, now) -> None:
    change = move(cast, now, at(cast, Stage.SHAPING), Stage.ACTIVE, who="system")

    assert change.changed_by == "system"


def test_an_unknown_step_is_refused(cast, now) -> None:
    with pytest.raises(IllegalTransition):
        move(cast, now, at(cast, Stage.EXPLORING), Stage.CONCLUDED)


def test_a_partnership_that_moved_meanwhile_is_stale(cast, now) -> None:
    seen = at(cast, Stage.EXPLORING)
    at(cast, Stage.SHAPING)

    with pytest.raises(StaleObject):
        move(cast, now, seen, Stage.NOT_PURSUED, reason="Other plans")


def test_not_going_ahead_needs_a_reason(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        move(cast, now, at(cast, Stage.EXPLORING), Stage.NOT_PURSUED)

    assert set(refusal.value.problems) == {"reason"}


def test_a_new_chapter_needs_a_reason(cast, now) -> None:
    with pytest.raises(InvalidInput):
        move(cast, now, at(cast, Stage.CONCLUDED), Stage.SHAPING)


def test_a_pause_remembers_the_stage_before(cast, now) -> None:
    partnership = at(cast, Stage.TRANSITION)

    move(cast, now, partnership, Stage.PAUSED, who="dan", reason="Flood")

    partnership.refresh_from_db()
    assert partnership.stage_before_pause == Stage.TRANSITION


def test_a_safeguarding_lead_pauses_at_once(cast, now) -> None:
    move(cast, now, at(cast, Stage.ACTIVE), Stage.PAUSED, who="sam", reason="Safety")

    assert cast.malawi_partnership.stage_changes.get().reason == "Safety"


def test_the_only_way_back_is_the_stage_before_the_pause(cast, now) -> None:
    paused = at(cast, Stage.PAUSED, Stage.TRANSITION)

    with pytest.raises(IllegalTransition):
        move(cast, now, paused, Stage.ACTIVE, who="dan", reason="Over")

    move(cast, now, paused, Stage.TRANSITION, who="dan", reason="Over")
    paused.refresh_from_db()
    assert (paused.stage, paused.stage_before_pause) == (Stage.TRANSITION, "")


@pytest.mark.parametrize("who", ["brian", "sam"])
def test_only_a_director_ends_a_pause(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        move(cast, now, at(cast, Stage.PAUSED, Stage.ACTIVE), Stage.ACTIVE, who=who)


def test_the_database_never_changes_the_history_of_stages(cast, now) -> None:
    change = move(cast, now, at(cast, Stage.EXPLORING), Stage.SHAPING)

    with pytest.raises(DatabaseError), transaction.atomic():
        StageChange.objects.filter(pk=change.pk).update(reason="Other")
