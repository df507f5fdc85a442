"""What of a partnership belongs to a period that ends today?

A period limits what has a past: reviews, changes, promises that were due, versions.
Where a partnership stands is always said of today.
"""

from dataclasses import replace
from datetime import date

from agreements.choices import VersionOrigin
from eclt_partners.dashboards.rules.records import VersionRow
from eclt_partners.dashboards.rules.rows import PartnershipRow


def reviewed_since(row: PartnershipRow, since: date | None) -> PartnershipRow:
    """Return a partnership with the reviews of a period; None is all of the past."""
    if since is None:
        return row
    return replace(
        row,
        scores=tuple(score for score in row.scores if score.on >= since),
        pulses=tuple(pulse for pulse in row.pulses if pulse.on >= since),
    )


def came_on(version: VersionRow) -> date:
    """Return when a version was agreed; of a registered one only its start is known."""
    if version.origin == VersionOrigin.REGISTERED:
        return version.effective_from
    return version.agreed_on


def is_recent(day: date, since: date | None) -> bool:
    """Tell whether a day belongs to a period; None is all of the past."""
    return since is None or day >= since
