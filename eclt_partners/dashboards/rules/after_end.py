"""What lasts after we leave? The checks 6, 12 and 24 months after the last end.

One line of dots per partnership that ended. A score needs 60 % of what matters to be
known (methods F3); below that there is no dot, and the table says so.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from eclt_partners.dashboards.rules.geometry import path_of, spread_labels
from eclt_partners.dashboards.rules.lasting_geometry import lasting_axes, lasting_point
from eclt_partners.dashboards.rules.records import CheckRow
from eclt_partners.dashboards.rules.rows import PartnershipRow, iso, named
from eclt_partners.lifecycle.rules.lasting import measure, twelve_months
from partners.choices import CheckState
from partners.rules.method import METHOD
from partners.rules.rounding import half_up
from partners.rules.sustained import sustained_band, sustained_score

MEASURED = 12
LABEL_STEP = 14
ASIDE = 9
# More lines than this cannot be told apart; the table has them all.
DRAWN = 12


def what_lasts(rows: Iterable[PartnershipRow], as_of: date) -> dict[str, Any]:
    """Return what was found after the end, by code, and which checks are due.

    Returns:
        `rows` (each with `checks`), `lines` to draw, `overdue` (the earliest first),
        `measure` (12 months after the end) and `axes`.
    """
    ended = [(row, last_end(row.record.checks)) for row in rows if row.record.checks]
    found = [_row(row, checks, as_of) for row, checks in ended]
    year_on = [each for _row_, checks in ended for each in checks]
    states = measure(
        twelve_months(
            is_open=check.state == CheckState.SCHEDULED,
            is_late=_is_late(check, as_of),
            score=_score(check),
        )
        for check in year_on
        if check.month == MEASURED
    )
    return {
        "rows": found,
        "lines": _drawn(found),
        "overdue": _overdue(found),
        "measure": {
            "lasting": states.lasting,
            "known": states.known,
            "without_score": states.without_score,
            "ahead": states.ahead,
            "overdue": states.overdue,
        },
        "axes": lasting_axes(METHOD),
    }


def last_end(checks: Sequence[CheckRow]) -> list[CheckRow]:
    """Return the checks after the last end, the earliest first."""
    ended_on = max((check.ended_on for check in checks), default=None)
    last = [check for check in checks if check.ended_on == ended_on]
    return sorted(last, key=lambda check: check.month)


def open_checks(checks: Sequence[CheckRow]) -> list[CheckRow]:
    """Return the checks after the last end that nobody answered or left out."""
    return [each for each in last_end(checks) if each.state == CheckState.SCHEDULED]


def _is_late(check: CheckRow, as_of: date) -> bool:
    return check.due_on < as_of


def _score(check: CheckRow) -> Fraction | None:
    if check.state != CheckState.DONE:
        return None
    return sustained_score(check.items).score


def _row(
    row: PartnershipRow, checks: Sequence[CheckRow], as_of: date
) -> dict[str, Any]:
    return {
        **named(row),
        "ended_on": iso(checks[0].ended_on),
        "checks": [_check(check, as_of) for check in checks],
    }


def _check(check: CheckRow, as_of: date) -> dict[str, Any]:
    score = _score(check)
    coverage = sustained_score(check.items).coverage
    return {
        "check_id": check.id,
        "month": check.month,
        "due_on": iso(check.due_on),
        "state": _state(check, as_of),
        "score": None if score is None else _figure(score),
        "band": "" if score is None else sustained_band(score).value,
        "known_percent": int(half_up(100 * coverage)),
        "mark": None if score is None else lasting_point(check.month, score),
    }


def _state(check: CheckRow, as_of: date) -> str:
    if check.state == CheckState.SCHEDULED:
        return "overdue" if _is_late(check, as_of) else "ahead"
    return "waived" if check.state == CheckState.WAIVED else "done"


def _figure(score: Fraction) -> str:
    return str(half_up(score, 1)).removesuffix(".0")


def _overdue(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    lines = [
        {key: row[key] for key in ("id", "code", "name")} | check
        for row in found
        for check in row["checks"]
        if check["state"] == "overdue"
    ]
    return sorted(lines, key=lambda line: (line["due_on"], line["code"]))


def _drawn(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines of the chart; labels after the last dot keep apart."""
    lines = []
    for row in found:
        marks = [check["mark"] for check in row["checks"] if check["mark"]]
        if marks:
            last = {"label_x": marks[-1]["x"] + ASIDE, "label_y": marks[-1]["y"]}
            lines.append(
                {"code": row["code"], "points": marks, "path": path_of(marks), **last}
            )
    drawn = lines[:DRAWN]
    heights = spread_labels([line["label_y"] for line in drawn], LABEL_STEP)
    for line, height in zip(drawn, heights, strict=True):
        line["label_y"] = round(height, 1)
    return drawn
