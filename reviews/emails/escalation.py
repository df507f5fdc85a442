"""Who hears next when nothing happens? The mail before says so (screens E3)."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from eclt_partners.accounts.choices import Role
from eclt_partners.accounts.selectors import people_in_role, people_of_all
from eclt_partners.common.words import plain_date
from eclt_partners.countries.selectors import next_working_day
from eclt_partners.notifications.choices import Audience, ReminderKind
from eclt_partners.notifications.models import LadderStep
from partners.choices import Status
from partners.rules.method import METHOD
from reviews.choices import ReviewKind, ReviewState
from reviews.emails.readers import Matter
from reviews.emails.wording import counted
from reviews.rules.snooze import refusal
from reviews.rules.states import lapses_on
from reviews.selectors.snoozes import snooze_facts
from reviews.selectors.standing import standing_of

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
    """Return from when on what is known counts no more (methods C4).

    It counts from the day that the last full review asked for, not from the day of
    this review, which an event may have brought forward or somebody moved.

    Returns:
        "" when nothing is known yet, or this review would not change it.
    """
    next_on = standing_of(matter.partnership, matter.today).next_on
    if next_on is None or matter.review.kind != ReviewKind.FULL:
        return ""
    last = next_on + timedelta(days=METHOD.stale_days)
    if last < matter.today:
        return _is_out_of_date()
    text = _(
        "If nothing is decided by %(date)s, what we know about this partnership counts "
        "as out of date."
    )
    return text % {"date": plain_date(last)}


def choices(matter: Matter) -> str:
    """Return what a country manager can do while answers are awaited."""
    if _may_be_moved(matter):
        return _(
            "You can hold the talk by phone, ask the neutral helper, or agree another "
            "date with a reason."
        )
    return _(
        "You can hold the talk by phone, ask the neutral helper, or cancel the review "
        "with a reason. It cannot be moved any more."
    )


def decisions(matter: Matter) -> str:
    """Return what director and helper can decide while answers are awaited."""
    if _may_be_moved(matter):
        return _("Talk by phone, move it with a reason, or cancel it with a reason.")
    return _("Talk by phone, or cancel it with a reason. It cannot be moved any more.")


def _may_be_moved(matter: Matter) -> bool:
    return refusal(snooze_facts(matter.review, today=matter.today)) is None


def what_is_out_of_date(matter: Matter) -> str:
    """Say that what is known counts no more, and what the status says of it.

    Returns:
        "" while it still counts.
    """
    found = standing_of(matter.partnership, matter.today)
    if found.status == Status.GREY:
        return _(
            "What we know about this partnership is out of date: it counts as “We do not "
            "know yet” until both sides have talked."
        )
    # Red outweighs what is not known.
    return _is_out_of_date() if found.grey else ""


def _is_out_of_date() -> str:
    return _("What we know about this partnership is out of date.")


def _next_step(matter: Matter) -> tuple[Audience, date] | None:
    """Return the next rung that reaches somebody higher up, and its day."""
    due_on, country = matter.review.due_on, matter.country.code
    steps = LadderStep.objects.filter(
        kind=ReminderKind.REVIEW, is_active=True, audience__in=HIGHER_UP
    )
    for step in steps.order_by("offset_days"):
        day = next_working_day(country, due_on + timedelta(days=step.offset_days))
        if day > matter.today and (heard := _who_is_there(step.audience, matter)):
            return heard, day
    return None


def _who_is_there(audience: str, matter: Matter) -> Audience | None:
    """Return who of an audience has the role today; None for nobody."""
    if audience == Audience.MANAGER:
        managers = people_in_role(Role.MANAGER, matter.country.code)
        return Audience.MANAGER if managers.exists() else None
    if not people_of_all([Role.DIRECTOR]).exists():
        return None
    helpers = people_of_all([Role.FACILITATOR]).filter(
        roles__partnership_id=matter.partnership.pk
    )
    if audience == Audience.DIRECTOR_AND_HELPER and helpers.exists():
        return Audience.DIRECTOR_AND_HELPER
    return Audience.DIRECTOR
