"""Does a healthy relationship go with results? Health beside what was reached.

One point is one running partnership: its latest health index (of several pairs the
lowest) and how much of its targets is reached. A target counts as 100 % at most, so
that much of one does not hide little of another; a partnership with several counted
targets stands at their mean. An agreement that another one continues has handed its
targets on, so that each counts once. Points are counted and listed, never averaged, and
no line is drawn: they show a link, not a cause.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from eclt_partners.dashboards.rules.averages import AVERAGE_MIN_N
from eclt_partners.dashboards.rules.closer_geometry import field_axes, field_point
from eclt_partners.dashboards.rules.cohorts import newest_version
from eclt_partners.dashboards.rules.geometry import spread_labels
from eclt_partners.dashboards.rules.records import AgreementRow, VersionRow
from eclt_partners.dashboards.rules.results import readings_of, share_reached
from eclt_partners.dashboards.rules.rows import PartnershipRow, named
from partners.rules.rounding import half_up

# So many points are stored and drawn at most; the counts are of all.
DRAWN: Final = 60
NAMED: Final = 25
LABEL_STEP: Final = 11.0
HEALTH_FROM: Final = (0, 40, 65)
SHARE_FROM: Final = (0, 50, 80, 100)

Reached = tuple[Fraction, int, bool]


def health_and_targets(rows: Sequence[PartnershipRow], as_of: date) -> dict[str, Any]:
    """Return the points, by code, and how many partnerships cannot be among them.

    Returns:
        `points` (cut), `count`, `without` (`no_targets`, `not_counted`, `no_index`),
        `has_names`, `axes`, and `grid`: how many lie where, from 5 partnerships on.
    """
    version = newest_version(rows)
    points, without = [], Counter(dict.fromkeys(_REASONS, 0))
    for row in rows:
        found = _reached(row.record.agreements, as_of)
        index = _index(row, version)
        if isinstance(found, str):
            without[found] += 1
        elif index is None:
            without["no_index"] += 1
        else:
            points.append(_point(row, index, found))
    _spread(points[:DRAWN])
    return {
        "points": points[:DRAWN],
        "count": len(points),
        "without": dict(without),
        "has_names": len(points) <= NAMED,
        "axes": field_axes(),
        "grid": _grid(points) if len(points) >= AVERAGE_MIN_N else [],
    }


_REASONS: Final = ("no_targets", "not_counted", "no_index")


def _index(row: PartnershipRow, version: str) -> Fraction | None:
    """Return the lowest latest index of the pairs, when all of them have one."""
    latest = row.latest_scores
    known = [
        score.index
        for score in latest
        if score.index is not None and score.version == version
    ]
    return min(known) if known and len(known) == len(latest) else None


def _reached(agreements: Iterable[AgreementRow], as_of: date) -> Reached | str:
    """Return share, number of counted targets and whether their time is over."""
    shares, days, has_targets = [], [], False
    for agreement in agreements:
        version = _begun(agreement, as_of)
        readings = readings_of(agreement.results)
        for target in version.targets if version else ():
            has_targets = True
            share = share_reached(target, readings.get(target.key))
            if version and share is not None:
                shares.append(min(share, Fraction(1)))
                days.append(target.by_on or version.effective_to)
    if not shares:
        return "not_counted" if has_targets else "no_targets"
    mean = sum(shares, Fraction(0)) / len(shares)
    return mean, len(shares), max(days) < as_of


def _begun(agreement: AgreementRow, as_of: date) -> VersionRow | None:
    """Return the newest version that has begun; its targets stay when it is over.

    None as soon as another agreement continues this one.
    """
    if agreement.continued_on is not None and agreement.continued_on <= as_of:
        return None
    begun = [each for each in agreement.versions if each.effective_from <= as_of]
    return begun[-1] if begun else None


def _point(row: PartnershipRow, index: Fraction, reached: Reached) -> dict[str, Any]:
    share, count, is_over = reached
    mark = field_point(index, share)
    return {
        **named(row),
        "index": int(half_up(index)),
        "percent": int(half_up(100 * share)),
        "target_count": count,
        "is_over": is_over,
        "health_from": _band(index, HEALTH_FROM),
        "share_from": _band(100 * share, SHARE_FROM),
        **mark,
        "label_y": mark["y"],
    }


def _spread(points: Sequence[dict[str, Any]]) -> None:
    """Keep the names of points readable."""
    heights = spread_labels([point["y"] for point in points], LABEL_STEP)
    for point, height in zip(points, heights, strict=True):
        point["label_y"] = round(height, 1)


def _grid(points: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Count the partnerships by band of health and of share, the healthiest first."""
    found = Counter((each["health_from"], each["share_from"]) for each in points)
    return [
        {"health": health, "counts": [found[health, share] for share in SHARE_FROM]}
        for health in reversed(HEALTH_FROM)
    ]


def _band(number: Fraction, starts: Sequence[int]) -> int:
    return max(start for start in starts if start <= number)
