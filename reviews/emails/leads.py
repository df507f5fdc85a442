"""What do we write to the leads of a partnership?"""

from datetime import datetime

from django.utils.translation import gettext as _

from eclt_partners.common.words import plain_date
from eclt_partners.notifications.letters import Letter
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import Button, Content, Fact, fitted
from reviews.choices import ReviewKind
from reviews.emails import raters, wording
from reviews.emails.readers import Matter, matter_of_message
from reviews.rules.states import talk_due_on


def heads_up(message: Outgoing, *, now: datetime) -> Letter:
    """Write a month ahead: confirm who answers, pick a day for the talk (T-30)."""
    matter = matter_of_message(message, now=now)
    if matter.review.kind == ReviewKind.TALK:
        return _talk_asked(matter)
    opening = [
        _(
            "Both organisations will soon take stock of how we work together. Two "
            "things help now: check who answers for your side, and agree a day for "
            "the talk afterwards."
        )
    ]
    content = Content(
        subject=fitted(
            _("Take stock by %(date)s: %(name)s, who answers?"),
            name=matter.partnership.name,
            date=wording.due_date(matter),
        ),
        preview=_("Check who answers for your side, and agree a day for the talk."),
        greeting=wording.greeting(matter),
        opening=opening,
        facts=[
            *wording.place_facts(matter),
            Fact(_("Answers due"), wording.due_date(matter)),
            Fact(_("Hold the talk before"), _last_talk_day(matter)),
        ],
        button=Button(_("Check who answers"), matter.reader.url),
        closing=[
            _(
                "One to four people of the foundation and one to five of the partner answer."
            )
        ],
        footer=wording.footer(matter, role=wording.because_you_lead()),
    )
    return wording.letter(matter, content, with_calendar=True)


def due_today(message: Outgoing, *, now: datetime) -> Letter:
    """Write on the due day: to raters their questions, to leads the count (T+0)."""
    matter = matter_of_message(message, now=now)
    if matter.reader.seat is not None:
        return raters.due_today(matter)
    if matter.review.kind == ReviewKind.TALK:
        return _talk_asked(matter)
    return _count(
        matter,
        pattern=_("Due %(date)s: %(done)s of %(asked)s have answered, %(name)s"),
        opening=_(
            "Today answers are due. A short call often helps those who are late."
        ),
    )


def leads_count(message: Outgoing, *, now: datetime) -> Letter:
    """Write two weeks later how many have answered (T+14)."""
    matter = matter_of_message(message, now=now)
    if matter.review.kind == ReviewKind.TALK:
        return _talk_asked(matter)
    return _count(
        matter,
        pattern=_("%(done)s of %(asked)s people have answered: %(name)s"),
        opening=_(
            "Answers were due on %(date)s and some are missing. A short call or a "
            "message often helps. If this is a bad time, talk with your country "
            "manager about another date."
        )
        % {"date": wording.due_date(matter)},
    )


def _count(matter: Matter, *, pattern: str, opening: str) -> Letter:
    """Write how many have answered on each side; never who, never what."""
    state = wording.counted(matter)
    done = sum(side.done_count for side in state.sides)
    asked = sum(side.asked_count for side in state.sides)
    content = Content(
        subject=fitted(
            pattern,
            name=matter.partnership.name,
            done=done,
            asked=asked,
            date=wording.due_date(matter),
        ),
        preview=_("Missing: %(side)s.") % {"side": wording.missing_sides(state)},
        greeting=wording.greeting(matter),
        opening=[opening],
        facts=[
            *wording.place_facts(matter),
            Fact(_("Answers due"), wording.due_date(matter)),
            Fact(_("Have answered"), f"{done}/{asked}"),
            Fact(_("Missing"), wording.missing_sides(state)),
            Fact(_("Answers count until"), wording.window_ends(matter)),
            Fact(_("Hold the talk before"), _last_talk_day(matter)),
        ],
        button=Button(_("See who is asked"), matter.reader.url),
        footer=wording.footer(matter, role=wording.because_you_lead()),
    )
    return wording.letter(matter, content)


def _talk_asked(matter: Matter) -> Letter:
    """Write about a talk on one topic: there are no questions to answer."""
    content = Content(
        subject=fitted(
            _("Talk by %(date)s: %(name)s"),
            name=matter.partnership.name,
            date=wording.due_date(matter),
        ),
        preview=_("Agree a day, talk, and write down what you will do."),
        greeting=wording.greeting(matter),
        opening=[
            _(
                "A talk on one topic is planned. Agree a day with the other side; "
                "phone is fine. Afterwards write down what you agreed."
            )
        ],
        facts=[
            *wording.place_facts(matter),
            Fact(_("Talk by"), wording.due_date(matter)),
        ],
        button=Button(_("Open the review"), matter.reader.url),
        footer=wording.footer(matter, role=wording.because_you_lead()),
    )
    return wording.letter(matter, content)


def _last_talk_day(matter: Matter) -> str:
    return plain_date(talk_due_on(matter.review.due_on))
