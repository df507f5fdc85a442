"""How does each partnership stand that the list of partners names?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from eclt_partners.dashboards.models import SnapshotLine
from eclt_partners.dashboards.rules.lowest import lowest_mean
from partners.models import Partner, Partnership

# Of one partner; more stand on its page.
MOST_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Listing:
    """A partnership in the list of partners, as the stored dashboard knows it.

    Attributes:
        partnership: with its country.
        today: the day there.
        status: its health; empty without regular reviews, and before it is known.
        due_on: the day of the next review, or None.
        days_overdue: of that review; 0 when it is not late.
        is_closed: that review takes no answers any more.
        lowest: of the latest review, as `lowest_mean` says it.
    """

    partnership: Partnership
    today: date
    status: str = ""
    due_on: date | None = None
    days_overdue: int = 0
    is_closed: bool = False
    lowest: tuple[str, str, int] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A partner in the list of partners.

    Attributes:
        partner: with its country.
        listings: its partnerships, those with regular reviews first; at most 5.
        count: of all its partnerships that the reader may see.
    """

    partner: Partner
    listings: list[Listing]
    count: int


def partners_listed(partners: Iterable[Partner], *, now: datetime) -> list[Listed]:
    """Return each partner of a page of the list with its partnerships. One query.

    Args:
        partners: as `partner_list` reads them, with `seen_parties`.
        now: the moment, aware.
    """
    seen = [
        (partner, [party.partnership for party in getattr(partner, "seen_parties", [])])
        for partner in partners
    ]
    asked = [each.pk for _partner, several in seen for each in several]
    lines = SnapshotLine.objects.filter(partnership__in=asked)
    facts = dict(lines.values_list("partnership", "facts"))
    return [
        _listed(partner, [_listing(each, facts.get(each.pk), now) for each in several])
        for partner, several in seen
    ]


def _listed(partner: Partner, listings: list[Listing]) -> Listed:
    running_first = sorted(listings, key=lambda each: not each.status)
    return Listed(partner, running_first[:MOST_SHOWN], len(listings))


def _listing(
    partnership: Partnership, facts: Mapping[str, Any] | None, now: datetime
) -> Listing:
    today = partnership.country.today(now=now)
    if facts is None or not facts["status"]:
        return Listing(partnership, today)
    return Listing(
        partnership,
        today,
        status=facts["status"],
        due_on=date.fromisoformat(facts["due_on"]) if facts["due_on"] else None,
        days_overdue=facts["days_overdue"],
        is_closed=facts["is_closed"],
        lowest=lowest_mean(facts["pairs"]),
    )
