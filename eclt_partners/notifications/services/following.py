"""What becomes of mail that waits when something about its reader changes?"""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from eclt_partners.notifications.choices import OutgoingState, ReminderState
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services.addresses import in_working_hours

# Why a reminder waits, as the ledger says it (see `composing`).
AWAY: Final = "away"
# What of a person decides in which words and at which hour a mail comes.
WRITTEN_FOR: Final = frozenset({"language", "time_zone"})
# What waits for a day waits for its morning in the new zone. What an address did not
# take is owed again in the new words.
_REMINDERS_SQL: Final = """
UPDATE notifications_reminder re
SET language = %(language)s, time_zone = %(time_zone)s,
    send_at = CASE
        WHEN re.time_zone = %(time_zone)s OR re.send_at <= %(now)s THEN re.send_at
        ELSE send_moment(
            re.country_code, %(time_zone)s,
            (re.send_at AT TIME ZONE re.time_zone)::date, %(now)s, %(hour)s) END
WHERE coalesce(nullif(re.reader_key, ''), re.recipient_key) = %(key)s
  AND (re.state = 'PLANNED' OR (re.state = 'CANCELLED' AND re.why = 'bounced'))
"""
# What is due by now is not held back; what waits longer is worth as much longer.
_REST_SQL: Final = """
UPDATE notifications_reminder re
SET send_at = later.moment, not_after = re.not_after + (later.moment - re.send_at)
FROM notifications_reminder was
CROSS JOIN LATERAL (
    SELECT (was.send_at AT TIME ZONE was.time_zone)::date AS day
) at
CROSS JOIN LATERAL (
    SELECT send_moment(was.country_code, was.time_zone, at.day, %(now)s, %(hour)s)
        AS moment
) later
WHERE was.id = re.id AND re.state = 'PLANNED' AND re.send_at > %(now)s
  AND re.country_code = %(country)s AND working_day(re.country_code, at.day) > at.day
"""


def owe_who_is_back(recipient_key: str, *, now: datetime) -> int:
    """Owe in the next working hours what waited until a person is back.

    Should the person be away all the same, the composer lets it wait again.

    Args:
        recipient_key: for example "user:7".
        now: the present moment, aware.

    Returns:
        How many reminders wait no longer.
    """
    waiting = Reminder.objects.filter(
        recipient_key=recipient_key,
        state=ReminderState.PLANNED,
        why=AWAY,
        send_at__gt=now,
    )
    return waiting.update(why="", send_at=in_working_hours(now))


@transaction.atomic
def follow_new_settings(
    recipient_key: str, *, language: str, time_zone: str, now: datetime
) -> None:
    """Write what waits for a person in the new language, and for the new zone.

    What is written already keeps its words: it may have been on the wire.

    Args:
        recipient_key: of who reads it, for example "contact:7".
        language: in which the person is written to from now on.
        time_zone: in which the person's mornings begin.
        now: the present moment, aware.
    """
    unwritten = Outgoing.objects.filter(
        recipient_key=recipient_key, state=OutgoingState.QUEUED, rendered_at=None
    )
    unwritten.update(language=language, time_zone=time_zone)
    values: dict[str, str | int | datetime] = {
        "key": recipient_key,
        "language": language,
        "time_zone": time_zone,
        "now": now,
        "hour": settings.REMINDER_HOUR,
    }
    with connection.cursor() as cursor:
        cursor.execute(_REMINDERS_SQL, values)


@transaction.atomic
def follow_days_off(country: str, *, now: datetime) -> int:
    """Let what waits for a day on which people rest now wait until they work again.

    Args:
        country: ISO code, with its working days filled anew.
        now: the present moment, aware.

    Returns:
        How many reminders wait longer.
    """
    values: dict[str, str | int | datetime] = {
        "country": country,
        "now": now,
        "hour": settings.REMINDER_HOUR,
    }
    with connection.cursor() as cursor:
        cursor.execute(_REST_SQL, values)
        moved: int = cursor.rowcount
    return moved
