"""Do both sides see the same? One dumbbell per dimension, the widest gap first."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from eclt_partners.dashboards.rules.geometry import (
    dumbbell,
    dumbbell_height,
    dumbbell_ticks,
)
from eclt_partners.dashboards.rules.rows import PartnershipRow, ScoreRow, iso, named
from partners.rules.method import METHOD
from partners.rules.rounding import half_up
from reviews.rules.bands import gap_band
from reviews.rules.scores import DimensionScore

# A page shows so many blocks; the list behind it has all.
SHOWN = 10


def gap_blocks(rows: Sequence[PartnershipRow]) -> dict[str, Any]:
    """Return the dumbbells of each partnership's latest review, and the widest gap.

    Returns:
        `blocks` (by code; of more than 10 those that ask for a talk first; `lines` sorted by the size of the gap), `widest` (or null),
        `talk_count` (partnerships with a gap of one step or more), `count`.
    """
    every = [_block(row, score) for row in rows for score in row.latest_scores]
    blocks = [block for block in every if block["lines"]]
    widest = max(
        ((block, block["lines"][0]) for block in blocks),
        key=lambda pair: Fraction(pair[1]["size"]),
        default=None,
    )
    if len(blocks) > SHOWN:
        first = widest[0]["id"] if widest else None
        blocks.sort(key=lambda each: (each["id"] != first, not _asks_for_a_talk(each)))
    return {
        "blocks": blocks,
        "count": len({block["id"] for block in blocks}),
        "talk_count": len({b["id"] for b in blocks if _asks_for_a_talk(b)}),
        "widest": widest
        and {"id": widest[0]["id"], "code": widest[0]["code"], **widest[1]},
        "ticks": dumbbell_ticks(),
    }


def _asks_for_a_talk(block: dict[str, Any]) -> bool:
    return Fraction(block["lines"][0]["size"]) >= METHOD.gap_talk


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
    known = [
        (each.code, each.foundation, each.partner)
        for each in dimensions
        if each.foundation is not None and each.partner is not None
    ]
    ordered = sorted(known, key=lambda means: abs(means[1] - means[2]), reverse=True)
    return [_line(*means, place) for place, means in enumerate(ordered)]


def _line(
    code: str, foundation: Fraction, partner: Fraction, place: int
) -> dict[str, Any]:
    gap = foundation - partner
    return {
        "dimension": code,
        "foundation": str(half_up(foundation, 1)),
        "partner": str(half_up(partner, 1)),
        "size": str(half_up(abs(gap), 2)),
        "higher": _higher(gap),
        "band": gap_band(gap).value,
        "marks": dumbbell(foundation, partner, place),
    }


def _higher(gap: Fraction) -> str:
    if gap == 0:
        return ""
    return "FOUNDATION" if gap > 0 else "PARTNER"
