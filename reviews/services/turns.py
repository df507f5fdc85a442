"""What happens when the status of a partnership turns red?

The status is computed, never stored, so a turn is seen by comparing with the last
look. Each look is one transaction that at most one process has at a time.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction

from eclt_partners.common.actor import SYSTEM
from partners.choices import EventKind, Side, Status
from partners.models import Partnership
from partners.services.events import report_event
from reviews.models import StatusLook
from reviews.selectors.standing import standings
from reviews.selectors.turns import partnerships_to_look_at

_ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('reviews'), hashtext('turns'))"


@transaction.atomic
def note_turns(*, now: datetime) -> int:
    """Write an event for each partnership that has turned red since the last look.

    The event asks for a talk within 14 days (methods D3). One that stays red gets no
    second event; one that recovered and turns red again does. What is red at the
    first look did not turn: an imported portfolio calls nobody to a talk.

    Args:
        now: when, aware; each country's own day counts.

    Returns:
        How many have turned; 0 also while another process looks.
    """
    if not _is_alone():
        return 0
    turned = 0
    for today, group in _by_day(partnerships_to_look_at(now=now), now=now):
        found = standings(group, today)
        for partnership in group:
            if _has_turned(partnership, found[partnership.pk].status):
                _note(partnership, today, now=now)
                turned += 1
        _remember(group, {key: each.status for key, each in found.items()}, now=now)
    return turned


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_ALONE)
        return bool(cursor.fetchone()[0])


def _by_day(
    partnerships: Iterable[Partnership], *, now: datetime
) -> list[tuple[date, list[Partnership]]]:
    """Group partnerships by the day in their country: three days at the most."""
    groups: dict[date, list[Partnership]] = defaultdict(list)
    for each in partnerships:
        groups[each.country.today(now=now)].append(each)
    return sorted(groups.items())


def _has_turned(partnership: Partnership, status: Status) -> bool:
    look: StatusLook | None = getattr(partnership, "status_look", None)
    return look is not None and look.status != Status.RED and status == Status.RED


def _note(partnership: Partnership, today: date, *, now: datetime) -> None:
    report_event(
        actor=SYSTEM,
        now=now,
        partnership=partnership,
        kind=EventKind.TURNED_RED,
        happened_on=today,
        side=Side.FOUNDATION,
    )


def _remember(
    group: Iterable[Partnership], statuses: dict[int, Status], *, now: datetime
) -> None:
    StatusLook.objects.bulk_create(
        [
            StatusLook(
                partnership=each,
                status=statuses[each.pk],
                looked_on=each.country.today(now=now),
                looked_at=now,
            )
            for each in group
        ],
        update_conflicts=True,
        unique_fields=["partnership"],
        update_fields=["status", "looked_on", "looked_at"],
    )
