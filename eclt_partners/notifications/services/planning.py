"""How do the steps that a ladder owes become planned reminders?

An app says in SQL who is owed which step of its ladder; what follows is the same for
all of them: one statement plans (rulings 22), only the newest step of a person goes
out, and what was missed is noted as overtaken, so that an outage never ends in a burst
of mails (trust 1.5).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from eclt_partners.notifications.choices import ReminderKind, ReminderState
from eclt_partners.notifications.models import Reminder
from eclt_partners.notifications.services.dropping import supersede_reminders

# A reminder older than this says nothing any more; the next step speaks.
WORTH_SENDING: Final = timedelta(days=14)
# So many at once make PostgreSQL's idea of the table wrong until it looks by itself, a
# minute later; each tick of planner and composer would take as long as all of them.
VERY_MANY: Final = 500

# Conditions on a row of the query named; the last one reads `offset_days` too.
BOUNCED_SQL: Final = """EXISTS (
        SELECT 1 FROM notifications_stoppedaddress sa
        WHERE sa.cleared_at IS NULL AND sa.address = lower({row}.to_address))"""
REFUSED_SQL: Final = """EXISTS (
        SELECT 1 FROM notifications_notforme nf
        WHERE nf.taken_back_at IS NULL AND nf.recipient_key = {row}.recipient_key
          AND nf.kind = %(kind)s AND nf.partnership_id = {row}.partnership_id
          AND coalesce(nf.subject_id, {row}.id) = {row}.id)"""
UNWANTED_SQL: Final = """%(kind)s = 'AGREEMENT_ENDING'
    AND {row}.offset_days <= -60 AND EXISTS (
        SELECT 1 FROM notifications_lefttopic lt
        WHERE lt.topic = 'EARLY' AND lt.recipient_key = {row}.recipient_key)"""
# Of a step `st`: it is another one than all that a person was sent of a matter. A step
# that somebody moved to another day has a new code and the origin of the old one.
NOT_SENT_SQL: Final = """(st.origin = '' OR NOT EXISTS (
          SELECT 1 FROM notifications_ladderstep was
          JOIN notifications_reminder re ON re.kind = was.kind AND re.step = was.code
          WHERE was.kind = st.kind AND was.origin = st.origin
            AND re.subject_id = {matter}.id AND re.round = {matter}.round
            AND re.recipient_key = {person}.recipient_key
            AND re.state IN ('PLANNED', 'COMPOSED', 'SENT')))"""
# Why somebody who is owed a step gets no mail; "" for everybody else. Reads `owed`.
WHY_NOT_SQL: Final = f"""
CASE WHEN {BOUNCED_SQL.format(row="owed")} THEN 'bounced'
    WHEN {REFUSED_SQL.format(row="owed")} THEN 'not the right person'
    WHEN {UNWANTED_SQL.format(row="owed")} THEN 'not wanted'
    ELSE '' END
"""
# Whoever got a step is not sent the same step again because somebody moved it to
# another day. Most ladders never move: their steps have no origin.
READY_SQL: Final = (
    """
