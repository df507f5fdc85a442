"""What do the completed reviews say, one after the other?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from partners.choices import Side, Status
from partners.rules.method import METHOD, Method
from reviews.rules.findings import Fired, Grey, status_of
from reviews.rules.rating_rules import SIDES, grey_reason, rules_from_ratings
from reviews.rules.scores import Score


@dataclass(frozen=True, slots=True)
class Reading:
    """One completed full review as the status rules see it.

    It can be made from ratings (`reading`) or from what was stored at completion.

    Attributes:
        on: the day the review was completed.
        index: health index 0 to 100, or None.
        fired: the rules that its ratings fired, with the change since the review
            before it.
        answered: the sides that answered.
        grey: why there is no index, when there is none.
        version: the instrument version that was asked; indexes of different versions
            are not compared (methods B2).
    """

    on: date
    index: Fraction | None
    fired: tuple[Fired, ...] = ()
    answered: frozenset[Side] = frozenset(SIDES)
    grey: Grey | None = None
    version: str = ""

    @property
    def status(self) -> Status:
        """The status by ratings alone, without any look at the calendar."""
        return status_of(self.fired, grey=self.index is None)


def reading(
    on: date,
    score: Score,
    previous_index: Fraction | None = None,
    *,
    method: Method = METHOD,
) -> Reading:
    """Read one review.

    Args:
        on: the day it was completed.
        score: its score, unrounded.
        previous_index: index of the latest earlier review that has one.
        method: the thresholds.
    """
    return Reading(
        on=on,
        index=score.index,
        fired=rules_from_ratings(score, previous_index, method=method),
        answered=score.answered,
        grey=grey_reason(score),
    )


def readings(
    scores: Iterable[tuple[date, Score]], *, method: Method = METHOD
) -> tuple[Reading, ...]:
    """Read completed reviews in the order of their days.

    Args:
        scores: (completed on, score) of each full review, in any order.
        method: the thresholds.
    """
    found: list[Reading] = []
    for on, score in sorted(scores, key=lambda pair: pair[0]):
        found.append(reading(on, score, last_index(found), method=method))
    return tuple(found)


def last_index(ordered: Sequence[Reading]) -> Fraction | None:
    """Return the index of the latest reading that has one."""
    known = (each.index for each in reversed(ordered) if each.index is not None)
    return next(known, None)


def last_drop(ordered: Sequence[Reading]) -> Fraction:
    """Return the points the last reading fell; negative = rose, 0 = not known.

    Only readings of the same instrument version are compared (methods B2).
    """
    if not ordered or ordered[-1].index is None:
        return Fraction(0)
    last = ordered[-1]
    before = last_index([each for each in ordered[:-1] if each.version == last.version])
    return Fraction(0) if before is None else before - ordered[-1].index
