"""Which line do the health indexes of one pair make? No curve is fitted (methods C3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from eclt_partners.dashboards.rules.geometry import Mark, path_of
from eclt_partners.dashboards.rules.health_geometry import (
    health_axes,
    health_point,
    named_points,
)
from partners.rules.rounding import half_up


@dataclass(frozen=True, slots=True)
class IndexOf:
    """The joint index of one review.

    Attributes:
        version: which questions were asked.
        index: 0 to 100, or None where both sides have none.
    """

    on: date
    version: str
    index: Fraction | None


def health_chart(readings: Sequence[IndexOf]) -> dict[str, Any] | None:
    """Place the points; only neighbours with the same questions are joined.

    Args:
        readings: reviews of one pair, oldest first.

    Returns:
        `paths` (one per run of two or more), `points` (`text` where a number has room,
        else ""), `axes`; None without an index.
    """
    known = [(each.on, each.index) for each in readings if each.index is not None]
    if not known:
        return None
    first, last = known[0][0], known[-1][0]
    marks = [health_point(on, index, first, last) for on, index in known]
    named = named_points([mark["x"] for mark in marks])
    return {
        "axes": health_axes(first, last),
        "paths": [path_of(run) for run in _runs(readings, marks) if len(run) > 1],
        "points": [
            {**mark, "text": str(half_up(index)) if is_named else ""}
            for mark, (_on, index), is_named in zip(marks, known, named, strict=True)
        ],
    }


def _runs(readings: Sequence[IndexOf], marks: Sequence[Mark]) -> list[list[Mark]]:
    """Cut the marks where the questions changed or a review has no index."""
    left = iter(marks)
    runs = groupby(readings, key=lambda e: None if e.index is None else e.version)
    return [
        [next(left) for _reading in run] for version, run in runs if version is not None
    ]
