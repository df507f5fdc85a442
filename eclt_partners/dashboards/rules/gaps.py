"""Do both sides see the same? One dumbbell per dimension, the widest gap first."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from eclt_partners.dashboards.rules.geometry import (
    dumbbell,
    dumbbell_height,
    dumbbell_ticks,
)
from eclt_partners.dashboards.rules.rows import PartnershipRow, ScoreRow, iso, named
from eclt_partners.dashboards.rules.shortening import hurting_first
from partners.rules.method import METHOD
from partners.rules.rounding import half_up
from reviews.rules.bands import gap_band
from reviews.rules.scores import DimensionScore

# A page shows so many blocks; the list behind it has all.
SHOWN = 10
# A dimension with the means of foundation and partner.
Means = tuple[str, Fraction, Fraction]


def gap_blocks(
    rows: Sequence[PartnershipRow], most: int | None = None
) -> dict[str, Any]:
    """Return the dumbbells of each partnership's latest review, and the widest gap.

    Args:
        rows: running partnerships, by code.
        most: how many blocks at most; None = all of them.

    Returns:
        `blocks` (by code; of more than 10 those that ask for a talk first; `lines`
        sorted by the size of the gap), `widest` (or null; `others` are as wide),
        `talk_count` (partnerships with a gap of one step or more), `count`;
        `blocks_count` pairs in all.
    """
    known = [
        (row, score, half_up(gap, 2))
        for row in rows
        for score in row.latest_scores
        if (gap := _widest_gap(score)) is not None
    ]
    widest = max(known, key=lambda each: each[2], default=None)
    first = hurting_first(
        known,
        lambda each: 2 * (each is widest) + (each[2] >= METHOD.gap_talk),
        shown=SHOWN,
        most=most,
    )
    return {
        "blocks": [_block(row, score) for row, score, _gap in first],
        "blocks_count": len(known),
        "count": len({row.id for row, _score, _gap in known}),
        "talk_count": len({row.id for row, _, gap in known if gap >= METHOD.gap_talk}),
        "widest": widest
        and {**_named_gap(*widest[:2]), "others": _as_wide(rows, widest[2]) - 1},
        "ticks": dumbbell_ticks(),
    }


def _widest_gap(score: ScoreRow) -> Fraction | None:
    """Return the size of the widest gap of a pair, or None when one side is silent."""
    gaps = [abs(each.gap) for each in score.dimensions if each.gap is not None]
    return max(gaps, default=None)


def _as_wide(rows: Sequence[PartnershipRow], size: Decimal) -> int:
    """Count the gaps of one size, over all pairs and dimensions."""
    return sum(
        each.gap is not None and half_up(abs(each.gap), 2) == size
        for row in rows
        for score in row.latest_scores
        for each in score.dimensions
    )


def _named_gap(row: PartnershipRow, score: ScoreRow) -> dict[str, Any]:
    return {"id": row.id, "code": row.code, **gap_lines(score.dimensions)[0]}


def _block(row: PartnershipRow, score: ScoreRow) -> dict[str, Any]:
    lines = gap_lines(score.dimensions)
    return {
        **named(row),
        "party": score.party if row.party_count > 1 else "",
        "on": iso(score.on),
        "lines": lines,
        "height": dumbbell_height(len(lines)),
    }


def gap_lines(dimensions: Sequence[DimensionScore]) -> list[dict[str, Any]]:
    """Return the dimensions that both sides rated, the widest gap first."""
    return [
        _line(*means, place) for place, means in enumerate(_widest_first(dimensions))
    ]


def widest_line(dimensions: Sequence[DimensionScore]) -> dict[str, Any] | None:
    """Return the dimension with the widest gap, without marks of a chart."""
    return next((_facts(*means) for means in _widest_first(dimensions)), None)


def _widest_first(dimensions: Sequence[DimensionScore]) -> list[Means]:
    known = [
        (each.code, each.foundation, each.partner)
        for each in dimensions
        if each.foundation is not None and each.partner is not None
    ]
    return sorted(known, key=lambda means: abs(means[1] - means[2]), reverse=True)


def _line(
    code: str, foundation: Fraction, partner: Fraction, place: int
) -> dict[str, Any]:
    facts = _facts(code, foundation, partner)
    return {**facts, "marks": dumbbell(foundation, partner, place)}


def _facts(code: str, foundation: Fraction, partner: Fraction) -> dict[str, Any]:
    gap = foundation - partner
    return {
        "dimension": code,
        "foundation": str(half_up(foundation, 1)),
        "partner": str(half_up(partner, 1)),
        "size": str(half_up(abs(gap), 2)),
        "higher": _higher(gap),
        "band": gap_band(gap).value,
    }


def _higher(gap: Fraction) -> str:
    if gap == 0:
        return ""
    return "FOUNDATION" if gap > 0 else "PARTNER"
