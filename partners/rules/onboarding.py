"""What does somebody do first who takes over as a lead of a partnership?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from partners.choices import FirstStep, Side

# The pack holds what only people of the foundation may see.
STEPS_OF: Final[Mapping[Side, tuple[FirstStep, ...]]] = {
    Side.FOUNDATION: tuple(FirstStep),
    Side.PARTNER: tuple(each for each in FirstStep if each is not FirstStep.PACK),
}


@dataclass(frozen=True, slots=True)
class Ticks:
    """Which steps get a day now, and which lose theirs, in the order of the list."""

    done: tuple[FirstStep, ...]
    undone: tuple[FirstStep, ...]


def ticks(before: Collection[FirstStep], after: Collection[FirstStep]) -> Ticks:
    """Return what changes between the steps ticked before and those ticked now."""
    return Ticks(
        done=tuple(each for each in FirstStep if each in after and each not in before),
        undone=tuple(
            each for each in FirstStep if each in before and each not in after
        ),
    )
