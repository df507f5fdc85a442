"""Do younger partnerships do better than older ones at the same age?

Partnerships that began in one year are a cohort; in each age band a partnership counts
once, with the mean of its indices there (of several pairs the lowest: rulings 2).
Fewer than 3 are not shown, fewer than 5 are listed and not averaged (rulings 10).
Only the newest version of the questions is compared (methods B2).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from eclt_partners.dashboards.rules.averages import mean_if_enough
from eclt_partners.dashboards.rules.closer_geometry import (
    cohort_axes,
    cohort_path,
    cohort_point,
)
from eclt_partners.dashboards.rules.rows import PartnershipRow, ScoreRow
from partners.choices import AgeBand
from partners.rules.months import age_band
from partners.rules.rounding import half_up

SHOWN_MIN_N: Final = 3
# So many cohorts are drawn at most, the newest; the table has all.
DRAWN: Final = 12

# Band -> partnership -> its one number there.
Cohort = Mapping[AgeBand, Mapping[str, Fraction]]


def newest_version(rows: Iterable[PartnershipRow]) -> str:
    """Return the version of the questions that was asked last with an index."""
    known = [s for row in rows for s in row.scores if s.index is not None]
    newest = max(known, key=lambda score: score.on, default=None)
    return newest.version if newest else ""


def cohorts(rows: Sequence[PartnershipRow]) -> dict[str, Any]:
    """Return the health of each start year by age band.

    Returns:
        `lines` (by start year: `year`, `count`, `points`, `path`, and `is_drawn`),
        `hidden` (years with too few partnerships, with their count), `axes`, and
        `compared`: the newest and the oldest mean in the first band that has two.
    """
    version = newest_version(rows)
    found = _by_year(rows, version)
    shown = {year: each for year, each in found.items() if _count(each) >= SHOWN_MIN_N}
    lines = [_line(year, shown[year]) for year in sorted(shown)]
    for line in lines[-DRAWN:]:
        line["is_drawn"] = True
    return {
        "lines": lines,
        "hidden": [
            {"year": year, "count": _count(found[year])}
            for year in sorted(found)
            if year not in shown
        ],
        "bands": [band.value for band in AgeBand],
        "axes": cohort_axes(),
        "compared": _compared(lines),
    }


def _by_year(rows: Iterable[PartnershipRow], version: str) -> dict[int, Cohort]:
    found: dict[int, dict[AgeBand, dict[str, Fraction]]] = defaultdict(
        lambda: {band: {} for band in AgeBand}
    )
    for row in rows:
        for band, number in _by_band(row.scores, version).items():
            found[row.start.year][band][row.code] = number
    return dict(found)


def _by_band(scores: Iterable[ScoreRow], version: str) -> dict[AgeBand, Fraction]:
    """Return one number of a partnership for each age band it was reviewed in."""
    reviews: dict[int, tuple[AgeBand, Fraction]] = {}
    for score in scores:
        if score.index is None or score.version != version:
            continue
        _band, lowest = reviews.get(score.review_id, (None, score.index))
        band = age_band(score.age_months)
        reviews[score.review_id] = (band, min(lowest, score.index))
    found: dict[AgeBand, list[Fraction]] = defaultdict(list)
    for band, index in reviews.values():
        found[band].append(index)
    return {band: sum(all_, Fraction(0)) / len(all_) for band, all_ in found.items()}


def _count(cohort: Cohort) -> int:
    return len({code for band in cohort.values() for code in band})


def _line(year: int, cohort: Cohort) -> dict[str, Any]:
    points = [_point(place, cohort[band]) for place, band in enumerate(AgeBand)]
    return {
        "year": year,
        "count": _count(cohort),
        "points": points,
        "path": cohort_path([p for p in points if p["mean"] is not None]),
        "is_drawn": False,
    }


def _point(place: int, numbers: Mapping[str, Fraction]) -> dict[str, Any]:
    """Return the mean of one band, or its single numbers, or neither."""
    mean = mean_if_enough(list(numbers.values()))
    is_listed = mean is None and len(numbers) >= SHOWN_MIN_N
    return {
        "count": len(numbers),
        "mean": None if mean is None else int(half_up(mean)),
        "mark": None if mean is None else cohort_point(place, mean),
        "listed": [
            {
                "code": code,
                "index": int(half_up(numbers[code])),
                "mark": cohort_point(place, numbers[code]),
            }
            for code in sorted(numbers)
        ]
        if is_listed
        else [],
    }


def _compared(lines: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    for place, band in enumerate(AgeBand):
        known = [each for each in lines if each["points"][place]["mean"] is not None]
        if len(known) > 1:
            old, new = known[0], known[-1]
            return {
                "band": band.value,
                "old_year": old["year"],
                "old_mean": old["points"][place]["mean"],
                "new_year": new["year"],
                "new_mean": new["points"][place]["mean"],
            }
    return None
