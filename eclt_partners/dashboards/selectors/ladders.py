"""Which steps has each ladder of reminders, and who changed them?"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from eclt_partners.audit.models import AuditEntry
from eclt_partners.dashboards.selectors.history import actor_names
from eclt_partners.notifications.choices import ReminderKind
from eclt_partners.notifications.models import LadderStep
from eclt_partners.notifications.selectors import Upcoming

CHANGED: Final = "notifications.ladder.changed"
RECENT: Final = 20


@dataclass(frozen=True, slots=True)
class LadderChange:
    """Who changed a ladder when, and its steps before and after.

    Attributes:
        who: the name today; "" when the person is no longer known.
        before: by code of the step: `audience`, `in_use`, `counts`.
        after: the same.
    """

    at: datetime
    who: str
    before: Mapping[str, Mapping[str, Any]]
    after: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class WeekCount:
    """How many reminders leave in one week, before and after a change."""

    monday: date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One reminder that a change adds or takes away."""

    coming: Upcoming
    is_new: bool


def every_ladder() -> dict[ReminderKind, list[LadderStep]]:
    """Return the steps of all ladders, by day. One query."""
    found: dict[ReminderKind, list[LadderStep]] = {kind: [] for kind in ReminderKind}
    for step in LadderStep.objects.filter(taken_out_at=None).order_by("offset_days"):
        found[ReminderKind(step.kind)].append(step)
    return found


def steps_of(kind: ReminderKind) -> list[LadderStep]:
    """Return the steps of one ladder, by day; not those that were taken out."""
    rows = LadderStep.objects.filter(kind=kind, taken_out_at=None)
    return list(rows.order_by("offset_days"))


def ladder_mark(steps: Sequence[LadderStep]) -> str:
    """Return a mark of a ladder: another one as soon as anything of it differs."""
    text = "|".join(
        f"{step.code} {step.audience} {step.is_active} {step.counts_for_cap}"
        for step in steps
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def ladder_changes(kind: ReminderKind) -> list[LadderChange]:
    """Return who changed a ladder, the newest first. At most three queries."""
    first = LadderStep.objects.filter(kind=kind).order_by("pk").values("pk")[:1]
    entries = list(
        AuditEntry.objects.filter(
            subject_type="notifications.ladderstep", subject_id=first, verb=CHANGED
        ).order_by("-id")[:RECENT]
    )
    names = actor_names(entry.actor_key for entry in entries)
    return [
        LadderChange(
            at=entry.at,
            who=names.get(entry.actor_key, ""),
            before={each["code"]: each for each in entry.facts["before"]},
            after={each["code"]: each for each in entry.facts["after"]},
        )
        for entry in entries
    ]


def week_counts(
    before: Sequence[Upcoming], after: Sequence[Upcoming]
) -> list[WeekCount]:
    """Return how many reminders leave week by week with the old and the new ladder."""
    old, new = _by_week(before), _by_week(after)
    return [
        WeekCount(monday, old[monday], new[monday]) for monday in sorted({*old, *new})
    ]


def differences(
    before: Sequence[Upcoming], after: Sequence[Upcoming]
) -> list[Difference]:
    """Return what is sent only with the old or only with the new ladder, by day."""
    old, new = set(before), set(after)
    found = [
        *(Difference(each, is_new=True) for each in new - old),
        *(Difference(each, is_new=False) for each in old - new),
    ]
    return sorted(
        found,
        key=lambda each: (
            each.coming.send_on,
            each.coming.subject_id,
            each.coming.recipient_key,
            each.is_new,
        ),
    )


def _by_week(rows: Sequence[Upcoming]) -> Counter[date]:
    return Counter(
        each.send_on - timedelta(days=each.send_on.weekday()) for each in rows
    )
