"""Which questions does the review ask, and which do not apply yet?

The ten dimensions of RHR-1 (methods B3) by code; their texts live elsewhere.
"""

from collections.abc import Mapping
from typing import Final

from partners.choices import Stage
from reviews.choices import ReviewKind

DIMENSIONS: Final = ("D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10")
PULSE_DIMENSIONS: Final = ("D1", "D3", "D5")
RATING_MIN: Final = 1
RATING_MAX: Final = 5

LESSONS: Final[Mapping[int, tuple[str, ...]]] = {
    1: ("D1", "D2"),
    2: ("D3", "D7"),
    3: ("D4", "D5", "D6", "D8"),
    4: ("D9", "D10"),
}

_TOO_EARLY: Final = frozenset({Stage.EXPLORING, Stage.SHAPING})
_NEEDS_AGREEMENT: Final = frozenset({"D9", "D10"})


def off_by_stage(stage: Stage) -> frozenset[str]:
    """Return the dimensions that are switched off in a stage (methods B5.8)."""
    return _NEEDS_AGREEMENT if stage in _TOO_EARLY else frozenset()


def asked_dimensions(kind: ReviewKind, stage: Stage) -> tuple[str, ...]:
    """Return the dimensions a review asks, in the order of the form.

    A topic talk asks none (methods D3).
    """
    if kind == ReviewKind.TALK:
        return ()
    codes = PULSE_DIMENSIONS if kind == ReviewKind.PULSE else DIMENSIONS
    off = off_by_stage(stage)
    return tuple(code for code in codes if code not in off)


def answering_minutes(question_count: int) -> int:
    """Return about how long answering takes: a minute for a question, two to end."""
    return question_count + 2
