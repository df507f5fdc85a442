"""How do the reminders that are due become messages, one per person and day?

The key of a message names its reader and the day in the reader's zone, so the
database itself refuses a second one. Any number of composers may run at once.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from eclt_partners.notifications.letters import DIGEST
from eclt_partners.notifications.services.queueing import mail_domain

BATCH = 5000

DUE = "re.state = 'PLANNED' AND re.send_at <= %(now)s AND re.not_after > %(now)s"
# A mail that may have arrived is dropped by its name when it comes again, and with it
# what was new in it. Counted, so that PostgreSQL looks at each message's own events.
MAY_HAVE_ARRIVED = """(
    SELECT count(*) FROM notifications_outgoingevent ev
    WHERE ev.outgoing_id = og.id AND ev.new_state = 'unconfirmed') > 0"""
READER = "coalesce(nullif(re.reader_key, ''), re.recipient_key)"

# What is owed to somebody who is away is read by whoever stands in; accounts writes
# `mail_readers`. An address that mail does not reach stands in for nobody.
STAND_IN_SQL = f"""
UPDATE notifications_reminder re
SET reader_key = mr.reader_key, to_address = mr.to_address, language = mr.language,
    time_zone = mr.time_zone
FROM mail_readers(%(now)s) mr
WHERE {DUE} AND NOT re.is_personal AND re.reader_key = ''
  AND re.recipient_key = mr.owed_key AND mr.reader_key IS NOT NULL
  AND NOT EXISTS (
      SELECT 1 FROM notifications_stoppedaddress sa
      WHERE sa.cleared_at IS NULL AND sa.address = lower(mr.to_address))
"""  # noqa: S608 - joins constants of this module

# What nobody else can do waits for the person, unless it would come too late.
WAIT_SQL = f"""
UPDATE notifications_reminder re
SET why = 'away', send_at = send_moment(
    re.country_code, re.time_zone, mr.away_until + 1, %(now)s, %(hour)s)
FROM mail_readers(%(now)s) mr
WHERE {DUE} AND re.is_personal AND re.recipient_key = mr.owed_key
  AND mr.away_until < re.due_on
  AND (mr.away_until + 3)::timestamp AT TIME ZONE re.time_zone < re.not_after
"""  # noqa: S608

# Who wants the list on Mondays only gets at once what is due before the next Monday;
# the rest waits, once.
MONDAY_SQL = f"""
UPDATE notifications_reminder re
SET why = 'Monday', send_at = send_moment(
    re.country_code, re.time_zone, week.monday, %(now)s, %(hour)s)
FROM notifications_reminder due
CROSS JOIN LATERAL (
    SELECT extract(isodow FROM %(now)s::timestamptz AT TIME ZONE due.time_zone)::integer
        AS today
) day
CROSS JOIN LATERAL (
    SELECT (%(now)s::timestamptz AT TIME ZONE due.time_zone)::date + 8 - day.today
        AS monday
) week
WHERE due.id = re.id AND {DUE} AND re.why <> 'Monday' AND day.today > 1
  AND re.due_on >= week.monday
  AND EXISTS (
      SELECT 1 FROM notifications_lefttopic lt
      WHERE lt.topic = 'LIST' AND lt.recipient_key = {READER})
