"""Do we keep our promises, both sides? Two bars per partnership, and what is late.

The two sides always stand side by side. A percentage appears with at least 5 promises
that were due (methods E5); below that the counts speak. What was reported and is not
confirmed yet counts nowhere.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any

from agreements.rules.phases import counts
from agreements.rules.promises import Keeping, is_weak, promise_keeping, shows_share
from eclt_partners.dashboards.rules.late_promises import late_promises, waited_until
from eclt_partners.dashboards.rules.recent import is_recent
from eclt_partners.dashboards.rules.records import PromiseRow
from eclt_partners.dashboards.rules.rows import PartnershipRow, iso, named
from partners.choices import OwnerSide, Side
from partners.rules.rounding import half_up

# A bar for fewer promises than this does not fill its track.
BAR_LEAST = 10
BAR_WIDTH = 100
# Kept on time, late or partly, not kept.
PARTS = ("kept", "half", "not_kept")


def promises_kept(
    rows: Sequence[PartnershipRow], as_of: date, since: date | None = None
) -> dict[str, Any]:
    """Return how both sides of each partnership keep promises, by code.

    Args:
        rows: by code.
        as_of: today in the country.
        since: count promises that were due from this day on; None is all. What is
            late today is late, however long ago it was due.

    Returns:
        `rows` (those with a promise; `sides` by side, `overdue` is what is late without
        a report), `late` (the longest late first), `late_counts` by owner, `weak_count`
        (rule A7) and `partnerships`: how many had a promise that was due.
    """
    counted = [
        (row, [each for each in row.record.promises if is_recent(each.due_on, since)])
        for row in rows
    ]
    found = [_row(row, promises, as_of) for row, promises in counted if promises]
    _draw([side for line in found for side in line["sides"].values()])
    late = _all_late(rows, as_of)
    return {
        "rows": found,
        "late": late,
        "late_counts": {
            owner: sum(line["side"] == owner for line in late)
            for owner in ("FOUNDATION", "PARTNER", "JOINT")
        },
        "weak_count": _count(found, "is_weak"),
        "partnerships": _count(found, "due", "overdue", "disputed"),
    }


def _count(found: Sequence[dict[str, Any]], *names: str) -> int:
    """Return in how many partnerships one of some things holds of a side."""
    return sum(
        any(side[name] for side in line["sides"].values() for name in names)
        for line in found
    )


def _row(
    row: PartnershipRow, promises: Sequence[PromiseRow], as_of: date
) -> dict[str, Any]:
    sure = [each for each in promises if _counts(each)]
    kept = promise_keeping((each.side, each.state) for each in sure)
    waiting = promise_keeping(
        (each.side, each.state) for each in promises if not _counts(each)
    )
    until = waited_until(row, as_of)
    late = [each for each in promises if each.is_late(until)]
    return {
        **named(row),
        "sides": {
            side.value: {
                **_side(kept[side], waiting[side].due),
                "overdue": sum(each.side in {side, OwnerSide.JOINT} for each in late),
            }
            for side in Side
        },
    }


def _counts(promise: PromiseRow) -> bool:
    return counts(promise.state, is_confirmed=promise.is_confirmed)


def _side(keeping: Keeping, waiting: int) -> dict[str, Any]:
    share = keeping.share if shows_share(keeping) else None
    return {
        "kept": keeping.kept,
        "late": keeping.kept_late,
        "partly": keeping.partly,
        "not_kept": keeping.not_kept,
        "due": keeping.due,
        "released": keeping.released,
        "disputed": keeping.disputed,
        "waiting": waiting,
        "percent": None if share is None else int(half_up(100 * share)),
        "is_weak": is_weak(keeping),
    }


def _draw(sides: Sequence[dict[str, Any]]) -> None:
    """Give each bar its parts, all on one scale: a promise is equally wide everywhere."""
    most = max([BAR_LEAST, *(side["due"] for side in sides)])
    for side in sides:
        half = side["late"] + side["partly"]
        ends = (0, side["kept"], side["kept"] + half, side["due"])
        side["parts"] = {
            name: {"x": _length(start, most), "width": _length(end - start, most)}
            for name, (start, end) in zip(PARTS, pairwise(ends), strict=True)
        }


# Few numbers of promises, in very many bars.
@lru_cache(maxsize=10_000)
def _length(promises: int, most: int) -> float:
    return float(half_up(Fraction(BAR_WIDTH * promises, most), 1))


def _all_late(rows: Sequence[PartnershipRow], as_of: date) -> list[dict[str, Any]]:
    late = [line for row in rows for line in _late(row, as_of)]
    return sorted(late, key=lambda line: (line["due_on"], line["code"], line["text"]))


def _late(row: PartnershipRow, as_of: date) -> list[dict[str, Any]]:
    return [
        {
            **named(row),
            "instance_id": each.id,
            "side": each.side.value,
            "text": each.text,
            "due_on": iso(each.due_on),
        }
        for each in late_promises(row, as_of)
    ]
