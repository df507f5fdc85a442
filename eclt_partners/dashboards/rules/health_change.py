"""What changed from the first review of a pair to the last one that asks the same?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from eclt_partners.dashboards.rules.rows import ScoreRow
from partners.rules.rounding import half_up

# A dimension with its joint means before and after.
Move = tuple[str, Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class HealthChange:
    """What changed from one review to a later one with the same questions.

    Attributes:
        most: the dimension that changed most, the first of the form among equals, with
            its joint means in the first and the last review; None when none did.
    """

    first_on: date
    last_on: date
    first: Fraction
    last: Fraction
    most: Move | None = None


def health_change(scores: Sequence[ScoreRow]) -> HealthChange | None:
    """Compare the first and the last index of the newest questions (methods B2).

    Args:
        scores: of one pair, oldest first.
    """
    newest = [row for row in scores if row.version == scores[-1].version]
    known = [(row, row.index) for row in newest if row.index is not None]
    if len(known) < 2:
        return None
    (first, was), (last, became) = known[0], known[-1]
    return HealthChange(first.on, last.on, was, became, _moved_most(first, last))


def _moved_most(first: ScoreRow, last: ScoreRow) -> Move | None:
    moves = []
    for after in last.dimensions:
        before = first.dimension(after.code)
        if before and before.joint is not None and after.joint is not None:
            moves.append((after.code, before.joint, after.joint))
    most = max(moves, key=lambda move: abs(move[2] - move[1]), default=None)
    return most if most and _shown(most[1]) != _shown(most[2]) else None


def _shown(mean: Fraction) -> Decimal:
    return half_up(mean, 1)
