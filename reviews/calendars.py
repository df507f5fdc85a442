"""How do days of reviews become calendar files?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from eclt_partners.common.actor import Actor
from eclt_partners.common.rules.calendar_lines import (
    day_value,
    file_of,
    moment_value,
    parameter,
    text_value,
)
from eclt_partners.notifications.services.queueing import mail_domain
from reviews.models import Review
from reviews.selectors.panels import open_seats_of_user

PRODUCT = "-//Partnership reviews//EN"
# A calendar asks twice a day: it gets the next days, and of the past what may still wait.
MOST_DAYS = 100
STILL_WAITING = timedelta(days=60)
DAY_BEFORE = "-P1D"
LOOK_AGAIN = "REFRESH-INTERVAL;VALUE=DURATION:PT12H"


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
    lines = [f"X-WR-CALNAME:{text_value(name)}", LOOK_AGAIN] if name else []
    for day in days:
        lines += _event(day, "CONFIRMED", now=now, within=_bell(day))
    return _calendar("PUBLISH", lines)


def withdrawn(day: CalendarDay, *, now: datetime) -> str:
    """Return an iCalendar file that takes a day out of a calendar.

    Args:
        day: as it was, with a higher number.
        now: the moment of writing.
    """
    return _calendar("CANCEL", _event(day, "CANCELLED", now=now))


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


def _calendar(method: str, lines: Iterable[str]) -> str:
    return file_of(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:{PRODUCT}",
            f"METHOD:{method}",
            *lines,
            "END:VCALENDAR",
        )
    )


def _event(
    day: CalendarDay, status: str, *, now: datetime, within: Iterable[str] = ()
) -> list[str]:
    """Return the lines of an entry.

    Args:
        day: what it says.
        status: of RFC 5545 3.8.1.11.
        now: the moment of writing.
        within: lines of what belongs to it.
    """
    return [
        "BEGIN:VEVENT",
        f"UID:{text_value(day.uid)}",
        f"SEQUENCE:{day.sequence}",
        f"DTSTAMP:{moment_value(now)}",
        f"DTSTART;VALUE=DATE:{day_value(day.on)}",
        f"DTEND;VALUE=DATE:{day_value(day.on + timedelta(days=1))}",
        f"SUMMARY:{text_value(day.summary)}",
        f"DESCRIPTION:{text_value(day.summary)}\\n{text_value(day.url)}",
        f"URL:{day.url}",
        _organizer(),
        f"STATUS:{status}",
        "TRANSP:TRANSPARENT",
        *within,
        "END:VEVENT",
    ]


def _organizer() -> str:
    """Return who keeps the event; RFC 5546 wants one in every file that is sent."""
    name = parameter(settings.FOUNDATION_NAME)
    return f"ORGANIZER;CN={name}:mailto:{settings.CONTACT_EMAIL}"


def _bell(day: CalendarDay) -> list[str]:
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{text_value(day.summary)}",
        f"TRIGGER:{DAY_BEFORE}",
        "END:VALARM",
    ]
