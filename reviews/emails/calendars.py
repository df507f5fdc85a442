"""How does the day that answers are due get into the reader's calendar?"""

from datetime import timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from eclt_partners.notifications.services.queueing import mail_domain
from reviews.emails.readers import Matter

PRODUCT = "-//Partnership reviews//EN"
DAY_BEFORE = timedelta(days=-1)


def due_day(matter: Matter) -> str:
    """Return an iCalendar file with the due day as an all-day event.

    The UID stays the same for a review; SEQUENCE rises when its day is moved, so
    that the entry in the calendar moves too.
    """
    review = matter.review
    summary = _("Answers due: %(name)s") % {"name": matter.partnership.name}
    event = Event()
    event.add("uid", f"review-{review.pk}@{mail_domain()}")
    event.add("dtstamp", matter.written_at)
    event.add("dtstart", review.due_on)
    event.add("dtend", review.due_on + timedelta(days=1))
    event.add("summary", summary)
    event.add("sequence", review.round)
    event.add("transp", "TRANSPARENT")
    event.add("url", matter.reader.url)
    event.add("description", f"{summary}\n{matter.reader.url}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", DAY_BEFORE)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return str(calendar.to_ical().decode())
