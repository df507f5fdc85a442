"""What does the table of all countries say about one of them?

Numbers over fewer than 5 partnerships are listed, not averaged (rulings 10).
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from agreements.rules.negotiation import OPEN
from eclt_partners.dashboards.rules.averages import (
    AVERAGE_MIN_N,
    mean_if_enough,
    median_if_enough,
)
from eclt_partners.dashboards.rules.rows import PartnershipRow, ScoreRow, iso
from partners.rules.rounding import half_up, half_up_or_none

PERIOD_DAYS = 365

# One number of each partnership, with its code.
Numbers = Sequence[tuple[str, Fraction]]


def overview(rows: Sequence[PartnershipRow], as_of: date) -> dict[str, Any]:
    """Return what the table says besides the numbers of the opening sentence.

    Args:
        rows: the partnerships with regular reviews, by code.
        as_of: today in the country.

    Returns:
        `reviewed_count` (both sides answered a review of the last 365 days: a review is
        one look of both sides), `alone_count` (of the last 365 days there are only
        reviews that one side answered), `next_due_on`, `open_proposals`, and
        `lowest` and `gap`: each with its `count`, the number over all of them (`middle`,
        null below 5), and `listed`, the single numbers when they are too few.
    """
    lowest = [(row.code, low) for row in rows if (low := lowest_of(row)) is not None]
    gaps = [(row.code, gap) for row in rows if (gap := mean_gap_of(row)) is not None]
    ahead = [day for row in rows if (day := row.answers_due_on) and day >= as_of]
    recent = [_recent(row, as_of) for row in rows]
    together = [any(map(_is_joint, scores)) for scores in recent]
    return {
        "reviewed_count": sum(together),
        "alone_count": sum(map(bool, recent)) - sum(together),
        "next_due_on": iso(min(ahead, default=None)),
        "open_proposals": sum(open_changes(row) for row in rows),
        "lowest": _number(lowest, median_if_enough([low for _code, low in lowest])),
        "gap": _number(gaps, mean_if_enough([gap for _code, gap in gaps])),
    }


def _number(numbers: Numbers, middle: Fraction | None) -> dict[str, Any]:
    rounded = half_up_or_none(middle, 1)
    is_few = len(numbers) < AVERAGE_MIN_N
    return {
        "count": len(numbers),
        "middle": None if rounded is None else str(rounded),
        "listed": [
            {"code": code, "value": str(half_up(value, 1))}
            for code, value in numbers
            if is_few
        ],
    }


def _recent(row: PartnershipRow, as_of: date) -> list[ScoreRow]:
    return [each for each in row.scores if (as_of - each.on).days <= PERIOD_DAYS]


def _is_joint(score: ScoreRow) -> bool:
    """Tell whether both sides answered at least one question."""
    return any(each.joint is not None for each in score.dimensions)


def lowest_of(row: PartnershipRow) -> Fraction | None:
    """Return the lowest joint mean of the latest review, of all pairs."""
    joints = [
        each.joint
        for score in row.latest_scores
        for each in score.dimensions
        if each.joint is not None
    ]
    return min(joints, default=None)


def mean_gap_of(row: PartnershipRow) -> Fraction | None:
    """Return the mean size of the gaps in the latest review, in steps."""
    gaps = [
        abs(each.gap)
        for score in row.latest_scores
        for each in score.dimensions
        if each.gap is not None
    ]
    return sum(gaps, Fraction(0)) / len(gaps) if gaps else None


def open_changes(row: PartnershipRow) -> int:
    """Return at how many tables a change is talked or written about (rulings 14)."""
    wishes = [wish for each in row.record.agreements for wish in each.wishes]
    return sum(wish.state in OPEN for wish in wishes)
