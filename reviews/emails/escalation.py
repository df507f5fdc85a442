"""Who hears next when nothing happens? The mail before says so (screens E3)."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from eclt_partners.common.words import plain_date
from eclt_partners.countries.selectors import next_working_day
from eclt_partners.notifications.choices import Audience, ReminderKind
from eclt_partners.notifications.models import LadderStep
from partners.rules.method import METHOD
from reviews.choices import ReviewKind, ReviewState
from reviews.emails.readers import Matter
from reviews.emails.wording import counted
from reviews.rules.states import lapses_on

HIGHER_UP = [Audience.MANAGER, Audience.DIRECTOR, Audience.DIRECTOR_AND_HELPER]


def told_next(matter: Matter) -> str:
    """Return who is told next and when; "" when nobody is."""
    found = _next_step(matter)
    if found is None:
        return ""
    audience, day = found
    words = {
        Audience.MANAGER: _(
            "If nothing happens by %(date)s, the country manager will be told."
        ),
        Audience.DIRECTOR: _(
            "If nothing happens by %(date)s, the director will be told."
        ),
        Audience.DIRECTOR_AND_HELPER: _(
            "If nothing happens by %(date)s, the director and the neutral helper will "
            "be told."
        ),
    }
    return words[audience] % {"date": plain_date(day)}


def call_before(matter: Matter) -> str:
    """Return by when a call still changes what happens next."""
    found = _next_step(matter)
    if found is None:
        return _("Please call in the next few days.")
    return _("Please call before %(date)s.") % {"date": plain_date(found[1])}


def ways_on(matter: Matter) -> str:
    """Return what can still be done once answers are in, and what time does by itself.

    Returns:
        "" while answers are awaited.
    """
    review = matter.review
    is_closed = review.state == ReviewState.CLOSED and review.kind != ReviewKind.TALK
    if not is_closed or review.closed_at is None:
        return ""
    day = lapses_on(matter.country.today(now=review.closed_at))
    if len(counted(matter).heard) == 1:
        text = _(
            "Only one side answered. Hold the talk, or complete the review without a "
            "talk. If nobody decides by %(date)s, it ends without a health index, and "
            "the next review asks both sides again."
        )
    else:
        text = _(
            "Hold the talk, by phone if need be, or cancel the review with a reason. "
            "Without a talk by %(date)s it lapses: it no longer says anything."
        )
    return text % {"date": plain_date(day - timedelta(days=1))}


def out_of_date_from(matter: Matter) -> str:
    """Return from when on nothing is known for sure any more."""
    day = matter.review.due_on + timedelta(days=METHOD.stale_days)
    text = _(
        "If nothing is decided by %(date)s, what we know about this partnership counts "
        "as out of date."
    )
    return text % {"date": plain_date(day)}


def _next_step(matter: Matter) -> tuple[Audience, date] | None:
    """Return the next rung that goes to somebody higher up, and its day."""
    due_on, country = matter.review.due_on, matter.country.code
    steps = LadderStep.objects.filter(
        kind=ReminderKind.REVIEW, is_active=True, audience__in=HIGHER_UP
    )
    for step in steps.order_by("offset_days"):
        day = next_working_day(country, due_on + timedelta(days=step.offset_days))
        if day > matter.today:
            return Audience(step.audience), day
    return None
