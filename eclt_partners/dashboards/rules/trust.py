"""Is trust growing with time? Trust (D2) by the age of each partnership."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

from eclt_partners.dashboards.rules.geometry import (
    CURVE_HEIGHT,
    CURVE_TOP,
    age_axis_end,
    age_ticks,
    curve_point,
    path_of,
    rating_ticks,
    spread_labels,
)
from eclt_partners.dashboards.rules.rows import PartnershipRow, ScoreRow, iso, named
from eclt_partners.dashboards.rules.shortening import hurting_first
from eclt_partners.dashboards.rules.trust_bands import trust_bands
from partners.rules.rounding import half_up

TRUST = "D2"
LABEL_STEP = 16.0
DRAWN = 25

Reading = tuple[ScoreRow, Fraction]


def trust_curve(
    rows: Sequence[PartnershipRow], most: int | None = None
) -> dict[str, Any]:
    """Return one thin line per pair with its readings, and no fitted curve.

    Readings of different instrument versions are not joined: a line breaks where the
    questions changed, and changes and medians stay inside one version (methods B2).

    Args:
        rows: running partnerships, by code.
        most: how many lines at most; None = all of them.

    Returns:
        `lines` (by code; of more than are drawn those that need a talk first; points at
        their true age, one path per version), `lines_count`, `bands` (medians per age
        band over at least 5 partnerships), the axes, `rose`, `fell`, `same` (since the
        first reading of the version), `first_only`, `is_broken` (some line breaks).
    """
    pairs = [(row, readings) for row in rows for readings in _by_party(row) if readings]
    oldest = max((each[-1][0].age_months for _row, each in pairs), default=0)
    end = age_axis_end(oldest)
    first = hurting_first(
        pairs, lambda pair: pair[0].needs_attention, shown=DRAWN, most=most
    )
    lines = [_line(*pair, end) for pair in first]
    _spread(lines[:DRAWN])
    return {
        "lines": lines,
        "lines_count": len(pairs),
        "is_broken": any(len(line["paths"]) > 1 for line in lines),
        "bands": trust_bands([(row.id, *readings[-1]) for row, readings in pairs]),
        "age_ticks": age_ticks(oldest),
        "rating_ticks": rating_ticks(),
        "foot": CURVE_TOP + CURVE_HEIGHT,
        **_directions(pairs),
    }


def _directions(
    pairs: Sequence[tuple[PartnershipRow, list[Reading]]],
) -> dict[str, int]:
    """Count the partnerships that rose, fell or stayed since their first reading.

    A partnership counts once: of several pairs the one that fell most (rulings 2).
    """
    lowest: dict[int, Fraction] = {}
    for row, readings in pairs:
        latest = _by_version(readings)[-1]
        if len(latest) > 1:
            change = _change(latest)
            lowest[row.id] = min(change, lowest.get(row.id, change))
    changes = lowest.values()
    return {
        "rose": sum(change > 0 for change in changes),
        "fell": sum(change < 0 for change in changes),
        "same": sum(change == 0 for change in changes),
        "first_only": len({row.id for row, _readings in pairs}) - len(changes),
    }


def _by_party(row: PartnershipRow) -> list[list[Reading]]:
    found: dict[int, list[Reading]] = {}
    for score in row.scores:
        trust = score.dimension(TRUST)
        if trust is not None and trust.joint is not None:
            found.setdefault(score.party_id, []).append((score, trust.joint))
    return list(found.values())


def _by_version(readings: list[Reading]) -> list[list[Reading]]:
    """Cut the readings of one pair where the instrument version changed."""
    cuts = groupby(readings, key=lambda reading: reading[0].version)
    return [list(each) for _version, each in cuts]


def _line(row: PartnershipRow, readings: list[Reading], end: int) -> dict[str, Any]:
    marks = [curve_point(score.age_months, value, end) for score, value in readings]
    return {
        **named(row),
        "party": readings[0][0].party if row.party_count > 1 else "",
        "paths": [
            path_of([curve_point(score.age_months, v, end) for score, v in each])
            for each in _by_version(readings)
        ],
        "label_y": marks[-1]["y"],
        "points": [
            {
                **mark,
                "on": iso(score.on),
                "age_months": score.age_months,
                "trust": str(half_up(value, 1)),
            }
            for mark, (score, value) in zip(marks, readings, strict=True)
        ],
    }


def _spread(lines: list[dict[str, Any]]) -> None:
    """Keep the names at the ends of lines readable."""
    heights = spread_labels([line["label_y"] for line in lines], LABEL_STEP)
    for line, height in zip(lines, heights, strict=True):
        line["label_y"] = round(height, 1)


def _change(readings: list[Reading]) -> Fraction:
    return readings[-1][1] - readings[0][1]
