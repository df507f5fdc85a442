"""How did the health of one pair foundation-party go from review to review?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from eclt_partners.dashboards.rules.gaps import widest_line
from eclt_partners.dashboards.rules.health_change import HealthChange, health_change
from eclt_partners.dashboards.rules.health_chart import IndexOf, health_chart
from eclt_partners.dashboards.rules.heat import heat_cell
from eclt_partners.dashboards.rules.rows import ScoreRow
from reviews.rules.instrument import DIMENSIONS

# The page shows so many reviews of a pair; the list of reviews has the older ones.
SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class HealthReading:
    """One completed full review of a pair.

    Attributes:
        score: what it says.
        is_joint: both sides answered, so that both may see it.
        lessons: lesson 1 to 4 -> index 0 to 100, or None.
    """

    score: ScoreRow
    is_joint: bool = True
    lessons: Mapping[int, Fraction | None] | None = None


@dataclass(frozen=True, slots=True)
class HealthLine:
    """A review as a line of the table.

    Attributes:
        index: 0 to 100, or None with too few answers.
        cells: dimension -> cell of both sides together.
        widest: the dimension seen most differently, with its band, or None.
        lessons: index of each lesson, in order.
        asks_anew: the first one shown with other questions than the one before.
    """

    review_id: int
    on: date
    index: Fraction | None
    cells: Mapping[str, Mapping[str, Any]]
    widest: Mapping[str, Any] | None
    lessons: Mapping[int, Fraction | None]
    asks_anew: bool


@dataclass(frozen=True, slots=True)
class PairHealth:
    """The health of one pair over time.

    Attributes:
        lines: newest first, at most `SHOWN`.
        count: reviews that both sides answered.
        alone_count: reviews that are left out: one side answered alone.
        change: over the lines with the newest questions; None below two indexes.
        chart: marks, or None without an index.
        is_broken: the line breaks where the questions changed.
    """

    party_id: int
    party: str
    lines: Sequence[HealthLine]
    count: int
    alone_count: int
    change: HealthChange | None
    chart: Mapping[str, Any] | None
    is_broken: bool


def pair_health(readings: Sequence[HealthReading]) -> PairHealth:
    """Return how one pair went on.

    Args:
        readings: of one pair, oldest first; at least one.
    """
    joint = [each for each in readings if each.is_joint]
    shown = joint[-SHOWN:]
    start = readings.index(shown[0]) if shown else len(readings)
    lines = _lines(shown)
    return PairHealth(
        party_id=readings[0].score.party_id,
        party=readings[0].score.party,
        lines=lines[::-1],
        count=len(joint),
        alone_count=len(readings) - len(joint),
        change=health_change([each.score for each in shown]),
        chart=health_chart([_index_of(each) for each in readings[start:]]),
        is_broken=any(line.asks_anew for line in lines),
    )


def _lines(shown: Sequence[HealthReading]) -> list[HealthLine]:
    versions = [each.score.version for each in shown]
    changes = [False, *(was != now for was, now in pairwise(versions))][: len(shown)]
    return [
        HealthLine(
            review_id=each.score.review_id,
            on=each.score.on,
            index=each.score.index,
            cells={code: heat_cell(each.score.dimension(code)) for code in DIMENSIONS},
            widest=widest_line(each.score.dimensions),
            lessons=each.lessons or {},
            asks_anew=changed,
        )
        for each, changed in zip(shown, changes, strict=True)
    ]


def _index_of(reading: HealthReading) -> IndexOf:
    score = reading.score
    return IndexOf(score.on, score.version, score.index if reading.is_joint else None)
