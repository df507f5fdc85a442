"""Is the work ready to be handed over?

Weakest-link readiness of methods F2: here an unknown pillar counts 0, because for a
handover not knowing means not ready.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from partners.choices import Fate
from partners.rules.method import METHOD, Method


class Pillar(StrEnum):
    """What a function stands on, in the order of the plan."""

    RESOURCES = "resources"
    CAPACITY = "capacity"
    MOTIVATION = "motivation"
    LINKAGES = "linkages"


class HandoverBand(StrEnum):
    """How a readiness from 0 to 100 reads."""

    NOT_READY = "not_ready"
    PARTLY = "partly"
    NEARLY = "nearly"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class FunctionReading:
    """One function of a sustainability plan as it stands.

    Attributes:
        importance: 1 to 3.
        pillars: pillar -> level 0 to 4; missing or None = not known.
        owner_accepted: the local owner has said yes.
        fate: continue, change or stop on purpose.
    """

    importance: int
    pillars: Mapping[Pillar, int | None]
    owner_accepted: bool
    fate: Fate = Fate.CONTINUE

    @property
    def levels(self) -> dict[Pillar, int]:
        """All four pillars; what is not known counts 0."""
        return {pillar: self.pillars.get(pillar) or 0 for pillar in Pillar}


def function_readiness(
    reading: FunctionReading, *, method: Method = METHOD
) -> Fraction:
    """Return FR, 0 to 100: half the mean and half the weakest pillar (methods F2).

    Without an owner who accepted it is at most 40.
    """
    levels = reading.levels.values()
    readiness = 25 * (Fraction(sum(levels), len(Pillar)) + min(levels)) / 2
    return readiness if reading.owner_accepted else min(readiness, method.owner_cap)


def handover_readiness(
    readings: Iterable[FunctionReading], *, method: Method = METHOD
) -> Fraction | None:
    """Return HRI, 0 to 100, weighted by importance (methods F2).

    Returns:
        None when no function is to continue or change: never assessed.
    """
    kept = [each for each in readings if each.fate != Fate.STOP]
    weight = sum(each.importance for each in kept)
    if not weight:
        return None
    total = sum(
        (each.importance * function_readiness(each, method=method) for each in kept),
        Fraction(0),
    )
    return total / weight


def weakest_pillars(reading: FunctionReading) -> tuple[Pillar, ...]:
    """Return the pillars at the lowest level: where help is needed first."""
    levels = reading.levels
    lowest = min(levels.values())
    return tuple(pillar for pillar, level in levels.items() if level == lowest)


def handover_band(index: Fraction, *, method: Method = METHOD) -> HandoverBand:
    """Name a readiness from 0 to 100 (methods F2)."""
    if index < method.hri_red:
        return HandoverBand.NOT_READY
    if index < method.hri_amber:
        return HandoverBand.PARTLY
    if index < method.hri_ready:
        return HandoverBand.NEARLY
    return HandoverBand.READY
