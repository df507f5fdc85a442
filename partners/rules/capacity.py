"""How much stronger did an organisation become?"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class GoalReading:
    """One capacity goal: levels from 1 to 5 (methods F1).

    Attributes:
        baseline: level when the goal was agreed.
        target: level that was agreed; not above the baseline = a goal to keep.
        current: level today, or None when not recorded.
    """

    baseline: int
    target: int
    current: int | None = None

    @property
    def is_keep(self) -> bool:
        """True for a goal to keep a level; it stays outside the mean."""
        return self.target <= self.baseline

    @property
    def is_kept(self) -> bool | None:
        """For a goal to keep: was it kept? None otherwise or when not recorded."""
        if not self.is_keep or self.current is None:
            return None
        return self.current >= self.target

    @property
    def went_back(self) -> bool:
        """True when the level is below the baseline."""
        return self.current is not None and self.current < self.baseline

    @property
    def gap_closed(self) -> Fraction | None:
        """Part of the way from baseline to target, 0 to 100.

        A fall counts 0 (and `went_back` says so); more than the target counts 100.
        None for a goal to keep or when not recorded.
        """
        if self.is_keep or self.current is None:
            return None
        way = Fraction(100 * (self.current - self.baseline))
        return min(max(way / (self.target - self.baseline), Fraction(0)), Fraction(100))


def mean_gap_closed(goals: Iterable[GoalReading]) -> Fraction | None:
    """Return the mean of the goals to grow, 0 to 100 (methods F1).

    Returns:
        None when no goal to grow has a current level.
    """
    closed = [each.gap_closed for each in goals]
    known = [each for each in closed if each is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
