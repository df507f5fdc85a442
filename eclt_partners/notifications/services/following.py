"""What becomes of mail that waits when something about its reader changes?"""

from datetime import datetime

from eclt_partners.notifications.choices import ReminderState
from eclt_partners.notifications.models import Reminder
from eclt_partners.notifications.services.addresses import in_working_hours

# Why a reminder waits, as the ledger says it (see `composing`).
AWAY = "away"


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
