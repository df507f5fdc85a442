"""Which stage may a partnership enter next?"""

from collections.abc import Mapping
from typing import Final

from eclt_partners.common.errors import IllegalTransition
from eclt_partners.common.states import check_transition
from partners.choices import Stage

NEXT: Final[Mapping[Stage, frozenset[Stage]]] = {
    Stage.EXPLORING: frozenset({Stage.SHAPING, Stage.NOT_PURSUED}),
    Stage.SHAPING: frozenset({Stage.ACTIVE, Stage.NOT_PURSUED}),
    Stage.ACTIVE: frozenset(
        {Stage.TRANSITION, Stage.SUSTAINING, Stage.PAUSED, Stage.ENDED_EARLY}
    ),
    Stage.TRANSITION: frozenset(
        {Stage.ACTIVE, Stage.SUSTAINING, Stage.PAUSED, Stage.ENDED_EARLY}
    ),
    Stage.SUSTAINING: frozenset({Stage.CONCLUDED, Stage.SHAPING}),
    Stage.CONCLUDED: frozenset({Stage.SHAPING}),
    Stage.PAUSED: frozenset({Stage.ACTIVE, Stage.TRANSITION, Stage.ENDED_EARLY}),
    Stage.ENDED_EARLY: frozenset({Stage.CONCLUDED}),
    Stage.NOT_PURSUED: frozenset(),
}

# The stages in which both sides take stock again and again (methods D1).
REVIEWED_STAGES: Final = (
    Stage.EXPLORING,
    Stage.SHAPING,
    Stage.ACTIVE,
    Stage.TRANSITION,
    Stage.PAUSED,
)


def has_ended(stage: str) -> bool:
    """Tell whether a partnership is over: only checks after the end go on."""
    return stage not in REVIEWED_STAGES


def is_settled(stage: str) -> bool:
    """Tell whether nothing more is asked of either side: what was planned stays."""
    return stage in {Stage.CONCLUDED, Stage.NOT_PURSUED}


MAY_INTERRUPT_TALKS: Final = frozenset({Stage.PAUSED, Stage.ENDED_EARLY})


def next_stages(stage: Stage, *, before_pause: Stage | None = None) -> frozenset[Stage]:
    """Return the stages that may follow (methods A2).

    Args:
        stage: where the partnership stands.
        before_pause: for a paused partnership, where it stood before: it goes back
            there or ends.
    """
    if stage != Stage.PAUSED:
        return NEXT[stage]
    return frozenset(
        each
        for each in NEXT[stage]
        if each == Stage.ENDED_EARLY or each == before_pause
    )


def check_stage_step(
    old: Stage,
    new: Stage,
    *,
    before_pause: Stage | None = None,
    renegotiation_open: bool = False,
) -> None:
    """Refuse a stage that may not follow (methods A2).

    Args:
        old: the present stage.
        new: the stage asked for.
        before_pause: the stage before the pause, for a paused partnership.
        renegotiation_open: a renegotiation is open; then a partnership can only be
            paused or ended early.

    Raises:
        IllegalTransition: the step is not allowed.
    """
    check_transition({old: next_stages(old, before_pause=before_pause)}, old, new)
    if renegotiation_open and new not in MAY_INTERRUPT_TALKS:
        raise IllegalTransition(old, new)
