"""How do tests write an owed reminder?"""

from datetime import UTC, date, datetime, timedelta

from eclt_partners.notifications.models import Reminder

NINE = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def owe(**changes: object) -> Reminder:
    """Owe the invitation of review 1 to Amina, due at nine in Blantyre."""
    values: dict = {
        "kind": "REVIEW",
        "subject_id": 1,
        "step": "T-14",
        "recipient_key": "user:1",
        "to_address": "amina@example.org",
        "language": "en-gb",
        "time_zone": "Africa/Blantyre",
        "country_code": "MW",
        "partnership_id": 1,
        "due_on": date(2026, 12, 7),
        "send_at": NINE,
        "not_after": NINE + timedelta(days=14),
        "created_at": NINE,
    }
    return Reminder.objects.create(**values | changes)
