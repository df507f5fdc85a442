"""What have we changed together, and did it help? One timeline per agreement.

Every version and every wish without one is there, whoever raised it; what health did
around a change is listed, never averaged (methods E4, C5).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from agreements.choices import RenegotiationState, VersionOrigin
from agreements.rules.negotiation import OPEN
from agreements.rules.size import asks_whether_it_helped
from eclt_partners.dashboards.rules.helped import WAYS, health_around, way_of_all
from eclt_partners.dashboards.rules.records import AgreementRow, VersionRow, WishRow
from eclt_partners.dashboards.rules.rows import PartnershipRow, iso, named

NOT_AGREED = (
    RenegotiationState.DECLINED,
    RenegotiationState.WITHDRAWN,
    RenegotiationState.LAPSED,
    RenegotiationState.PARKED,
)


def change_timelines(rows: Iterable[PartnershipRow]) -> dict[str, Any]:
    """Return a timeline for each agreement with versions or wishes, by code.

    Returns:
        `agreements` (`entries` newest first, `open` or null, `ended` by state; those
        with something to tell first), `told_count`, `change_count`, `raised` by side, `ended` by state, and `helped`: how many
        changes went with better, worse, the same or unknown health.
    """
    found = [
        _agreement(row, agreement)
        for row in rows
        for agreement in row.record.agreements
        if agreement.versions or agreement.wishes
    ]
    entries = [entry for line in found for entry in line["entries"]]
    changes = [entry for entry in entries if entry["is_change"]]
    ways = Counter(entry["way"] for entry in changes)
    sides = Counter(entry["side"] for entry in changes)
    return {
        "agreements": sorted(found, key=lambda line: not line["is_told"]),
        "told_count": sum(line["is_told"] for line in found),
        "change_count": len(changes),
        "raised": {side: sides[side] for side in ("FOUNDATION", "PARTNER")},
        "ended": {
            state.value: sum(line["ended"][state.value] for line in found)
            for state in NOT_AGREED
        },
        "helped": {way: ways[way] for way in WAYS},
    }


def _agreement(row: PartnershipRow, agreement: AgreementRow) -> dict[str, Any]:
    entries = [_entry(row, agreement, each) for each in reversed(agreement.versions)]
    states = Counter(wish.state for wish in agreement.wishes)
    ended = {state.value: states[state] for state in NOT_AGREED}
    change_count = sum(entry["is_change"] for entry in entries)
    still_open = _open(agreement.wishes)
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
    is_change = asks_whether_it_helped(version.kind) and not is_registered
    health = health_around(row, agreement, version) if is_change else []
    return {
        "version": version.number,
        "kind": version.kind.value,
        "is_registered": is_registered,
        "is_change": is_change,
        "on": iso(version.effective_from if is_registered else version.agreed_on),
        "from_on": iso(version.effective_from),
        "summary": version.summary,
        **_raised(wish),
        "health": health,
        "way": way_of_all([each["way"] for each in health]),
    }
