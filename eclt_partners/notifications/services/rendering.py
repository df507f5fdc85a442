"""How do the words of a message come about, just before it is sent?"""

import json
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from django.core.serializers.json import DjangoJSONEncoder
from django.db import InterfaceError, OperationalError, connection
from django.db.models import prefetch_related_objects
from django.utils import timezone, translation

from eclt_partners.notifications import leaving, letters
from eclt_partners.notifications.framing import frame_of, framed
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.calendar_files import note_files
from eclt_partners.notifications.services.queueing import mail_domain

# Answering machines and out-of-office replies leave such mail alone (RFC 3834).
AUTOMATIC = {"Auto-Submitted": "auto-generated"}
SUBJECT_LENGTH = 200
FIELDS = ["subject", "text_body", "html_body", "calendar", "headers", "rendered_at"]
KEEP_SQL = """
UPDATE notifications_outgoing og
SET subject = new.subject, text_body = new.text_body, html_body = new.html_body,
    calendar = new.calendar, headers = new.headers, rendered_at = new.rendered_at
FROM jsonb_to_recordset(%s::jsonb) AS new(
    pk bigint, subject text, text_body text, html_body text, calendar text,
    headers jsonb, rendered_at timestamptz)
WHERE og.id = new.pk AND og.state = 'claimed' AND og.owner = %s
RETURNING og.id
"""

log = structlog.get_logger(__name__)


def render(message: Outgoing, *, now: datetime) -> bool:
    """Write the words of one message that a sender has claimed, and store them.

    Returns:
        False when the message was taken away from its sender meanwhile.

    Raises:
        LetterError: there is nothing to say, or nobody who can.
    """
    gather([message], now=now)
    write(message, now=now)
    return bool(store([message], now=now))


def gather(messages: Sequence[Outgoing], *, now: datetime) -> None:
    """Read at once what the letters of messages are about.

    When that fails each letter reads for itself.

    Args:
        messages: claimed by one sender; they are changed.
        now: the present moment, aware.
    """
    unwritten = [message for message in messages if message.rendered_at is None]
    if not unwritten:
        return
    prefetch_related_objects(unwritten, "reminders")
    try:
        letters.gather(unwritten, now=now)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("letters.not_gathered", count=len(unwritten))
        for message in unwritten:
            message.gathered = None


def write(message: Outgoing, *, now: datetime) -> None:
    """Write the words of a message, in the language and the zone of its reader.

    A message whose dot was tried keeps its words, so that one Message-ID always means
    one text.

    Args:
        message: gathered; it is changed.
        now: the moment for which it was gathered.

    Raises:
        LetterError: there is nothing to say, or nobody who can.
    """
    if message.rendered_at is not None:
        return
    zone = ZoneInfo(message.time_zone)
    with translation.override(message.language), timezone.override(zone):
        frame = frame_of(message, now=now)
        with framed(frame):
            letter = letters.write(message, now=now)
    message.subject = " ".join(letter.subject.split())[:SUBJECT_LENGTH]
    message.text_body = letter.text
    message.html_body = letter.html
    message.calendar = letter.calendar
    message.headers = AUTOMATIC | _thread_header(letter.thread)
    if frame.topic is not None:
        message.headers |= leaving.headers(frame.topic)
    message.rendered_at = now


def store(messages: Sequence[Outgoing], *, now: datetime) -> list[Outgoing]:
    """Store the words of messages.

    Args:
        messages: with their words.
        now: the moment for which they were written; older words are stored already.

    Returns:
        Those that their sender still has.
    """
    fresh = [message for message in messages if message.rendered_at == now]
    kept = _keep(fresh)
    note_files([message for message in fresh if message.pk in kept])
    return [each for each in messages if each.rendered_at != now or each.pk in kept]


def _keep(messages: Sequence[Outgoing]) -> set[int]:
    """Store the words of those that this sender still has; return their ids."""
    if not messages:
        return set()
    words = [
        {name: getattr(message, name) for name in ("pk", *FIELDS)}
        for message in messages
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            KEEP_SQL, [json.dumps(words, cls=DjangoJSONEncoder), messages[0].owner]
        )
        return {row[0] for row in cursor.fetchall()}


def _thread_header(thread: str) -> dict[str, str]:
    return {"References": f"<{thread}@{mail_domain()}>"} if thread else {}
