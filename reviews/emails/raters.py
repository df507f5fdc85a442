"""What do we write to people who answer a review?"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from eclt_partners.notifications.letters import Letter
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import Button, Content, Fact, fitted
from reviews.emails import wording
from reviews.emails.readers import Matter, matter_of_message


def invitation(message: Outgoing, *, now: datetime) -> Letter:
    """Write the invitation to answer (T-14, or when somebody asks at once)."""
    matter = matter_of_message(message, now=now)
    opening = _(
        "Our two organisations each answer a few short questions about how we work "
        "together. Your answers help us keep what works and fix what does not."
    )
    if matter.is_coalition:
        opening = _(
            "Our organisations each answer a few short questions about how we work "
            "together. Your answers help us keep what works and fix what does not."
        )
    if matter.is_late:
        return _past_the_date(
            matter,
            _("Time to take stock: %(name)s, %(questions)s"),
            opening=[opening],
            closing=wording.privacy(matter),
        )
    content = Content(
        subject=fitted(
            _("Time to take stock: %(name)s, %(questions)s by %(date)s"),
            name=matter.partnership.name,
            questions=wording.questions(matter),
            date=wording.due_date(matter),
        ),
        preview=_preview(matter),
        greeting=wording.greeting(matter),
        opening=[opening, *wording.together(matter)],
        facts=wording.answering_facts(matter),
        button=_answer(matter),
        closing=[*wording.privacy(matter), *wording.other_ways(matter)],
        footer=wording.footer(matter, role=wording.because_you_answer()),
    )
    return wording.letter(matter, content, with_calendar=True)


def short_reminder(message: Outgoing, *, now: datetime) -> Letter:
    """Write the short reminder three days before answers are due (T-3)."""
    matter = matter_of_message(message, now=now)
    if matter.is_late:
        return _past_the_date(matter, _just_past())
    opening = _("A short reminder: your answers are not in yet. There is still time.")
    content = Content(
        subject=fitted(
            _("By %(date)s: %(questions)s about %(name)s"),
            name=matter.partnership.name,
            questions=wording.questions(matter),
            date=wording.due_date(matter),
        ),
        preview=_preview(matter),
        greeting=wording.greeting(matter),
        opening=[opening, *wording.together(matter)],
        facts=wording.answering_facts(matter),
        button=_answer(matter),
        closing=wording.other_ways(matter),
        footer=wording.footer(matter, role=wording.because_you_answer()),
    )
    return wording.letter(matter, content)


def due_today(matter: Matter) -> Letter:
    """Write to a rater on the day answers are due (T+0)."""
    if matter.is_late:
        return _past_the_date(matter, _just_past())
    content = Content(
        subject=fitted(
            _("Due today: %(questions)s about %(name)s"),
            name=matter.partnership.name,
            questions=wording.questions(matter),
        ),
        preview=_preview(matter),
        greeting=wording.greeting(matter),
        opening=[
            _("Your answers are due on %(date)s. They are not in yet.")
            % {"date": wording.due_date(matter)},
            *wording.together(matter),
        ],
        facts=wording.answering_facts(matter),
        button=_answer(matter),
        closing=wording.other_ways(matter),
        footer=wording.footer(matter, role=wording.because_you_answer()),
    )
    return wording.letter(matter, content)


def late(message: Outgoing, *, now: datetime) -> Letter:
    """Write a week after answers were due: phone and paper work too (T+7)."""
    return _past_the_date(
        matter_of_message(message, now=now),
        _("Still open: %(questions)s about %(name)s"),
    )


def _just_past() -> str:
    return _("Just past the date: %(questions)s about %(name)s")


def _past_the_date(
    matter: Matter,
    subject: str,
    *,
    opening: Sequence[str] = (),
    closing: Sequence[str] = (),
) -> Letter:
    """Say until when answers that are late still count.

    Args:
        matter: what the mail is about.
        subject: with the places `questions` and `name`.
        opening: what comes before that.
        closing: what comes before the other ways to answer.
    """
    last = wording.window_ends(matter)
    if last:
        still = _(
            "Your answers were due on %(date)s. They still count until %(last)s, and we "
            "would like to hear from you."
        )
        when = Fact(_("Answer by"), last)
    else:
        still = _(
            "Your answers were due on %(date)s. They still count, and we would like to "
            "hear from you."
        )
        when = Fact(_("When to answer"), _("As soon as you can"))
    still %= {"date": wording.due_date(matter), "last": last}
    content = Content(
        subject=fitted(
            subject,
            name=matter.partnership.name,
            questions=wording.questions(matter),
        ),
        preview=_late_preview(matter, last),
        greeting=wording.greeting(matter),
        opening=[*opening, still, *wording.together(matter)],
        facts=wording.answering_facts(matter, when=when),
        button=_answer(matter),
        closing=[*closing, *wording.other_ways(matter)],
        footer=wording.footer(matter, role=wording.because_you_answer()),
    )
    return wording.letter(matter, content)


def _preview(matter: Matter, *, by: str = "") -> str:
    return _("%(country)s: answer by %(date)s. You can stop and go on later.") % {
        "country": matter.country.name,
        "date": by or wording.due_date(matter),
    }


def _late_preview(matter: Matter, last: str) -> str:
    if last:
        return _preview(matter, by=last)
    return _("%(country)s: answers still count. You can stop and go on later.") % {
        "country": matter.country.name
    }


def _answer(matter: Matter) -> Button:
    return Button(_("Answer now"), matter.reader.url)
