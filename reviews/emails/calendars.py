"""How does the day that answers are due get into the reader's calendar?"""

from reviews.calendars import answers_due, calendar_file
from reviews.emails.readers import Matter


def due_day(matter: Matter) -> str:
    """Return an iCalendar file with the due day as an all-day event."""
    day = answers_due(matter.review, url=matter.reader.url)
    return calendar_file([day], now=matter.written_at)
