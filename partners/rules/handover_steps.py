"""How did a readiness come about? The numbers of methods F2, step by step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from partners.choices import Fate
from partners.rules.handover import (
    FunctionReading,
    Pillar,
    function_readiness,
    weakest_pillars,
)


@dataclass(frozen=True, slots=True)
class FunctionSteps:
    """The way to the readiness of one function.

    Attributes:
        mean: of the four pillars, 0 to 4.
        lowest: the weakest pillar, 0 to 4.
        weakest: the pillars at that level.
        before_cap: 25 times (mean + lowest) / 2, 0 to 100.
        is_capped: no owner has accepted, and that took points away.
        readiness: what counts, 0 to 100.
        importance: 1 to 3.
        share: importance times readiness.
    """

    mean: Fraction
    lowest: int
    weakest: tuple[Pillar, ...]
    before_cap: Fraction
    is_capped: bool
    readiness: Fraction
    importance: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class HandoverSteps:
    """The way to the handover readiness index: `total` divided by `weight`."""

    functions: Sequence[FunctionSteps]
    total: Fraction
    weight: int

    @property
    def index(self) -> Fraction | None:
        """The index, 0 to 100; None when nothing is to go on."""
        return self.total / self.weight if self.weight else None


def function_steps(reading: FunctionReading) -> FunctionSteps:
    """Return how the readiness of a function came about."""
    levels = reading.levels.values()
    mean, lowest = Fraction(sum(levels), len(Pillar)), min(levels)
    before = 25 * (mean + lowest) / 2
    readiness = function_readiness(reading)
    return FunctionSteps(
        mean=mean,
        lowest=lowest,
        weakest=weakest_pillars(reading),
        before_cap=before,
        is_capped=readiness < before,
        readiness=readiness,
        importance=reading.importance,
        share=reading.importance * readiness,
    )


def handover_steps(readings: Iterable[FunctionReading]) -> HandoverSteps:
    """Return how the index came about; functions that stop are left out."""
    steps = [function_steps(each) for each in readings if each.fate != Fate.STOP]
    return HandoverSteps(
        functions=steps,
        total=sum((each.share for each in steps), Fraction(0)),
        weight=sum(each.importance for each in steps),
    )


def weakest_pillar(readings: Iterable[FunctionReading]) -> Pillar | None:
    """Return the pillar with the lowest mean, weighted by importance.

    Of some that are equal the first in the order of the plan; None when nothing goes
    on, or when none is weaker than another.
    """
    kept = [each for each in readings if each.fate != Fate.STOP]
    if not kept:
        return None
    sums = {
        pillar: sum(each.importance * each.levels[pillar] for each in kept)
        for pillar in Pillar
    }
    return min(sums, key=sums.__getitem__) if len(set(sums.values())) > 1 else None
