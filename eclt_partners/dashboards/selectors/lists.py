"""Which partnerships stand in a list behind a dashboard, and what does it say of them?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.urls import reverse

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import CountrySnapshot, SnapshotLine
from eclt_partners.dashboards.rules.lists import (
    ACTIONS,
    ENDINGS,
    GAPS,
    LATE,
    LATE_LISTS,
    OVERDUE,
    membership_of,
)
from eclt_partners.dashboards.rules.narrowing import Narrowing
from eclt_partners.dashboards.selectors.narrowed import narrowed_partnerships

# Lists that are sorted by what they say; all others by code.
_SORTED = (ACTIONS, OVERDUE, ENDINGS, LATE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of partnerships behind the dashboard of a country.

    Attributes:
        snapshot: what it was built with, without the figures.
        lines: the partnerships, sorted.
        since: the first day that is looked at, or None for all of the past.
    """

    snapshot: CountrySnapshot
    lines: QuerySet[SnapshotLine]
    since: date | None


def list_address(code: str, narrowing: Narrowing) -> str:
    """Return the address of the lists of a country, ready for "show=..."."""
    query = narrowing.query
    return f"{reverse('dashboards:list', args=[code])}?{query}{'&' if query else ''}"


def listed(country: Country, show: str, narrowing: Narrowing) -> Listed | None:
    """Return a list, or None while the dashboard is not built. One query, and two more.

    Args:
        country: where.
        show: one of `rules.lists.LISTS`.
        narrowing: which partnerships, and since when they were reviewed.
    """
    snapshot = CountrySnapshot.objects.light().filter(country=country).first()
    if snapshot is None:
        return None
    since = narrowing.since(snapshot.as_of)
    lines = snapshot.lines.filter(lists__contains=[membership_of(show)])
    if narrowing.names_partnerships:
        among = narrowed_partnerships(country, snapshot.as_of, narrowing)
        lines = lines.filter(partnership__in=among)
    if show == GAPS and since is not None:
        lines = lines.alias(latest_on=KT("facts__latest_on"))
        lines = lines.filter(latest_on__gte=since.isoformat())
    return Listed(snapshot, _sorted(lines, show), since)


def _sorted(lines: QuerySet[SnapshotLine], show: str) -> QuerySet[SnapshotLine]:
    block = LATE if show in LATE_LISTS else show
    if block not in _SORTED:
        return lines.order_by("code")
    order = Coalesce(KT(f"facts__{block}__order"), Value(""))
    return lines.order_by(order, "code")


def block_lines(line: SnapshotLine, show: str) -> list[dict[str, Any]]:
    """Return what a list says of a partnership: the lines of its block."""
    block = LATE if show in LATE_LISTS else show
    found: Mapping[str, Any] = line.facts.get(block, {})
    owner = LATE_LISTS.get(show)
    return [
        each
        for each in found.get("lines", [])
        if owner is None or each["side"] == owner.value
    ]


def recent_pairs(line: SnapshotLine, since: date | None) -> list[dict[str, Any]]:
    """Return the latest scores of a partnership that belong to the period."""
    first = since.isoformat() if since else ""
    return [pair for pair in line.facts["pairs"] if pair["on"] >= first]
