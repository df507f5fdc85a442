"""What have we changed together, and did it help? One timeline per agreement.

Every version and every wish without one is there, whoever raised it; what health did
around a change is listed, never averaged (methods E4, C5).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from agreements.choices import RenegotiationState, VersionOrigin
from agreements.rules.negotiation import OPEN
from agreements.rules.size import asks_whether_it_helped
from eclt_partners.dashboards.rules.helped import WAYS, health_around, way_of_all
from eclt_partners.dashboards.rules.recent import came_on, is_recent
from eclt_partners.dashboards.rules.records import AgreementRow, VersionRow
from eclt_partners.dashboards.rules.rows import PartnershipRow, iso, named
from eclt_partners.dashboards.rules.wishes import WishRow

NOT_AGREED = (
    RenegotiationState.DECLINED,
    RenegotiationState.WITHDRAWN,
    RenegotiationState.LAPSED,
    RenegotiationState.PARKED,
)


def change_timelines(
    rows: Iterable[PartnershipRow], since: date | None = None
) -> dict[str, Any]:
    """Return a timeline for each agreement with versions or wishes, by code.

    Args:
        rows: partnerships with all their reviews: health before a change is older.
        since: only versions and ends of wishes from this day on; None is all.

    Returns:
        `agreements` (`entries` newest first, `open` or null, `ended` by state; those
        with something to tell first), `told_count`, `change_count`, `raised` by side,
        `ended` by state, and `helped`: how many changes went with better, worse, the
        same or unknown health.
    """
    found = [
        line
        for row in rows
        for agreement in row.record.agreements
        if (line := _agreement(row, agreement, since))
    ]
    changes = [each for line in found for each in line["entries"] if each["is_change"]]
    ways = Counter(entry["way"] for entry in changes)
    sides = Counter(entry["side"] for entry in changes)
    return {
        "agreements": sorted(found, key=lambda line: not line["is_told"]),
        "told_count": sum(line["is_told"] for line in found),
        "change_count": len(changes),
        "raised": {side: sides[side] for side in ("FOUNDATION", "PARTNER")},
        "ended": _all_ended(found),
        "helped": {way: ways[way] for way in WAYS},
    }


def _all_ended(found: Sequence[dict[str, Any]]) -> dict[str, int]:
    return {
        state.value: sum(line["ended"][state.value] for line in found)
        for state in NOT_AGREED
    }


def _entries(
    row: PartnershipRow, agreement: AgreementRow, since: date | None
) -> list[dict[str, Any]]:
    """Return the versions that came since a day, the newest first."""
    return [
        _entry(row, agreement, each)
        for each in reversed(agreement.versions)
        if is_recent(came_on(each), since)
    ]


def _agreement(
    row: PartnershipRow, agreement: AgreementRow, since: date | None
) -> dict[str, Any] | None:
    """Return the timeline of one agreement, or None when nothing stands in it."""
    entries = _entries(row, agreement, since)
    states = Counter(
        wish.state for wish in agreement.wishes if is_recent(_over_on(wish), since)
    )
    ended = {state.value: states[state] for state in NOT_AGREED}
    change_count = sum(entry["is_change"] for entry in entries)
    still_open = _open(agreement.wishes)
    if not (entries or still_open or states):
        return None
    return {
        **named(row),
        "agreement_id": agreement.id,
        "number": agreement.number,
        "title": agreement.title,
        "entries": entries,
        "change_count": change_count,
        "unheld_count": agreement.versions[0].number - 1 if agreement.versions else 0,
        "open": still_open,
        "ended": ended,
        "ended_count": sum(ended.values()),
        "is_told": bool(change_count or still_open or any(ended.values())),
    }


def _over_on(wish: WishRow) -> date:
    """Return when a wish ended; one that is open is of today."""
    return date.max if wish.days is None else wish.raised_on + timedelta(wish.days)


def _open(wishes: Sequence[WishRow]) -> dict[str, Any] | None:
    wishes = [each for each in wishes if not each.is_first]
    wish = next((each for each in wishes if each.state in OPEN), None)
    if wish is None:
        return None
    return {**_raised(wish), "table_id": wish.id, "raised_on": iso(wish.raised_on)}


def _raised(wish: WishRow | None) -> dict[str, Any]:
    if wish is None:
        return {"side": "", "party": "", "days": None}
    return {"side": wish.side.value, "party": wish.party, "days": wish.days}


def _entry(
    row: PartnershipRow, agreement: AgreementRow, version: VersionRow
) -> dict[str, Any]:
    led = (wish for wish in agreement.wishes if wish.version == version.number)
    wish = next(led, None)
    is_registered = version.origin == VersionOrigin.REGISTERED
    # Of a registered version nobody knows when it was agreed.
    is_change = not is_registered and asks_whether_it_helped(
        version.kind, continues=agreement.continues
    )
    health = health_around(row, agreement, version) if is_change else []
    return {
        "version": version.number,
        "kind": version.kind.value,
        "is_registered": is_registered,
        "is_change": is_change,
        "on": iso(came_on(version)),
        "from_on": iso(version.effective_from),
        "summary": version.summary,
        **_raised(wish),
        "health": health,
        "way": way_of_all([each["way"] for each in health]),
    }
