"""What do we write to managers, directors and helpers when no talk was held?"""

from datetime import datetime

from django.utils.translation import gettext as _

from eclt_partners.common.words import plain_date
from eclt_partners.notifications.letters import Letter
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    fitted,
    time_needed,
)
from reviews.choices import ReviewState
from reviews.emails import escalation, wording
from reviews.emails.readers import Matter, matter_of_message
from reviews.models import Review

# A call with the lead; a look at what is missing and a decision.
CALL_MINUTES, DECIDE_MINUTES = 10, 5


def overdue(message: Outgoing, *, now: datetime) -> Letter:
    """Write to the country manager a month after the date (T+30)."""
    matter = matter_of_message(message, now=now)
    return _escalation(
        matter,
        subject=_("Overdue since %(date)s: %(name)s has not taken stock"),
        opening=[
            _(
                "This partnership has not taken stock in time. Silence is also "
                "information."
            ),
            escalation.call_before(matter),
        ],
        button=_("See what is missing"),
        closing=[
            escalation.ways_on(matter) or escalation.choices(matter),
            escalation.told_next(matter),
        ],
        minutes=CALL_MINUTES,
        role=_("You get this mail because you manage this country."),
    )


def decide(message: Outgoing, *, now: datetime) -> Letter:
    """Write to director and helper two months after the date (T+60)."""
    matter = matter_of_message(message, now=now)
    return _escalation(
        matter,
        subject=_("Decide: %(name)s is two months late (due %(date)s)"),
        opening=[
            _(
                "This partnership is two months late in taking stock. Now it needs a "
                "decision."
            )
        ],
        button=_("Decide what happens"),
        closing=[
            escalation.ways_on(matter) or escalation.decisions(matter),
            escalation.out_of_date_from(matter),
        ],
        minutes=DECIDE_MINUTES,
        role=_because_you_watch(),
    )


def out_of_date(message: Outgoing, *, now: datetime) -> Letter:
    """Write to the director three months after the date (T+90)."""
    matter = matter_of_message(message, now=now)
    opening = escalation.what_is_out_of_date(matter)
    if opening:
        subject = _("Out of date: what we know about %(name)s (due %(date)s)")
    else:
        subject = _("Three months late: %(name)s has not taken stock (due %(date)s)")
        opening = _("This partnership is three months late in taking stock.")
    return _escalation(
        matter,
        subject=subject,
        opening=[opening],
        button=_("Open the review"),
        closing=[
            _(
                "This is the last mail about this review alone. While it is late, the "
                "director's mail of the month names it."
            )
        ],
        minutes=DECIDE_MINUTES,
        role=_because_you_watch(),
    )


def _escalation(
    matter: Matter,
    *,
    subject: str,
    opening: list[str],
    button: str,
    closing: list[str],
    minutes: int,
    role: str,
) -> Letter:
    content = Content(
        subject=fitted(
            subject, name=matter.partnership.name, date=wording.due_date(matter)
        ),
        preview=_("Missing: %(what)s.") % {"what": _missing(matter)},
        greeting=wording.greeting(matter),
        opening=opening,
        facts=[
            *wording.place_facts(matter),
            Fact(_("Answers were due"), wording.due_date(matter)),
            Fact(_("Last review completed"), _last_completed(matter)),
            Fact(_("Missing"), _missing(matter)),
            time_needed(minutes),
        ],
        button=Button(button, matter.reader.url),
        closing=[line for line in closing if line],
        footer=wording.footer(matter, role=role),
    )
    return wording.letter(matter, content)


def _missing(matter: Matter) -> str:
    state = wording.counted(matter)
    if matter.review.state != ReviewState.CLOSED:
        return wording.missing_sides(matter, state, state.complete)
    if len(state.heard) == 1:
        return wording.missing_sides(matter, state, state.heard)
    return _("the talk of both sides")


def _last_completed(matter: Matter) -> str:
    """Return since when both have not taken stock; a pulse or a talk is none."""
    last = (
        Review.objects.full()
        .filter(partnership=matter.partnership, state=ReviewState.COMPLETED)
        .order_by("-completed_on")
        .values_list("completed_on", flat=True)
        .first()
    )
    return plain_date(last) if last else _("none yet")


def _because_you_watch() -> str:
    return _("You get this mail because you follow reviews that are late.")