"""  # noqa: S608

# Locks what is due, makes one message for each person and day, ties both together.
# Somebody else's locked reminders wait for the next tick.
COMPOSE_SQL = f"""
WITH due AS (
    SELECT re.id, {READER} AS reader_key, re.to_address, re.language, re.time_zone,
           re.country_code, re.partnership_id, re.send_at, re.not_after,
           coalesce(st.letter, '') AS letter,
           'day:' || {READER} || ':'
               || (%(now)s::timestamptz AT TIME ZONE re.time_zone)::date AS dedupe_key
    FROM notifications_reminder re
    LEFT JOIN notifications_ladderstep st ON st.kind = re.kind AND st.code = re.step
    WHERE {DUE}
    ORDER BY re.send_at, re.id
    LIMIT %(batch)s
    FOR UPDATE OF re SKIP LOCKED
),
made AS (
    INSERT INTO notifications_outgoing (
        dedupe_key, message_id, recipient_key, to_address, language, time_zone,
        country_code, partnership_id, letter, facts, subject, text_body, html_body,
        calendar, headers, created_at, due_at, not_after, next_try_at, state,
        attempts, last_reply)
    SELECT dedupe_key,
        '<' || left(encode(sha256(convert_to(dedupe_key, 'UTF8')), 'hex'), 32)
            || '@' || %(domain)s || '>',
        min(reader_key), min(to_address), min(language), min(time_zone),
        CASE WHEN min(country_code) = max(country_code) THEN min(country_code)
             ELSE '' END,
        CASE WHEN min(partnership_id) = max(partnership_id)
             THEN min(partnership_id) END,
        CASE WHEN count(*) = 1 AND min(letter) <> '' THEN min(letter)
             ELSE %(digest)s END,
        '{{}}', '', '', '', '', '{{}}',
        %(now)s, min(send_at), max(not_after), min(send_at), 'queued', 0, ''
    FROM due GROUP BY dedupe_key ORDER BY dedupe_key
    ON CONFLICT (dedupe_key) DO NOTHING
    RETURNING id, dedupe_key
)
UPDATE notifications_reminder re SET state = 'COMPOSED', outgoing_id = made.id
FROM due JOIN made ON made.dedupe_key = due.dedupe_key
WHERE re.id = due.id
"""  # noqa: S608

# The person has a message of today already: while it waits, one more row fits in.
# A message in somebody's hand is left alone.
JOIN_SQL = f"""
WITH waiting AS (
    SELECT og.id, og.dedupe_key FROM notifications_outgoing og
    WHERE og.state = 'queued' AND og.dedupe_key IN (
        SELECT 'day:' || {READER} || ':'
            || (%(now)s::timestamptz AT TIME ZONE re.time_zone)::date
        FROM notifications_reminder re WHERE {DUE})
      AND NOT ({MAY_HAVE_ARRIVED})
    ORDER BY og.id
    FOR UPDATE SKIP LOCKED
),
joined AS (
    UPDATE notifications_reminder re SET state = 'COMPOSED', outgoing_id = waiting.id
    FROM waiting
    WHERE {DUE}
      AND waiting.dedupe_key = 'day:' || {READER} || ':'
          || (%(now)s::timestamptz AT TIME ZONE re.time_zone)::date
    RETURNING re.outgoing_id, re.not_after, re.country_code, re.partnership_id
),
rows AS (
    SELECT outgoing_id, max(not_after) AS not_after,
           min(country_code) AS low_country, max(country_code) AS high_country,
           min(partnership_id) AS low_partnership, max(partnership_id) AS high_partnership
    FROM joined GROUP BY outgoing_id
)
UPDATE notifications_outgoing og
SET letter = %(digest)s, rendered_at = NULL,
    not_after = greatest(og.not_after, rows.not_after),
    country_code = CASE WHEN (low_country, high_country)
        = (og.country_code, og.country_code) THEN og.country_code ELSE '' END,
    partnership_id = CASE WHEN (low_partnership, high_partnership)
        = (og.partnership_id, og.partnership_id) THEN og.partnership_id END
FROM rows WHERE og.id = rows.outgoing_id
"""  # noqa: S608

# What is still due has its message of today behind it: it goes out with the next
# working morning's.
POSTPONE_SQL = f"""
UPDATE notifications_reminder re
SET send_at = send_moment(
    re.country_code, re.time_zone,
    (%(now)s::timestamptz AT TIME ZONE re.time_zone)::date + 1, %(now)s, %(hour)s)
FROM notifications_outgoing og
WHERE re.state = 'PLANNED' AND re.send_at <= %(now)s
  AND (og.state NOT IN ('queued', 'claimed') OR {MAY_HAVE_ARRIVED})
  AND og.dedupe_key = 'day:'
      || {READER} || ':'
      || (%(now)s::timestamptz AT TIME ZONE re.time_zone)::date
"""  # noqa: S608

EXPIRE_SQL = """
UPDATE notifications_reminder SET state = 'CANCELLED', why = 'too late'
WHERE state = 'PLANNED' AND not_after <= %(now)s
"""

STATEMENTS = (
    EXPIRE_SQL,
    STAND_IN_SQL,
    WAIT_SQL,
    MONDAY_SQL,
    COMPOSE_SQL,
    JOIN_SQL,
    POSTPONE_SQL,
)


def compose_mail(*, now: datetime) -> int:
    """Put the reminders that are due into messages.

    One message per reader and day in the reader's zone: several reminders become a
    digest; what comes later joins the message while it waits, else it moves to the
    next working morning. What is no longer worth sending is cancelled.

    Args:
        now: the present moment, aware.

    Returns:
        How many reminders were put into messages.
    """
    values: dict[str, Any] = {
        "now": now,
        "batch": BATCH,
        "digest": DIGEST,
        "domain": mail_domain(),
        "hour": settings.REMINDER_HOUR,
    }
    composed = 0
    for statement in STATEMENTS:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            composed += cursor.rowcount if statement is COMPOSE_SQL else 0
    return composed
