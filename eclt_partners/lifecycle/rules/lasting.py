"""What does one answer about something that should last mean in numbers?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from eclt_partners.lifecycle.choices import Lasts
from partners.rules.sustained import SustainedBand, sustained_band


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is stored of one answer.

    Attributes:
        value: 3 to 0 (methods F3), None when it is not known or left out.
    """

    value: int | None = None
    has_grown: bool = False
    is_changed: bool = False
    is_stopped_on_purpose: bool = False

    @property
    def is_known(self) -> bool:
        """True when the answer counts in the score."""
        return self.value is not None


MEANING: Final[Mapping[Lasts, Meaning]] = {
    Lasts.AS_BEFORE: Meaning(3),
    Lasts.GROWN: Meaning(3, has_grown=True),
    Lasts.CHANGED: Meaning(3, is_changed=True),
    Lasts.MOST: Meaning(2),
    Lasts.PART: Meaning(1),
    Lasts.STOPPED: Meaning(0),
    Lasts.ON_PURPOSE: Meaning(is_stopped_on_purpose=True),
    Lasts.UNKNOWN: Meaning(),
}
_ANSWER: Final = {meaning: lasts for lasts, meaning in MEANING.items()}


def lasts_of(meaning: Meaning) -> Lasts:
    """Return the answer that was given, from what is stored of it."""
    return _ANSWER[meaning]


@dataclass(frozen=True, slots=True)
class Found:
    """How one function was found at a check.

    Attributes:
        name: what it is.
        importance: 1 to 3.
        value: 3 to 0, None when it is not known or left out.
        has_grown: it counts 3 and has grown.
    """

    name: str
    importance: int
    value: int | None
    has_grown: bool = False


def strongest(found: Iterable[Found]) -> Found | None:
    """Return what lasts best; among equals what grew, then what matters most."""
    known = [each for each in found if each.value is not None]
    return max(
        known,
        key=lambda each: (each.value or 0, each.has_grown, each.importance),
        default=None,
    )


def weakest(found: Iterable[Found]) -> Found | None:
    """Return what lasts least; among equals what matters most.

    None when nothing known lasts less than the rest: then nothing is weak.
    """
    known = [each for each in found if each.value is not None]
    if len({each.value for each in known}) < 2:
        return None
    return min(known, key=lambda each: (each.value or 0, -each.importance))


class TwelveMonths(StrEnum):
    """How the check 12 months after an end stands, for the measure of F3."""

    LASTING = "lasting"
    BELOW = "below"
    NO_SCORE = "no_score"
    AHEAD = "ahead"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Measure:
    """How many ended partnerships mostly last 12 months after the end (methods F3).

    Attributes:
        lasting: with a score of 67 or more.
        known: with a score.
        without_score: left out, or not enough known.
        ahead: their day is today or later.
        overdue: its day is over, and nobody has answered.
    """

    lasting: int
    known: int
    without_score: int
    ahead: int
    overdue: int


def twelve_months(
    *, is_open: bool, is_late: bool, score: Fraction | None
) -> TwelveMonths:
    """Say how one check 12 months after an end stands.

    Args:
        is_open: neither answered nor left out.
        is_late: its day is over.
        score: what it found; None = left out, or not enough known.
    """
    if is_open:
        return TwelveMonths.OVERDUE if is_late else TwelveMonths.AHEAD
    if score is None:
        return TwelveMonths.NO_SCORE
    lasts = sustained_band(score) is SustainedBand.MOSTLY_LASTING
    return TwelveMonths.LASTING if lasts else TwelveMonths.BELOW


def measure(checks: Iterable[TwelveMonths]) -> Measure:
    """Count the checks 12 months after the end, one for each partnership."""
    count = Counter(checks)
    return Measure(
        lasting=count[TwelveMonths.LASTING],
        known=count[TwelveMonths.LASTING] + count[TwelveMonths.BELOW],
        without_score=count[TwelveMonths.NO_SCORE],
        ahead=count[TwelveMonths.AHEAD],
        overdue=count[TwelveMonths.OVERDUE],
    )
