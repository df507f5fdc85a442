"""How well does each side keep its promises?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from agreements.choices import InstanceState
from partners.choices import OwnerSide, Side
from partners.rules.method import METHOD, Method

Instance = tuple[OwnerSide, InstanceState]


@dataclass(frozen=True, slots=True)
class Keeping:
    """The promises of one side that were due, counted.

    Attributes:
        kept: kept on time.
        kept_late: kept, but late.
        partly: kept in part.
        not_kept: not kept.
        released: released by both sides; outside the share.
        disputed: the sides do not agree; outside the share.
    """

    kept: int = 0
    kept_late: int = 0
    partly: int = 0
    not_kept: int = 0
    released: int = 0
    disputed: int = 0

    @property
    def due(self) -> int:
        """How many promises count."""
        return self.kept + self.kept_late + self.partly + self.not_kept

    @property
    def share(self) -> Fraction | None:
        """Kept plus half of late and partly, of those due; 0 to 1 (methods E5)."""
        if not self.due:
            return None
        return (self.kept + Fraction(self.kept_late + self.partly, 2)) / self.due


def shows_share(keeping: Keeping, *, method: Method = METHOD) -> bool:
    """Tell whether a percentage may be shown; with fewer than 5 say "2 of 3"."""
    return keeping.due >= method.promise_min_n


def is_weak(keeping: Keeping, *, method: Method = METHOD) -> bool:
    """Tell whether a side keeps too little of its promises (rule A7)."""
    share = keeping.share
    if share is None or not shows_share(keeping, method=method):
        return False
    return share < method.promise_amber


def promise_keeping(instances: Iterable[Instance]) -> dict[Side, Keeping]:
    """Count the due dates of promises for both sides (methods E5).

    Args:
        instances: who owns the promise, and what became of one due date; a joint
            promise counts for both sides, one that is not due yet for none.
    """
    return counted_keeping(Counter(instances))


def counted_keeping(counted: Mapping[Instance, int]) -> dict[Side, Keeping]:
    """Say the same of due dates that the database has counted.

    Args:
        counted: owner and state -> how many due dates.
    """
    counts: dict[Side, Counter[InstanceState]] = {side: Counter() for side in Side}
    for (owner, state), count in counted.items():
        for side in _sides_of(owner):
            counts[side][state] += count
    return {side: _keeping(counted) for side, counted in counts.items()}


def _sides_of(owner: OwnerSide) -> tuple[Side, ...]:
    if owner == OwnerSide.JOINT:
        return (Side.FOUNDATION, Side.PARTNER)
    return (Side(owner.value),)


def _keeping(counted: Counter[InstanceState]) -> Keeping:
    return Keeping(
        kept=counted[InstanceState.KEPT],
        kept_late=counted[InstanceState.KEPT_LATE],
        partly=counted[InstanceState.PARTLY],
        not_kept=counted[InstanceState.NOT_KEPT],
        released=counted[InstanceState.RELEASED],
        disputed=counted[InstanceState.DISPUTED],
    )
