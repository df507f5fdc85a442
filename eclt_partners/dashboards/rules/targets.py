"""What do the agreements in force aim at, in numbers?

Targets are what both sides plan, as the version in force writes them. What was reached
is not recorded here, so nothing is divided by it; and since one child may stand in more
than one target, targets are listed and never added up.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from eclt_partners.dashboards.rules.money import in_force
from eclt_partners.dashboards.rules.records import VersionRow
from eclt_partners.dashboards.rules.rows import PartnershipRow, iso, named


def targets_in_force(rows: Iterable[PartnershipRow], as_of: date) -> dict[str, Any]:
    """Return the targets of the versions in force, by code, in the order of the text.

    Returns:
        `agreements` (with `targets` and their period), `target_count`, and
        `without_count`: agreements in force that name no target.
    """
    found = [
        _agreement(row, agreement.id, agreement.number, version)
        for row in rows
        for agreement in row.record.agreements
        if (version := in_force(agreement, as_of)) is not None
    ]
    with_targets = [line for line in found if line["targets"]]
    return {
        "agreements": with_targets,
        "target_count": sum(len(line["targets"]) for line in with_targets),
        "without_count": len(found) - len(with_targets),
    }


def _agreement(
    row: PartnershipRow, agreement_id: int, number: str, version: VersionRow
) -> dict[str, Any]:
    return {
        **named(row),
        "agreement_id": agreement_id,
        "number": number,
        "version": version.number,
        "from_on": iso(version.effective_from),
        "to_on": iso(version.effective_to),
        "targets": [
            {"text": each.text, "quantity": each.quantity, "by_on": iso(each.by_on)}
            for each in version.targets
        ],
    }
