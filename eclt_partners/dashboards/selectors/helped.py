"""What needs attention in partnerships that somebody sees one by one?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from eclt_partners.dashboards.rules.attention import Need, place_in_list
from partners.choices import Status
from partners.models import Partnership
from reviews.rules.standing import Standing
from reviews.selectors.standing import standings

_NEEDS = {Status.RED: Need.RED, Status.AMBER: Need.AMBER}


@dataclass(frozen=True, slots=True)
class OwnAttention:
    """What needs attention among partnerships seen one by one.

    Attributes:
        count: how many partnerships there are.
        lines: those that need a talk or whose review is late, as the action lists of
            countries have them; the most urgent first.
    """

    count: int
    lines: list[dict[str, Any]]


def attention_in(partnerships: Collection[Partnership], *, today: date) -> OwnAttention:
    """Judge where each of the partnerships stands. At most one query.

    Args:
        partnerships: in the actor's scope, in a stage with regular reviews.
        today: the day of the question.
    """
    if not partnerships:
        return OwnAttention(0, [])
    found = standings(partnerships, as_of=today)
    lines = [
        line
        for each in partnerships
        if (line := _line(each, found[each.pk])) is not None
    ]
    lines.sort(key=place_in_list)
    return OwnAttention(len(partnerships), lines)


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
        "due_on": None,
    }
