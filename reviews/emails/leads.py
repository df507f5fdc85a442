"""What do we write to the leads of a partnership?"""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
from partners.choices import Side
from partners.rules.method import METHOD
from reviews.choices import ReviewKind
from reviews.emails import escalation, raters, wording
from reviews.emails.readers import Matter, matter_of_message
from reviews.rules.snooze import latest_day, refusal
from reviews.rules.states import talk_due_on
from reviews.selectors.panels import Progress
from reviews.selectors.snoozes import snooze_facts

# To look at the names; to call those who are late; to talk about one topic.
CHECK_MINUTES, CALL_MINUTES, TALK_MINUTES = 5, 10, 30


def heads_up(message: Outgoing, *, now: datetime) -> Letter:
    """Write a month ahead: confirm who answers, pick a day for the talk (T-30)."""
    matter = matter_of_message(message, now=now)
    if matter.review.kind == ReviewKind.TALK:
        return _talk_asked(matter)
    opening = _(
        "Both organisations will soon take stock of how we work together. Two "
        "things help now: check who answers for your side, and agree a day for "
        "the talk afterwards."
    )
    if matter.is_coalition:
        opening = _(
            "All of our organisations will soon take stock of how we work together. "
            "Two things help now: check who answers for your side, and agree a day for "
            "the talk afterwards."
        )
    content = Content(
        subject=fitted(
            _("Take stock by %(date)s: %(name)s, who answers?"),
            name=matter.partnership.name,
            date=wording.due_date(matter),
        ),
        preview=_("Check who answers for your side, and agree a day for the talk."),
        greeting=wording.greeting(matter),
        opening=[opening],
        facts=[
            *wording.place_facts(matter),
            Fact(_("Answers due"), wording.due_date(matter)),
            Fact(_("Hold the talk by"), _last_talk_day(matter)),
            time_needed(CHECK_MINUTES),
        ],
        button=Button(_("Check who answers"), matter.reader.url),
        closing=[_how_many(matter)],
        footer=wording.footer(matter, role=wording.because_you_lead()),
    )
    return wording.letter(matter, content, with_calendar=not matter.is_late)


def due_today(message: Outgoing, *, now: datetime) -> Letter:
    """Write on the due day: to raters their questions, to leads the count (T+0)."""
    matter = matter_of_message(message, now=now)
    if matter.reader.seat is not None:
        return raters.due_today(matter)
    if matter.review.kind == ReviewKind.TALK:
        return _talk_asked(matter)
    return _count(
        matter,
        pattern=_due_subject,
        opening=[
            _("Today answers are due. A short call often helps those who are late.")
        ],
    )


def leads_count(message: Outgoing, *, now: datetime) -> Letter:
    """Write two weeks later how many have answered (T+14)."""
    matter = matter_of_message(message, now=now)
    if matter.review.kind == ReviewKind.TALK:
        return _talk_asked(matter)
    return _count(
        matter,
        pattern=_count_subject,
        opening=[
            _(
                "Answers were due on %(date)s and some are missing. A short call or a "
                "message often helps; answers by phone or on paper count too."
            )
            % {"date": wording.due_date(matter)}
        ],
        closing=[_ways_to_move(matter), escalation.told_next(matter)],
    )


def _due_subject(done: int) -> str:
    return ngettext(
        "Due %(date)s: %(done)s of %(asked)s has answered, %(name)s",
        "Due %(date)s: %(done)s of %(asked)s have answered, %(name)s",
        done,
    )


def _count_subject(done: int) -> str:
    return ngettext(
        "%(done)s of %(asked)s has answered: %(name)s",
        "%(done)s of %(asked)s people have answered: %(name)s",
        done,
    )


def _count(
    matter: Matter,
    *,
    pattern: Callable[[int], str],
    opening: list[str],
    closing: Sequence[str] = (),
) -> Letter:
    """Write how many have answered on each side; never who, never what."""
    state = wording.counted(matter)
    done = sum(side.done_count for side in state.sides)
    asked = sum(side.asked_count for side in state.sides)
    missing = wording.missing_sides(matter, state, state.complete)
    content = Content(
        subject=fitted(
            pattern(done),
            name=matter.partnership.name,
            done=done,
            asked=asked,
            date=wording.due_date(matter),
        ),
        preview=_("Missing: %(side)s.") % {"side": missing},
        greeting=wording.greeting(matter),
        opening=opening,
        facts=[
            *wording.place_facts(matter),
            Fact(_("Answers due"), wording.due_date(matter)),
            Fact(_("Have answered"), _of(done, asked)),
            Fact(_("Missing"), missing),
            Fact(_("Missing on your side"), str(_missing_of(matter, state))),
            _answers_count(matter),
            Fact(_("Hold the talk by"), _last_talk_day(matter)),
            time_needed(CALL_MINUTES),
        ],
        button=Button(_("See who is asked"), matter.reader.url),
        closing=[line for line in closing if line],
        footer=wording.footer(matter, role=wording.because_you_lead()),
    )
    return wording.letter(matter, content)


def _answers_count(matter: Matter) -> Fact:
    """Return until when answers count."""
    last = wording.window_ends(matter)
    if last:
        return Fact(_("Answers count until"), last)
    text = _("for %(days)d days after the first answer")
    days = METHOD.close_after_days
    return Fact(_("Answers still count"), text % {"days": days})


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
            time_needed(TALK_MINUTES),
        ],
        closing=[escalation.told_next(matter)] if matter.is_late else [],
        button=Button(_("Open the review"), matter.reader.url),
        footer=wording.footer(matter, role=wording.because_you_lead()),
    )
    return wording.letter(matter, content)


def _of(done: int, asked: int) -> str:
    return _("%(done)d of %(asked)d") % {"done": done, "asked": asked}


def _missing_of(matter: Matter, state: Progress) -> int:
    """Return how many answers the foundation owes, or the partner of the reader."""
    side = Side.PARTNER if matter.reader.is_partner else Side.FOUNDATION
    rows = state.of(side)
    if matter.reader.is_partner and matter.is_coalition:
        parties = matter.partnership.parties.filter(partner=matter.reader.partner_id)
        own = set(parties.values_list("pk", flat=True))
        rows = tuple(each for each in rows if each.party_id in own)
    return sum(each.asked_count - each.done_count for each in rows)


def _ways_to_move(matter: Matter) -> str:
    """Return whether and how far the review may be moved, and who may do it."""
    facts = snooze_facts(matter.review, today=matter.today)
    if refusal(facts) is not None:
        return _(
            "This review cannot be moved now. Is it a bad time? Talk with the "
            "other side, and tell the country manager."
        )
    return _(
        "Is it a bad time? Open the review and choose “Move the date”: it can be moved "
        "until %(date)s, and the other side is told."
    ) % {"date": plain_date(latest_day(facts))}


def _how_many(matter: Matter) -> str:
    if matter.is_coalition:
        return _(
            "One to four people of the foundation and one to five of each partner answer."
        )
    return _(
        "One to four people of the foundation and one to five of the partner answer."
    )


def _last_talk_day(matter: Matter) -> str:
    return plain_date(talk_due_on(matter.review.due_on))
