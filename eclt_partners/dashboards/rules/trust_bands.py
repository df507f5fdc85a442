"""How high is trust in each age band, over enough partnerships?"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from eclt_partners.dashboards.rules.averages import median_if_enough
from eclt_partners.dashboards.rules.rows import ScoreRow
from partners.choices import AgeBand
from partners.rules.months import age_band
from partners.rules.rounding import half_up


def trust_bands(
    latest: Sequence[tuple[int, ScoreRow, Fraction]],
) -> list[dict[str, Any]]:
    """Return medians of the latest readings, of those with the newest version.

    A partnership counts once: of several pairs the lowest (rulings 2).
    """
    newest = max((score for _id, score, _value in latest), key=_on, default=None)
    version = newest.version if newest else ""
    lowest: dict[AgeBand, dict[int, Fraction]] = {band: {} for band in AgeBand}
    for row_id, score, value in latest:
        if score.version == version:
            of_band = lowest[age_band(score.age_months)]
            of_band[row_id] = min(value, of_band.get(row_id, value))
    found = []
    for band, by_row in lowest.items():
        values = list(by_row.values())
        median = median_if_enough(values)
        if median is not None:
            found.append(
                {
                    "band": band.value,
                    "median": str(half_up(median, 1)),
                    "count": len(values),
                }
            )
    return found


def _on(score: ScoreRow) -> date:
    return score.on