, ready AS (
    SELECT owed.*, """  # noqa: S608 - joins constants of this module
    + WHY_NOT_SQL
    + """ AS why_not, __PERSONAL__ AS personal
    FROM owed
    WHERE NOT EXISTS (
        SELECT 1 FROM notifications_ladderstep st
        JOIN notifications_ladderstep was
          ON was.kind = st.kind AND was.origin = st.origin AND was.code <> st.code
        JOIN notifications_reminder re ON re.kind = was.kind AND re.step = was.code
         AND re.subject_id = owed.id AND re.round = owed.round
         AND re.recipient_key = owed.recipient_key
         AND re.state IN ('PLANNED', 'COMPOSED', 'SENT')
        WHERE st.kind = %(kind)s AND st.code = owed.step AND st.origin <> '')
)
"""
)
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
    SELECT ready.*,
        offset_days = max(offset_days) OVER (PARTITION BY id, recipient_key)
            AS is_newest,
        CASE WHEN %(waits)s THEN
            send_moment(country, time_zone, counts_from + offset_days, %(now)s,
                        %(hour)s)
        ELSE %(now)s END AS send_at
    FROM ready
) ow
ORDER BY ow.personal
ON CONFLICT (kind, subject_id, step, round, recipient_key) DO NOTHING
RETURNING id, state
"""
# What would have been sent earlier had the ladder always been as it is now.
_SKIP_SQL: Final = """
INSERT INTO notifications_reminder (
    kind, subject_id, step, round, recipient_key, reader_key, is_personal, to_address,
    language, time_zone, country_code, partnership_id, due_on, send_at, not_after,
    state, why, created_at)
SELECT %(kind)s, id, step, round, recipient_key, '', personal, to_address, language,
    time_zone, country, partnership_id, due_on, %(now)s, %(now)s, 'SUPERSEDED', %(why)s, %(now)s
FROM ready WHERE step = ANY(%(steps)s)
ON CONFLICT (kind, subject_id, step, round, recipient_key) DO NOTHING
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Owed:
    """Who is owed which step of one ladder.

    Attributes:
        kind: of the reminders.
        sql: ends with the query `owed`, one row for each person and step: id, round,
            partnership_id, country, due_on, counts_from, today, recipient_key,
            to_address, language, time_zone, step, offset_days, send_on. It reads
            `%(now)s`, `%(ahead)s` (days beyond today), `%(places)s` (countries
            outside of which nothing is looked at, NULL = none), `%(foreseen)s` (only
            what comes after today is wanted, so what has no step to come can be left
            out; no holidays last 60 days) and the values of its app.
        values: gives what else the SQL reads, where nothing narrows it down.
        everybody: the part of the SQL that ends with the query `everybody`: a row for
            each person the ladder is meant for, reached or not: id, round,
            partnership_id, country, due_on, counts_from, today, letter (of the steps;
            "" = of all), speaks (for which side), recipient_key ("" = nobody is
            named), to_address, has_left, is_settled (has done what is asked). "" for a
            ladder that tells in its own way who is not reminded.
        limited: the query also tells `counts` (this mail counts) and `room` (how many
            mails that count the person may still get about it; NULL = any number).
        personal: an SQL condition on a row of `owed`: only this person can do it, so
            nobody else reads the mail while the person is away.
    """

    kind: ReminderKind
    sql: str
    values: Callable[[], Mapping[str, Any]] = dict
    everybody: str = ""
    limited: bool = False
    personal: str = "false"

    @property
    def ready_sql(self) -> str:
        """The query `ready`: what is owed, why somebody gets no mail, whose it is."""
        return self.sql + READY_SQL.replace("__PERSONAL__", self.personal)

    @transaction.atomic
    def plan(self, values: Mapping[str, Any], *, now: datetime) -> int:
        """Plan what is owed now; safe to repeat, by any number of planners at once.

        Args:
            values: what the SQL of the app reads.
            now: the present moment, aware; beat passes the database's clock.

        Returns:
            How many reminders were planned.
        """
        rows = self._ask(_PLAN_SQL, values, now=now, ahead=0)
        planned = [pk for pk, state in rows if state == ReminderState.PLANNED]
        if planned:
            self._overtake(planned)
        if len(planned) >= VERY_MANY:
            transaction.on_commit(_look_at_reminders)
        return len(planned)

    @transaction.atomic
    def pass_over(self, steps: Collection[str], *, now: datetime, why: str) -> int:
        """Note as overtaken what these steps owe by now; nothing of it is ever sent.

        For steps that somebody has just added or changed.

        Args:
            steps: codes of steps.
            now: the present moment, aware.
            why: a short code for the ledger.

        Returns:
            How many reminders were noted.
        """
        values = {**self.values(), "steps": list(steps), "why": why}
        return len(self._ask(_SKIP_SQL, values, now=now, ahead=0))

    def ids_owed(self, values: Mapping[str, Any], *, now: datetime) -> list[int]:
        """Return what owes a reminder that is not planned yet. One query."""
        rows = self._ask(
            "SELECT DISTINCT id FROM ready ORDER BY id", values, now=now, ahead=0
        )
        return [row[0] for row in rows]

    def _ask(
        self, what: str, values: Mapping[str, Any], *, now: datetime, ahead: int
    ) -> list[tuple[Any, ...]]:
        asked: dict[str, Any] = {
            "places": None,
            "foreseen": False,
            **values,
            "kind": str(self.kind),
            "now": now,
            "ahead": ahead,
            "hour": settings.REMINDER_HOUR,
            "waits": settings.REMINDERS_WAIT_FOR_MORNING,
            "worth": WORTH_SENDING,
        }
        with connection.cursor() as cursor:
            cursor.execute(self.ready_sql + what, asked)
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


def _look_at_reminders() -> None:
    """Let PostgreSQL count the reminders anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT look_at_reminders()")
