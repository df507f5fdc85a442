"""Which few facts of each partnership are kept, so that two days can be compared?

They stay beside the figures: pages cut long lists and change their shape, these facts
do neither. Codes and counts only, never an answer, a note or a name of a person.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from agreements.choices import InstanceState
from agreements.rules.phases import counts
from eclt_partners.dashboards.rules.late_promises import late_promises
from eclt_partners.dashboards.rules.money import in_force
from eclt_partners.dashboards.rules.records import PromiseRow
from eclt_partners.dashboards.rules.rows import PartnershipRow, named
from partners.rules.rounding import half_up

KEPT = (InstanceState.KEPT, InstanceState.KEPT_LATE)


def marks_of(rows: Iterable[PartnershipRow], as_of: date) -> list[dict[str, Any]]:
    """Return the facts of each partnership, by code.

    Args:
        rows: every partnership of a country.
        as_of: the day of the facts.
    """
    ordered = sorted(rows, key=lambda row: row.code)
    return [_marks(row, as_of) for row in ordered]


def _marks(row: PartnershipRow, as_of: date) -> dict[str, Any]:
    hri = row.standing.hri
    return {
        **named(row),
        "stage": row.stage.value,
        "status": row.status.value if row.is_reviewed else None,
        "overdue": row.is_reviewed and row.standing.days_overdue > 0,
        "talks": row.taken.talks,
        "reviews": row.taken.reviews,
        "versions": _versions(row, as_of),
        "late": [each.id for each in late_promises(row, as_of)],
        "kept": sum(_is_kept(each) for each in row.record.promises),
        "hri": None if hri is None else int(half_up(hri)),
    }


def _versions(row: PartnershipRow, as_of: date) -> dict[str, int]:
    """Return the version in force of each agreement, by its number."""
    found = [(each.number, in_force(each, as_of)) for each in row.record.agreements]
    return {number: version.number for number, version in found if version}


def _is_kept(promise: PromiseRow) -> bool:
    is_sure = counts(promise.state, is_confirmed=promise.is_confirmed)
    return is_sure and promise.state in KEPT
