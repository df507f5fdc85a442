"""How do the words of a message come about, just before it is sent?"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from eclt_partners.notifications import leaving, letters
from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.framing import frame_of, framed
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services.calendar_files import note_file
from eclt_partners.notifications.services.queueing import mail_domain

# Answering machines and out-of-office replies leave such mail alone (RFC 3834).
AUTOMATIC = {"Auto-Submitted": "auto-generated"}
SUBJECT_LENGTH = 200
FIELDS = ["subject", "text_body", "html_body", "calendar", "headers", "rendered_at"]


def render(message: Outgoing, *, now: datetime) -> bool:
    """Write the words of a message that this sender has claimed, and keep them.

    In the language and the zone of its reader. A message tried again keeps its
    words, so that one Message-ID always means one text.

    Args:
        message: claimed by this sender; it is changed.
        now: the present moment, aware.

    Returns:
        False when the message was taken away from this sender meanwhile.

    Raises:
        LetterError: there is nothing to say, or nobody who can.
    """
    if message.rendered_at is not None:
        return True
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
    kept = Outgoing.objects.filter(
        pk=message.pk, state=OutgoingState.CLAIMED, owner=message.owner
    ).update(**{name: getattr(message, name) for name in FIELDS})
    if kept:
        note_file(message)
    return bool(kept)


def _thread_header(thread: str) -> dict[str, str]:
    return {"References": f"<{thread}@{mail_domain()}>"} if thread else {}
