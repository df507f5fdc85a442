"""How do we remember which calendar files somebody has?"""

import re
from collections.abc import Iterable

from eclt_partners.common.rules.calendar_lines import unfolded
from eclt_partners.notifications.models import CalendarFile, Outgoing

METHOD = re.compile(r"^METHOD:CANCEL\b", re.MULTILINE)
UID = re.compile(r"^UID:(\S+)", re.MULTILINE)
SEQUENCE = re.compile(r"^SEQUENCE:(\d+)", re.MULTILINE)


def note_files(messages: Iterable[Outgoing]) -> None:
    """Remember the files of messages that are about to leave. One query.

    Args:
        messages: rendered; those without a file change nothing.
    """
    files = {
        (uid, message.recipient_key): CalendarFile(
            uid=uid,
            recipient_key=message.recipient_key,
            sequence=int(number),
            is_withdrawn=METHOD.search(message.calendar) is not None,
            outgoing=message,
        )
        for message in messages
        for uid, number in _events(message.calendar)
    }
    CalendarFile.objects.bulk_create(
        files.values(),
        update_conflicts=True,
        unique_fields=["uid", "recipient_key"],
        update_fields=["sequence", "is_withdrawn", "outgoing"],
    )


def _events(calendar: str) -> list[tuple[str, str]]:
    """Return identity and number of each event of a file as we write them."""
    whole = unfolded(calendar)
    return list(zip(UID.findall(whole), SEQUENCE.findall(whole), strict=True))


def holders_of(uid: str) -> list[str]:
    """Return who has an event in the calendar through our mails: "user:12"."""
    held = CalendarFile.objects.in_calendars().filter(uid=uid)
    return list(held.values_list("recipient_key", flat=True))


def withdraw_file(uid: str, recipient_key: str) -> bool:
    """Note that somebody's event is being taken out; False when there was none."""
    held = CalendarFile.objects.in_calendars().filter(
        uid=uid, recipient_key=recipient_key
    )
    pks = list(held.values_list("pk", flat=True))
    return bool(CalendarFile.objects.filter(pk__in=pks).update(is_withdrawn=True))
