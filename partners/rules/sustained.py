"""How much of the work lasts after the end?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from partners.rules.method import METHOD, Method

AS_AT_HANDOVER = 3
# Nobody can say much earlier what is true so many months after the end; the first
# reminder (methods D4) asks from this day on.
AHEAD = timedelta(days=30)


class SustainedBand(StrEnum):
    """How a sustained-outcome score from 0 to 100 reads."""

    MOSTLY_LASTING = "mostly_lasting"
    PARTLY = "partly"
    MOSTLY_LOST = "mostly_lost"


@dataclass(frozen=True, slots=True)
class CheckItem:
    """What is true today of one function that was not stopped on purpose.

    Attributes:
        importance: 1 to 3.
        value: 3 as at handover, 2 most, 1 a small part, 0 stopped, None not known.
    """

    importance: int
    value: int | None


@dataclass(frozen=True, slots=True)
class SustainedScore:
    """What one check after the end says.

    Attributes:
        score: SOS, 0 to 100, or None when not enough is known.
        coverage: share of the importance that is known, 0 to 1.
    """

    score: Fraction | None
    coverage: Fraction


@dataclass(frozen=True, slots=True)
class Weights:
    """What the items of one check add up to; a score depends on nothing else.

    Attributes:
        importance: of all items.
        known: of those with a value.
        reached: importance times value, of those.
    """

    importance: int = 0
    known: int = 0
    reached: int = 0


def sustained_score(
    items: Iterable[CheckItem], *, method: Method = METHOD
) -> SustainedScore:
    """Score one check after the end (methods F3).

    Args:
        items: one per function; leave out what was stopped on purpose.
        method: the thresholds.
    """
    listed = list(items)
    known = [(item.importance, item.value) for item in listed if item.value is not None]
    weights = Weights(
        importance=sum(item.importance for item in listed),
        known=sum(importance for importance, _value in known),
        reached=sum(importance * value for importance, value in known),
    )
    return weighed_score(weights, method=method)


def weighed_score(weights: Weights, *, method: Method = METHOD) -> SustainedScore:
    """Score one check of which somebody has added up the items already (methods F3).

    Args:
        weights: without what was stopped on purpose.
        method: the thresholds.
    """
    total, weight = weights.importance, weights.known
    coverage = Fraction(weight, total) if total else Fraction(0)
    if not weight or coverage < method.sos_min_known:
        return SustainedScore(score=None, coverage=coverage)
    return SustainedScore(
        score=Fraction(100 * weights.reached, AS_AT_HANDOVER * weight),
        coverage=coverage,
    )


def sustained_band(score: Fraction, *, method: Method = METHOD) -> SustainedBand:
    """Name a score from 0 to 100; 66.67 is still "partly" (methods F3)."""
    if score >= method.sos_mostly:
        return SustainedBand.MOSTLY_LASTING
    if score >= method.sos_partly:
        return SustainedBand.PARTLY
    return SustainedBand.MOSTLY_LOST


def held_from(due_on: date) -> date:
    """Return the first day on which a check can be answered."""
    return due_on - AHEAD
