"""Which rungs has the ladder of review reminders, and for whom?

The ladder of methods D4; `reviews.rules.reminders` says when a rung is due.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reviews.choices import ReviewState


class Audience(StrEnum):
    """To whom a step of the ladder goes."""

    LEADS = "leads"
    RATERS = "raters"
    MANAGER = "manager"
    DIRECTOR = "director"
    HELPER = "helper"


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of the ladder for one audience.

    Attributes:
        offset: days after the day answers are due; negative = before.
        audience: who gets it.
    """

    offset: int
    audience: Audience

    @property
    def code(self) -> str:
        """The name of the rung, for example "T-14", "T+0"."""
        return f"T{self.offset:+d}"


LADDER: Final = (
    Step(-30, Audience.LEADS),
    Step(-14, Audience.RATERS),
    Step(-3, Audience.RATERS),
    Step(0, Audience.RATERS),
    Step(0, Audience.LEADS),
    Step(7, Audience.RATERS),
    Step(14, Audience.LEADS),
    Step(30, Audience.MANAGER),
    Step(60, Audience.DIRECTOR),
    Step(60, Audience.HELPER),
    Step(90, Audience.DIRECTOR),
)

_AWAITING_ANSWERS = frozenset({ReviewState.SCHEDULED, ReviewState.OPEN})
_AWAITING_TALK = _AWAITING_ANSWERS | {ReviewState.CLOSED}
_ASKS_FOR_ANSWERS = frozenset({Audience.LEADS, Audience.RATERS})


def offsets_for(audience: Audience) -> tuple[int, ...]:
    """Return the rungs of the ladder for one audience, earliest first."""
    return tuple(step.offset for step in LADDER if step.audience == audience)


def is_awaited(step: Step, state: ReviewState) -> bool:
    """Tell whether a step still makes sense in a state (rulings 8).

    Leads and raters are asked for answers; the later steps go out while no talk is
    held.
    """
    waiting = (
        _AWAITING_ANSWERS if step.audience in _ASKS_FOR_ANSWERS else _AWAITING_TALK
    )
    return state in waiting
