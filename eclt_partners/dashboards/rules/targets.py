"""What do the agreements in force aim at, in numbers, and how far are they?

Targets are what both sides plan, as the version in force writes them; what is reached
is the latest reading that was recorded of each, in all until its day. Since one child
may stand in more than one target, targets are listed and never added up.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from agreements.rules.parts import Target
from agreements.rules.results import TargetReading
from eclt_partners.dashboards.rules.money import in_force
from eclt_partners.dashboards.rules.records import AgreementRow, VersionRow
from eclt_partners.dashboards.rules.results import readings_of, share_reached
from eclt_partners.dashboards.rules.rows import PartnershipRow, iso, named
from partners.rules.rounding import half_up


def targets_in_force(rows: Iterable[PartnershipRow], as_of: date) -> dict[str, Any]:
    """Return the targets of the versions in force, by code, in the order of the text.

    Returns:
        `agreements` (with `targets`, what is reached of each, and their period),
        `target_count`, `counted_count` (those with a reading) and `without_count`:
        agreements in force that name no target.
    """
    found = [
        _agreement(row, agreement, version)
        for row in rows
        for agreement in row.record.agreements
        if (version := in_force(agreement, as_of)) is not None
    ]
    with_targets = [line for line in found if line["targets"]]
    targets = [each for line in with_targets for each in line["targets"]]
    return {
        "agreements": with_targets,
        "target_count": len(targets),
        "counted_count": sum(each["reached"] is not None for each in targets),
        "without_count": len(found) - len(with_targets),
    }


def _agreement(
    row: PartnershipRow, agreement: AgreementRow, version: VersionRow
) -> dict[str, Any]:
    readings = readings_of(agreement.results)
    return {
        **named(row),
        "agreement_id": agreement.id,
        "number": agreement.number,
        "version": version.number,
        "from_on": iso(version.effective_from),
        "to_on": iso(version.effective_to),
        "targets": [_target(each, readings.get(each.key)) for each in version.targets],
    }


def _target(target: Target, reading: TargetReading | None) -> dict[str, Any]:
    share = share_reached(target, reading)
    return {
        "text": target.text,
        "quantity": target.quantity,
        "by_on": iso(target.by_on),
        "reached": reading.quantity if reading else None,
        "reached_on": iso(reading.on) if reading else None,
        "percent": None if share is None else int(half_up(100 * share)),
    }
