"""How does the day that answers are due get into the reader's calendar, and out?"""

from datetime import date, datetime

from django.utils.translation import gettext as _

from eclt_partners.common.words import plain_date
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import Button, Content, Fact, fitted
from reviews.calendars import answers_due, withdrawn
from reviews.emails import wording
from reviews.emails.readers import Matter, matter_for
from reviews.models import Review, ReviewScore
from reviews.rules.states import closes_on, talk_due_on


def new_day(message: Outgoing, *, now: datetime) -> Letter:
    """Tell somebody who has the old day in the calendar that it has moved.

    Raises:
        NothingToSayError: it was moved again, or nobody is asked any more.
    """
    matter = _matter(message, now=now)
    review = matter.review
    if review.calendar_number != message.facts["number"]:
        raise NothingToSayError
    day = wording.due_date(matter)
    subject, opening = _back(review) or (
        _("New day: our review is due on %(date)s, %(name)s"),
        _("Our review has moved to another day. You need to do nothing now."),
    )
    content = Content(
        subject=fitted(subject, name=matter.partnership.name, date=day),
        preview=_("The file in this mail moves the day in your calendar."),
        greeting=wording.greeting(matter),
        opening=[
            opening,
            _("The file in this mail moves the day in your calendar."),
        ],
        facts=[*wording.place_facts(matter), Fact(_("New day"), day)],
        button=Button(_("Open the review"), matter.reader.url),
        footer=wording.footer(matter, role=_because_of_the_file()),
    )
    return wording.letter(matter, content, with_calendar=True)


def _back(review: Review) -> tuple[str, str] | None:
    """Return subject and first line when a side objected to a later day, else None."""
    last = review.snoozes.first()
    if last is None or last.objected_at is None or last.from_on != review.due_on:
        return None
    return (
        _("The earlier day counts again: %(date)s, our review, %(name)s"),
        _(
            "One side had asked for a later day, and the other side objected. The "
            "earlier day counts again. You need to do nothing now."
        ),
    )


def no_day(message: Outgoing, *, now: datetime) -> Letter:
    """Take a day out of the calendar of somebody for whom it means nothing any more."""
    matter = _matter(message, now=now)
    on = date.fromisoformat(message.facts["on"])
    day = answers_due(
        matter.review, on=on, number=message.facts["number"], url=matter.reader.url
    )
    subject, opening, facts = _reason(message.facts["why"], matter)
    content = Content(
        subject=fitted(subject, name=matter.partnership.name),
        preview=opening,
        greeting=wording.greeting(matter),
        opening=[
            opening,
            _("The file in this mail takes the day out of your calendar."),
        ],
        facts=[
            *wording.place_facts(matter),
            Fact(_("No longer needed"), plain_date(on)),
            *facts,
        ],
        button=Button(_("Open the review"), matter.reader.url),
        footer=wording.footer(matter, role=_because_of_the_file()),
    )
    return wording.letter(matter, content, calendar=withdrawn(day, now=now))


def _matter(message: Outgoing, *, now: datetime) -> Matter:
    review = Review.objects.select_related(
        "partnership__country", "partnership__foundation_lead"
    ).get(pk=message.facts["review"])
    return matter_for(review, message.recipient_key, now=now)


def _reason(why: str, matter: Matter) -> tuple[str, str, list[Fact]]:
    due_on = matter.review.due_on
    shown = Fact(_("Averages shown by"), plain_date(closes_on(due_on)))
    talk = Fact(_("Talk by"), plain_date(_talk_day(matter.review)))
    return {
        "answered": (
            _("Thank you, your answers are in: %(name)s"),
            _("Thank you. Your answers are in; nothing else waits for you now."),
            [shown],
        ),
        "left": (
            _("You are no longer asked: our review, %(name)s"),
            _("You are no longer asked to answer. You need to do nothing."),
            [],
        ),
        "closed": (
            _("All have answered: our review, %(name)s"),
            _("All who were asked have answered before the day. Next comes the talk."),
            [talk],
        ),
        "held": (
            _("The talk was held: our review, %(name)s"),
            _("The talk was held. You need to do nothing for this day any more."),
            [],
        ),
        "cancelled": (
            _("Cancelled: our review, %(name)s"),
            _("Our review was cancelled. You need to do nothing."),
            [],
        ),
    }[why]


def _talk_day(review: Review) -> date:
    """Return the last day for the talk, as the page of the result says it."""
    country, closed_at = review.partnership.country, review.closed_at
    closed_on = country.today(now=closed_at) if closed_at else review.due_on
    is_red = ReviewScore.objects.red().filter(review=review).exists()
    return talk_due_on(closed_on, is_red=is_red)


def _because_of_the_file() -> str:
    return _("You get this mail because we sent you this day for your calendar.")
