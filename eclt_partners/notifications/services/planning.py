"""How do the steps that a ladder owes become planned reminders?

An app says in SQL who is owed which step of its ladder; what follows is the same for
all of them: one statement plans (rulings 22), only the newest step of a person goes
out, and what was missed is noted as overtaken, so that an outage never ends in a burst
of mails (trust 1.5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from eclt_partners.notifications.choices import ReminderKind, ReminderState
from eclt_partners.notifications.models import Reminder
from eclt_partners.notifications.selectors import Upcoming
from eclt_partners.notifications.services.dropping import supersede_reminders

# A reminder older than this says nothing any more; the next step speaks.
WORTH_SENDING: Final = timedelta(days=14)

# Why somebody who is owed a step gets no mail; "" for everybody else. Reads `owed`.
WHY_NOT_SQL: Final = """
CASE WHEN EXISTS (
        SELECT 1 FROM notifications_stoppedaddress sa
        WHERE sa.cleared_at IS NULL AND sa.address = lower(owed.to_address)
    ) THEN 'bounced'
    WHEN EXISTS (
        SELECT 1 FROM notifications_notforme nf
        WHERE nf.taken_back_at IS NULL AND nf.recipient_key = owed.recipient_key
          AND nf.kind = %(kind)s AND nf.partnership_id = owed.partnership_id
          AND coalesce(nf.subject_id, owed.id) = owed.id
    ) THEN 'not the right person'
    WHEN %(kind)s = 'AGREEMENT_ENDING' AND owed.offset_days <= -60 AND EXISTS (
        SELECT 1 FROM notifications_lefttopic lt
        WHERE lt.topic = 'EARLY' AND lt.recipient_key = owed.recipient_key
    ) THEN 'not wanted'
    ELSE '' END
"""

# A step that is both somebody's own and that of a role is one of the role: the role
# can be read by whoever stands in.
_PLAN_SQL: Final = """
INSERT INTO notifications_reminder (
    kind, subject_id, step, round, recipient_key, reader_key, is_personal, to_address,
    language, time_zone, country_code, partnership_id, due_on, send_at, not_after,
    state, why, created_at)
SELECT %(kind)s, ow.id, ow.step, ow.round, ow.recipient_key, '', ow.personal,
    ow.to_address, ow.language, ow.time_zone, ow.country, ow.partnership_id, ow.due_on,
    ow.send_at, ow.send_at + %(worth)s,
    CASE WHEN NOT ow.is_newest THEN 'SUPERSEDED' WHEN ow.why_not <> '' THEN 'CANCELLED'
         ELSE 'PLANNED' END,
    CASE WHEN ow.is_newest THEN ow.why_not ELSE 'missed' END, %(now)s
FROM (
    SELECT owed.*, __PERSONAL__ AS personal, __WHY_NOT__ AS why_not,
        offset_days = max(offset_days) OVER (PARTITION BY id, recipient_key)
            AS is_newest,
        CASE WHEN %(waits)s THEN
            send_moment(country, time_zone, counts_from + offset_days, %(now)s,
                        %(hour)s)
        ELSE %(now)s END AS send_at
    FROM owed
) ow
ORDER BY ow.personal
ON CONFLICT (kind, subject_id, step, round, recipient_key) DO NOTHING
RETURNING id, state
"""
_UPCOMING_SQL: Final = """
SELECT DISTINCT %(kind)s, id, partnership_id, country, step, recipient_key, send_on
FROM owed WHERE send_on > today ORDER BY send_on, id, recipient_key
"""


@dataclass(frozen=True, slots=True)
class Owed:
    """Who is owed which step of one ladder.

    Attributes:
        kind: of the reminders.
        sql: ends with the query `owed`, one row for each person and step: id, round,
            partnership_id, country, due_on, counts_from, today, recipient_key,
            to_address, language, time_zone, step, offset_days, send_on. It reads
            `%(now)s` and `%(ahead)s` (days beyond today) and the values of its app.
        personal: an SQL condition on a row of `owed`: only this person can do it, so
            nobody else reads the mail while the person is away.
    """

    kind: ReminderKind
    sql: str
    personal: str = "false"

    @transaction.atomic
    def plan(self, values: Mapping[str, Any], *, now: datetime) -> int:
        """Plan what is owed now; safe to repeat, by any number of planners at once.

        Args:
            values: what the SQL of the app reads.
            now: the present moment, aware; beat passes the database's clock.

        Returns:
            How many reminders were planned.
        """
        statement = _PLAN_SQL.replace("__WHY_NOT__", WHY_NOT_SQL).replace(
            "__PERSONAL__", self.personal
        )
        rows = self._ask(statement, values, now=now, ahead=0)
        planned = [pk for pk, state in rows if state == ReminderState.PLANNED]
        if planned:
            self._overtake(planned)
        return len(planned)

    def upcoming(
        self, values: Mapping[str, Any], *, now: datetime, days: int
    ) -> list[Upcoming]:
        """Return what will be owed if nothing changes until then. One query.

        Args:
            values: what the SQL of the app reads.
            now: the present moment, aware.
            days: how many days to look ahead, from tomorrow on.
        """
        rows = self._ask(_UPCOMING_SQL, values, now=now, ahead=days)
        return [Upcoming(*row) for row in rows]

    def _ask(
        self, what: str, values: Mapping[str, Any], *, now: datetime, ahead: int
    ) -> list[tuple[Any, ...]]:
        asked: dict[str, Any] = {
            **values,
            "kind": str(self.kind),
            "now": now,
            "ahead": ahead,
            "hour": settings.REMINDER_HOUR,
            "waits": settings.REMINDERS_WAIT_FOR_MORNING,
            "worth": WORTH_SENDING,
        }
        with connection.cursor() as cursor:
            cursor.execute(self.sql + what, asked)
            return list(cursor.fetchall())

    def _overtake(self, new: list[int]) -> None:
        """Note older reminders of the same people that did not leave yet."""
        newer = Reminder.objects.filter(
            pk__in=new,
            kind=self.kind,
            subject_id=OuterRef("subject_id"),
            recipient_key=OuterRef("recipient_key"),
        )
        supersede_reminders(
            Q(Exists(newer), kind=self.kind) & ~Q(pk__in=new), why="later step"
        )
