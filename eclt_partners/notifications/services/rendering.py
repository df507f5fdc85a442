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


class TakenAwayError(Exception):
    """Raised when a message was taken away from its sender while it was written."""


def render(message: Outgoing, *, now: datetime) -> bool:
    """Write the words of one message; as `render_all`.

    Returns:
        False when the message was taken away from this sender meanwhile.

    Raises:
        LetterError: there is nothing to say, or nobody who can.
    """
    trouble = render_all([message], now=now).get(message.pk)
    if trouble is not None and not isinstance(trouble, TakenAwayError):
        raise trouble
    return trouble is None


def render_all(messages: Sequence[Outgoing], *, now: datetime) -> dict[int, Exception]:
    """Write the words of messages that this sender has claimed, and keep them.

    In the language and the zone of each reader. A message whose dot was tried keeps its
    words, so that one Message-ID always means one text. What the letters are about is
    read for all of them at once.

    Args:
        messages: claimed by one sender; they are changed.
        now: the present moment, aware.

    Returns:
        What went wrong, by the id of the message; `TakenAwayError` among it.
    """
    unwritten = [message for message in messages if message.rendered_at is None]
    if not unwritten:
        return {}
    prefetch_related_objects(unwritten, "reminders")
    _gather(unwritten, now=now)
    troubles: dict[int, Exception] = {}
    for message in unwritten:
        try:
            _write(message, now=now)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 - a bad letter fails alone
            troubles[message.pk] = error
    written = [message for message in unwritten if message.pk not in troubles]
    kept = _keep(written)
    note_files([message for message in written if message.pk in kept])
    away = {each.pk: TakenAwayError() for each in written if each.pk not in kept}
    return troubles | away


def _gather(messages: Sequence[Outgoing], *, now: datetime) -> None:
    """Read for all letters together; when that fails each letter reads for itself."""
    try:
        letters.gather(messages, now=now)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("letters.not_gathered", count=len(messages))
        for message in messages:
            message.gathered = None


def _write(message: Outgoing, *, now: datetime) -> None:
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
