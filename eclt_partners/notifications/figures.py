"""How do the mails do, in numbers for machines? No names, no addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import F, Q

from eclt_partners.notifications.choices import HoleKind
from eclt_partners.notifications.models import DispatcherHeartbeat, Hole

A_DAY: Final = timedelta(days=1)

# Since when the longest waits: what is owed and not composed, what is queued and not
# touched (a message that is to be tried again later waits only from then on), and what
# is in doubt. And how long what left in the last day had waited.
_FIGURES_SQL: Final = """
SELECT
    (SELECT min(send_at) FROM notifications_reminder
     WHERE state = 'PLANNED' AND send_at <= %(now)s),
    (SELECT min(next_try_at) FROM notifications_outgoing
     WHERE state = 'queued' AND next_try_at <= %(now)s),
    (SELECT min(dot_at) FROM notifications_outgoing WHERE state = 'unconfirmed'),
    left_today.p99, left_today.count
FROM (
    SELECT percentile_cont(0.99) WITHIN GROUP (
               ORDER BY extract(epoch FROM sent_at - due_at)) AS p99,
           count(*) AS count
    FROM notifications_outgoing
    WHERE state = 'sent' AND sent_at > %(since)s
) left_today
"""


@dataclass(frozen=True, slots=True)
class MailFigures:
    """How the mails do at one moment; None = nothing of that sort.

    Attributes:
        waits_since: since when the longest waits that somebody should have touched.
        in_doubt_since: since when the oldest doubt lasts.
        dwell_p99_seconds: from due to sent, in 99 of 100 mails of the last day.
        sent_count: mails of the last day.
        holes_count: open holes in the ledger.
        ticks: the last sign of life of each dispatcher, by its name.
    """

    waits_since: datetime | None
    in_doubt_since: datetime | None
    dwell_p99_seconds: float | None
    sent_count: int
    holes_count: int
    ticks: Mapping[str, datetime]


def mail_figures(*, now: datetime) -> MailFigures:
    """Return how the mails do. Three queries, no network.

    Args:
        now: the present moment, aware.
    """
    values: dict[str, Any] = {"now": now, "since": now - A_DAY}
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES_SQL, values)
        owed, queued, in_doubt, p99, sent = cursor.fetchone()
    waits = [moment for moment in (owed, queued) if moment is not None]
    return MailFigures(
        waits_since=min(waits, default=None),
        in_doubt_since=in_doubt,
        dwell_p99_seconds=None if p99 is None else float(p99),
        sent_count=sent,
        holes_count=certain_holes(),
        ticks=dict(DispatcherHeartbeat.objects.values_list("name", "last_tick_at")),
    )


def certain_holes() -> int:
    """Return how many holes are open; what is only just owed counts when seen twice."""
    fresh = Q(what=HoleKind.MISSING, seen_at=F("found_at"))
    return Hole.objects.filter(~fresh, closed_at=None).count()
