"""How are our relationships? Counts per status, and the numbers of the first sentence."""

from collections.abc import Sequence
from typing import Any

from eclt_partners.dashboards.rules.rows import PartnershipRow, iso, named
from partners.choices import Status


def status_tiles(rows: Sequence[PartnershipRow]) -> list[dict[str, Any]]:
    """Count the statuses and list the partnerships under each, by code."""
    return [
        {
            "status": status.value,
            "count": sum(row.status == status for row in rows),
            "rows": [status_line(row) for row in rows if row.status == status],
        }
        for status in (Status.RED, Status.AMBER, Status.GREEN, Status.GREY)
    ]


def status_line(row: PartnershipRow) -> dict[str, Any]:
    """Return why the status of a partnership is as it is, and when its review is due.

    Lateness counts from `due_on`; `answers_due_on` is the day that people were asked for,
    None once the answers are in.
    """
    return {
        **named(row),
        "reasons": row.reason_codes(),
        "due_on": iso(row.standing.due_on),
        "answers_due_on": None if _is_closed(row) else iso(row.answers_due_on),
        "days_overdue": row.standing.days_overdue,
        "is_closed": _is_closed(row),
    }


def _is_closed(row: PartnershipRow) -> bool:
    """Tell whether a full review is under way that takes no answers any more."""
    return row.full_review is not None and row.full_review.closed_on is not None


def opening_counts(rows: Sequence[PartnershipRow]) -> dict[str, int]:
    """Return the numbers of the opening sentence."""
    return {
        "partnerships": len(rows),
        "attention": sum(row.needs_attention for row in rows),
        "talk_soon": sum(
            row.needs_attention or row.standing.days_overdue > 0 for row in rows
        ),
        "overdue": sum(row.standing.days_overdue > 0 for row in rows),
        "unknown": sum(row.status == Status.GREY for row in rows),
    }
