"""Every arrow and every non-arrow of the stage table, for every role (methods A2)."""

import pytest
from django.db import transaction

from eclt_partners.common.errors import IllegalTransition, NotPermitted
from partners.choices import Stage
from tests.lifecycle.world import at, make_ready, move, open_renegotiation

ROLES = ("amina", "brian", "chloe", "dan", "eve", "fay", "ada", "sam", "system")
MANAGERS = frozenset({"brian", "dan", "system"})
DIRECTOR = frozenset({"dan", "system"})
PAUSERS = frozenset({"dan", "sam", "system"})
BEFORE = {
    "PAUSED from ACTIVE": Stage.ACTIVE,
    "PAUSED from TRANSITION": Stage.TRANSITION,
}

ARROWS = {
    (Stage.EXPLORING, Stage.SHAPING): MANAGERS,
    (Stage.EXPLORING, Stage.NOT_PURSUED): MANAGERS,
    (Stage.SHAPING, Stage.NOT_PURSUED): MANAGERS,
    (Stage.SHAPING, Stage.ACTIVE): frozenset({"system"}),
    (Stage.ACTIVE, Stage.TRANSITION): MANAGERS,
    (Stage.TRANSITION, Stage.ACTIVE): frozenset({"system"}),
    (Stage.TRANSITION, Stage.SUSTAINING): DIRECTOR,
    (Stage.ACTIVE, Stage.SUSTAINING): DIRECTOR,
    (Stage.SUSTAINING, Stage.CONCLUDED): MANAGERS,
    (Stage.SUSTAINING, Stage.SHAPING): MANAGERS,
    (Stage.CONCLUDED, Stage.SHAPING): MANAGERS,
    (Stage.ACTIVE, Stage.PAUSED): PAUSERS,
    (Stage.TRANSITION, Stage.PAUSED): PAUSERS,
    ("PAUSED from ACTIVE", Stage.ACTIVE): DIRECTOR,
    ("PAUSED from TRANSITION", Stage.TRANSITION): DIRECTOR,
    (Stage.ACTIVE, Stage.ENDED_EARLY): DIRECTOR,
    (Stage.TRANSITION, Stage.ENDED_EARLY): DIRECTOR,
    ("PAUSED from ACTIVE", Stage.ENDED_EARLY): DIRECTOR,
    ("PAUSED from TRANSITION", Stage.ENDED_EARLY): DIRECTOR,
    (Stage.ENDED_EARLY, Stage.CONCLUDED): MANAGERS,
}
PLACES = [*(stage for stage in Stage if stage != Stage.PAUSED), *BEFORE]


def put(cast, place):
    return at(cast, Stage.PAUSED, BEFORE[place]) if place in BEFORE else at(cast, place)


def outcome(cast, place, to_stage, who) -> str:
    """Take one step and undo it; return what happened."""
    partnership = put(cast, place)
    try:
        with transaction.atomic():
            move(cast, partnership, to_stage, who)
            transaction.set_rollback(True)
    except NotPermitted:
        return "not permitted"
    except IllegalTransition:
        return "no arrow"
    return "moved"


def test_every_step_of_every_role_is_as_the_table_says(cast) -> None:
    make_ready(cast)
    wrong = []
    for place in PLACES:
        for to_stage in Stage:
            allowed = ARROWS.get((place, to_stage), frozenset())
            # Where no arrow leads, those who may do most show it for all.
            for who in ROLES if allowed else ("sam", "dan", "system"):
                found = outcome(cast, place, to_stage, who)
                if (found == "moved") != (who in allowed):
                    wrong.append((place, to_stage, who, found))
    assert wrong == []


def test_a_step_without_an_arrow_is_told_apart_from_a_missing_right(cast) -> None:
    make_ready(cast)

    assert outcome(cast, Stage.EXPLORING, Stage.CONCLUDED, "dan") == "no arrow"
    assert outcome(cast, Stage.EXPLORING, Stage.SHAPING, "amina") == "not permitted"


@pytest.mark.parametrize(
    "place", [Stage.ACTIVE, Stage.TRANSITION, "PAUSED from ACTIVE"]
)
def test_while_talks_are_open_it_can_only_be_paused_or_ended(cast, place) -> None:
    make_ready(cast)
    put(cast, place)
    open_renegotiation(cast)

    moved = {
        to_stage
        for to_stage in Stage
        for who in ("dan", "system")
        if outcome(cast, place, to_stage, who) == "moved"
    }
    assert moved == {Stage.PAUSED, Stage.ENDED_EARLY} - {Stage[put(cast, place).stage]}
