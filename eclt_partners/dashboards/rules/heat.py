"""Where exactly does it hurt? The heat map: partnerships by ten dimensions."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from eclt_partners.dashboards.rules.averages import mean_if_enough
from eclt_partners.dashboards.rules.rows import PartnershipRow, ScoreRow, iso, named
from eclt_partners.dashboards.rules.shortening import hurting_first
from partners.choices import Side
from partners.rules.method import METHOD
from partners.rules.rounding import half_up
from reviews.rules.instrument import DIMENSIONS
from reviews.rules.rating_rules import SIDES
from reviews.rules.scores import DimensionScore

# A page shows so many rows; the list behind it has all.
SHOWN = 25


def heat_map(rows: Sequence[PartnershipRow], most: int | None = None) -> dict[str, Any]:
    """Return one row of cells per pair foundation-party, and what stands out.

    Args:
        rows: running partnerships, by code.
        most: how many lines at most; None = all of them.

    Returns:
        `rows` (by code; of more than 25 those with a low side first, so that what is
        shown is what hurts), `weakest` (the lowest joint mean, or null), `low_count`
        (cells where a side is at 2 or lower), `means` (per dimension, only over 5
        partnerships or more, else null), `reviewed_count`; `rows_count` pairs in all.
    """
    pairs = [(row, score) for row in rows for score in row.latest_scores or (None,)]
    known = _known(pairs)
    low = [row.id for row, each in known if _low_sides(each)]
    weakest = _weakest(known)
    hurts = {**dict.fromkeys(low, 1), **({weakest["id"]: 2} if weakest else {})}
    first = hurting_first(
        pairs, lambda pair: hurts.get(pair[0].id, 0), shown=SHOWN, most=most
    )
    return {
        "rows": [_heat_row(row, score) for row, score in first],
        "rows_count": len(pairs),
        "low_count": len(low),
        "weakest": weakest,
        "means": _means(rows),
        "reviewed_count": sum(bool(row.scores) for row in rows),
    }


def _weakest(
    known: Sequence[tuple[PartnershipRow, DimensionScore]],
) -> dict[str, Any] | None:
    """Return the first cell by code with the lowest joint mean; `others` are as low."""
    row, dimension = min(known, key=_lowest, default=(None, None))
    if row is None or dimension is None:
        return None
    joint = heat_cell(dimension)["joint"]
    return {
        "joint": joint,
        "code": row.code,
        "dimension": dimension.code,
        "id": row.id,
        "others": sum(heat_cell(each)["joint"] == joint for _row, each in known) - 1,
    }


def _known(
    pairs: Iterable[tuple[PartnershipRow, ScoreRow | None]],
) -> list[tuple[PartnershipRow, DimensionScore]]:
    """Return the cells that both sides gave a mean."""
    return [
        (row, each)
        for row, score in pairs
        for each in (score.dimensions if score else ())
        if each.code in DIMENSIONS and each.joint is not None
    ]


def _lowest(cell: tuple[PartnershipRow, DimensionScore]) -> tuple[Decimal, str]:
    """Order cells as they are shown: by the mean to one place, then by code."""
    row, dimension = cell
    return half_up(dimension.joint or 0, 1), row.code


def _heat_row(row: PartnershipRow, score: ScoreRow | None) -> dict[str, Any]:
    shows_party = row.party_count > 1 and score is not None
    return {
        **named(row),
        "party": score.party if score is not None and shows_party else "",
        "on": iso(score.on if score else None),
        "review_id": score.review_id if score else None,
        "cells": {
            code: heat_cell(score.dimension(code) if score else None)
            for code in DIMENSIONS
        },
    }


def heat_cell(dimension: DimensionScore | None) -> dict[str, Any]:
    """Return one cell: the joint mean to one place, its shade, and low sides.

    The shade is the whole number below the mean, so that 3.99 is still "working" as
    in methods C2; 0 stands for not known. A side that answered alone shows nothing.
    """
    joint = dimension.joint if dimension else None
    low = _low_sides(dimension) if dimension and joint is not None else []
    return _cell(joint, low)


def side_cell(dimension: DimensionScore | None, side: Side) -> dict[str, Any]:
    """Return one cell of one side alone; who may see it is asked elsewhere."""
    mean = dimension.of(side) if dimension else None
    return _cell(mean, [side.value] if _is_low(mean) else [])


def _cell(mean: Fraction | None, low: list[str]) -> dict[str, Any]:
    return {
        "joint": None if mean is None else str(half_up(mean, 1)),
        "shade": 0 if mean is None else int(mean),
        "low": low,
    }


def _low_sides(dimension: DimensionScore) -> list[str]:
    return [side.value for side in SIDES if _is_low(dimension.of(side))]


def _is_low(mean: Fraction | None) -> bool:
    return mean is not None and mean <= METHOD.knockout_max


def _means(rows: Sequence[PartnershipRow]) -> dict[str, str] | None:
    latest = [row.latest_scores for row in rows]
    means = {code: mean_if_enough(_joints(latest, code)) for code in DIMENSIONS}
    known = {code: str(half_up(m, 1)) for code, m in means.items() if m is not None}
    return known or None


def _joints(latest: Iterable[Sequence[ScoreRow]], code: str) -> list[Fraction]:
    """Return one mean per partnership: of several pairs the lowest."""
    found = []
    for scores in latest:
        given = [score.dimension(code) for score in scores]
        joints = [each.joint for each in given if each and each.joint is not None]
        found += [min(joints)] if joints else []
    return found
