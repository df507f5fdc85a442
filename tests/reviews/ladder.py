"""What the tests of reminders share: a due day, its days around, and who is owed."""

from datetime import UTC, date, datetime, timedelta

from eclt_partners.notifications.choices import ReminderState
from eclt_partners.notifications.models import Reminder

# A Thursday: of its steps only T+30 falls on a weekend and leaves two days later.
DUE = date(2027, 2, 18)
MONTH_LATE = 32


def at(day: date, hour: int = 1) -> datetime:
    """An hour of a day in UTC; Blantyre is two hours ahead, without summer time."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def offset(days: int, hour: int = 1) -> datetime:
    return at(DUE + timedelta(days=days), hour)


def planned() -> list[tuple[str, str]]:
    rows = Reminder.objects.filter(state=ReminderState.PLANNED)
    return sorted(rows.values_list("step", "recipient_key"))


def keys(cast, *names: str) -> list[str]:
    return [
        f"{'contact' if name in {'gift', 'grace'} else 'user'}:{getattr(cast, name).pk}"
        for name in names
    ]
