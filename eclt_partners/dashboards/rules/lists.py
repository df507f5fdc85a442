"""What do the lists behind a dashboard say of one partnership?

A list says of a partnership what its block on the page says: the rule of the block,
asked of this row alone. So a list and the number that leads to it agree.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from eclt_partners.dashboards.rules.attention import Need, action_list
from eclt_partners.dashboards.rules.endings import endings
from eclt_partners.dashboards.rules.gaps import widest_line
from eclt_partners.dashboards.rules.heat import heat_cell
from eclt_partners.dashboards.rules.keeping import promises_kept
from eclt_partners.dashboards.rules.lateness import overdue_table
from eclt_partners.dashboards.rules.rows import PartnershipRow, ScoreRow, iso, named
from eclt_partners.dashboards.rules.tiles import status_line
from partners.choices import OwnerSide, Status
from partners.rules.rounding import half_up
from reviews.rules.instrument import DIMENSIONS
from reviews.rules.scores import DimensionScore

ALL: Final = "all"
# Partnerships with regular reviews, and those without.
RUNNING, OTHERS = "running", "others"
ACTIONS, GAPS, OVERDUE, ENDINGS, LATE = "actions", "gaps", "overdue", "endings", "late"
STATUS_LISTS: Final[Mapping[str, Status]] = {
    status.value.lower(): status for status in Status
}
LATE_LISTS: Final[Mapping[str, OwnerSide]] = {
    f"{LATE}_{owner.value.lower()}": owner for owner in OwnerSide
}
# What can stand in an address as "show"; dimensions are asked of the running.
LISTS: Final = (
    *(ALL, RUNNING, OTHERS, ACTIONS, *STATUS_LISTS, *DIMENSIONS),
    *(GAPS, OVERDUE, ENDINGS, LATE, *LATE_LISTS),
)
# What a line says besides its lists: who, and how it stands.
OWN_FACTS: Final = (
    *("id", "code", "name", "stage", "status"),
    *("reasons", "due_on", "days_overdue", "is_closed"),
)
_NEEDS: Final = [need.value for need in Need]
# Keys that order by text: the longest late first.
_MOST_DAYS: Final = 99_999


def membership_of(show: str) -> str:
    """Return the list whose partnerships a page shows: a dimension has all running."""
    return RUNNING if show in DIMENSIONS else show


def partnership_line(row: PartnershipRow, as_of: date) -> dict[str, Any]:
    """Return in which lists a partnership stands, and what each says of it.

    Returns:
        `lists`, and `facts`: its status, `pairs` (the latest scores), `latest_on`, and
        per list the `lines` of its block with `order`, the text it is sorted by.
    """
    found: dict[str, Any] = {
        ACTIONS: _actions(row, as_of),
        LATE: _late(row, as_of),
        **(_of_running(row, as_of) if row.is_reviewed else {}),
    }
    pairs = [_pair(row, score) for score in row.latest_scores]
    blocks = {name: block for name, block in found.items() if block["lines"]}
    return {
        "lists": _lists(row, blocks, pairs),
        "facts": {
            **status_line(row),
            "stage": row.stage.value,
            "status": row.status.value if row.is_reviewed else "",
            "pairs": pairs,
            "latest_on": max((pair["on"] for pair in pairs), default=""),
            **blocks,
        },
    }


def _lists(
    row: PartnershipRow, blocks: Mapping[str, Any], pairs: list[dict[str, Any]]
) -> list[str]:
    late = {line["side"] for line in blocks.get(LATE, {}).get("lines", [])}
    return [
        ALL,
        *([RUNNING, row.status.value.lower()] if row.is_reviewed else [OTHERS]),
        *([GAPS] if row.is_reviewed and any(pair["gap"] for pair in pairs) else []),
        *blocks,
        *(name for name, owner in LATE_LISTS.items() if owner.value in late),
    ]


def _of_running(row: PartnershipRow, as_of: date) -> dict[str, Any]:
    overdue, ending = overdue_table([row]), endings([row], as_of)["rows"]
    late = _MOST_DAYS - row.standing.days_overdue
    return {
        OVERDUE: {"lines": overdue, "order": f"{late:05}"},
        ENDINGS: {"lines": ending, "order": _first(ending, "ends_on")},
    }


def _actions(row: PartnershipRow, as_of: date) -> dict[str, Any]:
    lines = action_list([row], as_of)
    first = lines[0] if lines else {"need": Need.UNKNOWN.value, "due_on": None}
    order = f"{_NEEDS.index(first['need'])}{first['due_on'] or '9'}"
    return {"lines": lines, "order": order}


def _late(row: PartnershipRow, as_of: date) -> dict[str, Any]:
    lines = promises_kept([row], as_of)["late"]
    return {"lines": lines, "order": _first(lines, "due_on")}


def _first(lines: list[dict[str, Any]], key: str) -> str:
    return str(lines[0][key]) if lines else ""


def _pair(row: PartnershipRow, score: ScoreRow) -> dict[str, Any]:
    """Return the latest score of one pair: both means of each dimension, widest gap."""
    return {
        **named(row),
        "party": score.party if row.party_count > 1 else "",
        "on": iso(score.on),
        "review_id": score.review_id,
        "gap": widest_line(score.dimensions),
        "means": {each.code: _means(each) for each in score.dimensions},
    }


def _means(dimension: DimensionScore) -> dict[str, Any] | None:
    """Return both means; what one side said alone stays inside that side."""
    if dimension.foundation is None or dimension.partner is None:
        return None
    return {
        "foundation": str(half_up(dimension.foundation, 1)),
        "partner": str(half_up(dimension.partner, 1)),
        "cell": heat_cell(dimension),
    }
