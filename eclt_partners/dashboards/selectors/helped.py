"""What needs attention in partnerships that somebody sees one by one?"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from eclt_partners.common.asking import ask_together
from eclt_partners.dashboards.rules.attention import Need, place_in_list
from eclt_partners.dashboards.rules.rows import iso
from partners.choices import Status
from partners.models import Partnership
from reviews.rules.standing import Standing
from reviews.selectors.fact_rows import fact_rows
from reviews.selectors.standing import standings_in

_NEEDS = {Status.RED: Need.RED, Status.AMBER: Need.AMBER}


@dataclass(frozen=True, slots=True)
class OwnAttention:
    """What needs attention among partnerships seen one by one.

    Attributes:
        count: how many partnerships there are.
        lines: those that need a talk or whose review is late, as the action lists of
            countries have them; the most urgent first.
        unknown: of how many we do not know how they are doing.
    """

    count: int
    lines: list[dict[str, Any]]
    unknown: int = 0


def attention_in(
    partnerships: Collection[Partnership], *, now: datetime
) -> OwnAttention:
    """Judge where each of the partnerships stands. At most one query.

    Args:
        partnerships: in the actor's scope, in a stage with regular reviews, with their
            countries.
        now: the moment, aware; lateness counts by the day where each is.
    """
    found = _standings(partnerships, now)
    lines = [
        line
        for each in partnerships
        if (line := _line(each, found[each.pk])) is not None
    ]
    lines.sort(key=place_in_list)
    unknown = sum(each.status == Status.GREY for each in found.values())
    return OwnAttention(len(partnerships), lines, unknown)


def _standings(
    partnerships: Collection[Partnership], now: datetime
) -> dict[int, Standing]:
    """Ask for where each stands on its own day, all days together."""
    by_day: dict[date, list[Partnership]] = defaultdict(list)
    for each in partnerships:
        by_day[each.country.today(now=now)].append(each)
    rows = {day: fact_rows(those, day) for day, those in by_day.items()}
    ask_together(*(question for each in rows.values() for question in each.questions))
    return {
        key: standing
        for day, those in by_day.items()
        for key, standing in standings_in(rows[day], those, day).items()
    }


def _line(partnership: Partnership, standing: Standing) -> dict[str, Any] | None:
    late = Need.OVERDUE if standing.days_overdue > 0 else None
    need = Need.RED if standing.status == Status.RED else late
    need = need or _NEEDS.get(standing.status)
    if need is None:
        return None
    return {
        "id": partnership.pk,
        "code": partnership.code,
        "name": partnership.name,
        "need": need,
        "status": standing.status.value,
        "reasons": standing.reason_codes,
        "days_overdue": standing.days_overdue,
        "due_on": iso(standing.due_on) if need == Need.OVERDUE else None,
    }
