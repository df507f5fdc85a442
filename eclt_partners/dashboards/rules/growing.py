"""Are organisations getting stronger? Start, now and aim of each goal, by field.

The foundation's goals stand among those of the partners. Who fell below the start is
said as "went back"; a goal to keep is outside the counts of growth (methods F1). Levels
of different organisations are never averaged.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from eclt_partners.dashboards.rules.geometry import spread_labels
from eclt_partners.dashboards.rules.records import GoalRow
from eclt_partners.dashboards.rules.rows import PartnershipRow, iso, named
from partners.choices import CapacityDomain
from partners.rules.capacity import GoalReading
from partners.rules.rounding import half_up
from partners.rules.slopes import level_lines, slope

STATES = ("reached", "on_the_way", "not_moved", "went_back", "unknown")
LABEL_STEP = 12
REACHED = 100
# More lines than this cannot be told apart; the table has them all.
DRAWN = 6


def growth(rows: Iterable[PartnershipRow]) -> dict[str, Any]:
    """Return the goals of both sides by field, those that went back first in a chart.

    Returns:
        `domains` (`goals`, and `lines` to draw), `states` (goals to grow, counted),
        `keep` (goals to keep: how many are kept and how many lost; of the others no
        level is recorded) and `levels` of the scale.
    """
    goals = [(row, goal) for row in rows for goal in row.record.goals]
    readings = [goal.reading for _row, goal in goals]
    keep = Counter(each.is_kept for each in readings if each.is_keep)
    states = Counter(state_of(each) for each in readings if not each.is_keep)
    fields = [(domain, _of(domain, goals)) for domain in CapacityDomain]
    return {
        "domains": [
            {"domain": domain.value, "goals": lines, "lines": _drawn(lines)}
            for domain, lines in fields
            if lines
        ],
        "states": {state: states[state] for state in STATES},
        "keep": {
            "count": keep.total(),
            "kept": keep[True],
            "lost": keep[False],
        },
        "levels": [{"level": each.level, "y": each.y} for each in level_lines()],
    }


def state_of(reading: GoalReading) -> str:
    """Say how far a goal to grow has come; `STATES` in words."""
    if reading.current is None:
        return "unknown"
    if reading.went_back:
        return "went_back"
    if reading.gap_closed == REACHED:
        return "reached"
    return "on_the_way" if reading.gap_closed else "not_moved"


def _of(
    domain: CapacityDomain, goals: Sequence[tuple[PartnershipRow, GoalRow]]
) -> list[dict[str, Any]]:
    return [_goal(row, goal) for row, goal in goals if goal.domain == domain]


def _goal(row: PartnershipRow, goal: GoalRow) -> dict[str, Any]:
    reading = goal.reading
    closed = reading.gap_closed
    return {
        **named(row),
        "side": goal.side.value,
        "party": goal.party if row.party_count > 1 else "",
        "start": reading.baseline,
        "now": reading.current,
        "aim": reading.target,
        "by_on": iso(goal.target_on),
        "percent": None if closed is None else int(half_up(closed)),
        "is_keep": reading.is_keep,
        "is_kept": reading.is_kept,
        "went_back": reading.went_back,
    }


def _drawn(goals: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines of one chart; labels at the aim keep apart."""
    first = sorted(goals, key=lambda goal: not goal["went_back"])[:DRAWN]
    lines = [_line(goal) for goal in first]
    heights = spread_labels([line["aim_y"] for line in lines], LABEL_STEP)
    for line, height in zip(lines, heights, strict=True):
        line["label_y"] = round(height, 1)
    return lines


def _line(goal: dict[str, Any]) -> dict[str, Any]:
    marks = slope(goal["start"], goal["now"], goal["aim"])
    points = [marks.start, *([marks.now] if marks.now else [])]
    return {
        "code": goal["code"],
        "side": goal["side"],
        "went_back": goal["went_back"],
        "walked": marks.walked,
        "ahead": marks.ahead,
        "points": [{"x": point.x, "y": point.y} for point in points],
        "aim_x": marks.aim.x,
        "aim_y": marks.aim.y,
    }
