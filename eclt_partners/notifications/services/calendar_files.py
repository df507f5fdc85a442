"""How do we remember which calendar files somebody has?"""

from icalendar import Calendar

from eclt_partners.notifications.models import CalendarFile, Outgoing

CANCEL = "CANCEL"


def note_file(message: Outgoing) -> None:
    """Remember the file of a message that is about to leave.

    Args:
        message: rendered; one without a file changes nothing.
    """
    if not message.calendar:
        return
    calendar = Calendar.from_ical(message.calendar)
    is_withdrawn = str(calendar.get("method")) == CANCEL
    for event in calendar.walk("VEVENT"):
        CalendarFile.objects.update_or_create(
            uid=str(event["uid"]),
            recipient_key=message.recipient_key,
            defaults={
                "sequence": int(str(event["sequence"])),
                "is_withdrawn": is_withdrawn,
                "outgoing": message,
            },
        )


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
