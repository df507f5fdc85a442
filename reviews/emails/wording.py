"""Which words do all mails about reviews share? Never a score, never a comment."""

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.common.words import plain_date
from eclt_partners.notifications.letters import Letter
from eclt_partners.notifications.writing import Content, Fact, ask_line, write_letter
from partners.choices import Side, Stage
from partners.rules.method import METHOD
from reviews.calendars import answers_due, calendar_file
from reviews.choices import AnswerMode, ReviewKind
from reviews.emails.readers import Matter
from reviews.rules.instrument import answering_minutes, asked_dimensions
from reviews.rules.states import window_ends_on
from reviews.selectors.panels import Progress, is_sent_in_time, progress


def greeting(matter: Matter) -> str:
    """Return the first line."""
    return _("Dear %(name)s,") % {"name": matter.reader.name}


def question_count(matter: Matter) -> int:
    """Return how many questions the review asks."""
    kind = ReviewKind(matter.review.kind)
    return len(asked_dimensions(kind, Stage(matter.partnership.stage)))


def questions(matter: Matter) -> str:
    """Return "10 questions"."""
    count = question_count(matter)
    return ngettext("%(count)d question", "%(count)d questions", count) % {
        "count": count
    }


def due_date(matter: Matter) -> str:
    """Return the day answers are due, in plain words."""
    return plain_date(matter.review.due_on)


def place_facts(matter: Matter) -> list[Fact]:
    """Return which partnership and country a mail is about."""
    return [
        Fact(_("Partnership"), matter.partnership.name),
        Fact(_("Country"), matter.country.name),
    ]


def answering_facts(matter: Matter, *, when: Fact | None = None) -> list[Fact]:
    """Return what is asked, by when and how long it takes.

    Args:
        matter: what the mail is about.
        when: until when; None is the day answers are due.
    """
    minutes = answering_minutes(question_count(matter))
    facts = [
        *place_facts(matter),
        Fact(_("What we ask"), questions(matter)),
        when or Fact(_("Answer by"), due_date(matter)),
        Fact(
            _("Time needed"),
            _("About %(minutes)d minutes; you can stop and go on later")
            % {"minutes": minutes},
        ),
    ]
    if matter.reader.holds_until is not None:
        facts.append(
            Fact(_("Your link works until"), plain_date(matter.reader.holds_until))
        )
    return facts


def privacy(matter: Matter) -> list[str]:
    """Return who sees the answers, said honestly (methods B5.4)."""
    lines = [
        _("Nobody in another organisation sees your name.")
        if matter.is_coalition
        else _("Nobody in the other organisation sees your name.")
    ]
    seat = matter.reader.seat
    if seat is not None:
        beside = [
            each
            for each in matter.review.panelists.all()
            if each.party_id == seat.party_id and each.left_at is None
        ]
        if len(beside) < METHOD.anon_min:
            lines.append(
                _(
                    "Fewer than 5 people answer for your side, so the others could "
                    "still guess who said what."
                )
            )
    lines.append(_("No decision about money is made from a score alone."))
    return [" ".join(lines)]


def together(matter: Matter) -> list[str]:
    """Return the note for a side that gives one answer together."""
    seat = matter.reader.seat
    if seat is None:
        return []
    answers_together = any(
        side.party_id == seat.party_id and side.mode == AnswerMode.TOGETHER
        for side in matter.review.sides.all()
    )
    if not answers_together:
        return []
    return [
        _("Your side gives one answer together: talk first, then one of you sends.")
    ]


def other_ways(matter: Matter) -> list[str]:
    """Return how else to answer."""
    name, address = _lead(matter)
    text = _("You can also answer by phone or on paper: ask %(name)s, %(address)s.")
    return [text % {"name": name, "address": address}]


def footer(matter: Matter, *, role: str) -> list[str]:
    """Return whom to ask, and why this mail came.

    Args:
        matter: what the mail is about.
        role: a whole sentence: "You get this mail because ...".
    """
    return [ask_line(*_lead(matter)), role]


def due_day(matter: Matter) -> str:
    """Return an iCalendar file with the due day as an all-day event."""
    day = answers_due(matter.review, url=matter.reader.url)
    return calendar_file([day], now=matter.written_at)


def because_you_answer() -> str:
    """Return why raters get mail."""
    return _("You get this mail because you were asked to answer.")


def because_you_lead() -> str:
    """Return why leads get mail."""
    return _("You get this mail because you lead this partnership.")


def counted(matter: Matter) -> Progress:
    """Return how many have answered on each side; counts, never names."""
    return progress(matter.review)


def missing_sides(matter: Matter, state: Progress, answered: Collection[Side]) -> str:
    """Return which side has not answered, in words; of a coalition which partners.

    Args:
        matter: with the review.
        state: how far each side is.
        answered: the sides that count as in.
    """
    open_sides = set(Side) - set(answered)
    if Side.PARTNER in open_sides and matter.is_coalition:
        ours = [_("the foundation's side")] if Side.FOUNDATION in open_sides else []
        return ", ".join([*ours, *_missing_partners(matter, state)])
    if open_sides == {Side.FOUNDATION}:
        return _("the foundation's side")
    if open_sides == {Side.PARTNER}:
        return _("the partner's side")
    return _("both sides") if open_sides else _("nobody: the talk is next")


def _missing_partners(matter: Matter, state: Progress) -> list[str]:
    late = {each.party_id for each in state.sides if not each.is_complete}
    parties = matter.partnership.parties.select_related("partner")
    return [party.partner.name for party in parties if party.pk in late]


def window_ends(matter: Matter) -> str:
    """Return the last day on which answers count.

    Returns:
        "" when that day is past: a review that nobody answered stays open.
    """
    seats = filter(is_sent_in_time, matter.review.panelists.all())
    sent = [at for seat in seats if (at := seat.assessment.sent_at)]
    first_on = matter.country.today(now=min(sent)) if sent else None
    last = window_ends_on(matter.review.due_on, first_on) - timedelta(days=1)
    return "" if matter.today > last else plain_date(last)


def letter(
    matter: Matter,
    content: Content,
    *,
    with_calendar: bool = False,
    calendar: str = "",
) -> Letter:
    """Return the written letter; all mails of one review stand in one thread.

    Args:
        matter: what the mail is about.
        content: its words.
        with_calendar: the due day comes as a calendar file.
        calendar: another calendar file.
    """
    return write_letter(
        content,
        thread=f"review-{matter.review.pk}",
        calendar=due_day(matter) if with_calendar else calendar,
    )


def _lead(matter: Matter) -> tuple[str, str]:
    """Return name and address of the lead; the lead asks the foundation."""
    if matter.lead is None or matter.lead.pk == matter.reader.user_id:
        return settings.FOUNDATION_NAME, settings.CONTACT_EMAIL
    return matter.lead.name, matter.lead.email
