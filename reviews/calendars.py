"""How do days of reviews become calendar files?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vCalAddress

from eclt_partners.common.actor import Actor
from eclt_partners.notifications.services.queueing import mail_domain
from reviews.models import Review
from reviews.selectors.panels import open_seats_of_user

PRODUCT = "-//Partnership reviews//EN"
# A calendar asks twice a day: it gets the next days, and of the past what may still wait.
MOST_DAYS = 100
STILL_WAITING = timedelta(days=60)
DAY_BEFORE = timedelta(days=-1)
LOOK_AGAIN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One all-day entry.

    Attributes:
        uid: stays the same when the day is moved, so that the entry moves too.
        on: the day.
        summary: one line.
        url: where to go.
        sequence: rises when the day is moved or taken out, and never goes back.
    """

    uid: str
    on: date
    summary: str
    url: str
    sequence: int = 1


def uid_of(review: Review) -> str:
    """Return the name by which calendars know the day that answers are due."""
    return f"review-{review.pk}@{mail_domain()}"


def answers_due(
    review: Review, *, url: str, on: date | None = None, number: int | None = None
) -> CalendarDay:
    """Return the day by which both sides answer.

    Args:
        review: with its partnership.
        url: where to go.
        on: another day than the present one.
        number: another one than the present number.
    """
    return CalendarDay(
        uid=uid_of(review),
        on=on or review.due_on,
        summary=_("Answers due: %(name)s") % {"name": review.partnership.name},
        url=url,
        sequence=number or review.calendar_number,
    )


def averages_seen(review: Review, on: date, *, url: str) -> CalendarDay:
    """Return the last day on which both sides see what both said."""
    text = _("Both sides see the answers: %(name)s")
    return CalendarDay(
        uid=f"review-{review.pk}-seen@{mail_domain()}",
        on=on,
        summary=text % {"name": review.partnership.name},
        url=url,
        sequence=review.calendar_number,
    )


def calendar_file(days: Iterable[CalendarDay], *, now: datetime, name: str = "") -> str:
    """Return an iCalendar file.

    Args:
        days: the entries.
        now: the moment of writing.
        name: of a feed that calendars ask for again; "" for a single file.
    """
    calendar = _calendar("PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
    for day in days:
        event = _event(day, now=now)
        event.add("status", "CONFIRMED")
        event.add_component(_bell(day))
        calendar.add_component(event)
    return str(calendar.to_ical().decode())


def withdrawn(day: CalendarDay, *, now: datetime) -> str:
    """Return an iCalendar file that takes a day out of a calendar.

    Args:
        day: as it was, with a higher number.
        now: the moment of writing.
    """
    event = _event(day, now=now)
    event.add("status", "CANCELLED")
    calendar = _calendar("CANCEL")
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def feed_of(actor: Actor, *, now: datetime) -> str:
    """Return the reviews that a person answers or leads, as a calendar. One query.

    Names of partnerships and days only: calendars lie on many devices.
    """
    asked = open_seats_of_user(actor.user_id)
    mine = Q(panelists__in=asked) | Q(partnership__foundation_lead=actor.user_id)
    reviews = (
        Review.objects.visible_to(actor)
        .unfinished()
        .filter(mine, due_on__gte=(now - STILL_WAITING).date())
        .select_related("partnership")
        .distinct()
    )
    days = [
        answers_due(
            review,
            url=settings.SITE_URL + reverse("reviews:hub", args=[review.pk]),
        )
        for review in reviews.order_by("due_on", "pk")[:MOST_DAYS]
    ]
    return calendar_file(days, now=now, name=_("Reviews"))


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _event(day: CalendarDay, *, now: datetime) -> Event:
    event = Event()
    event.add("uid", day.uid)
    event.add("dtstamp", now)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", day.summary)
    event.add("sequence", day.sequence)
    event.add("organizer", _organizer())
    event.add("transp", "TRANSPARENT")
    event.add("url", day.url)
    event.add("description", f"{day.summary}\n{day.url}")
    return event


def _organizer() -> vCalAddress:
    """Return who keeps the event; RFC 5546 wants one in every file that is sent."""
    organizer = vCalAddress(f"mailto:{settings.CONTACT_EMAIL}")
    organizer.params["cn"] = settings.FOUNDATION_NAME
    return organizer


def _bell(day: CalendarDay) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", day.summary)
    alarm.add("trigger", DAY_BEFORE)
    return alarm
