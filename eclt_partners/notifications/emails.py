"""Which letters does the outbox write by itself? Digests and mails of libraries."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.notifications import letters
from eclt_partners.notifications.choices import ReminderState
from eclt_partners.notifications.letters import Letter, Line, NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.standing import people_away
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Row,
    Section,
    ask_line,
    write_letter,
)

ROWS = 10
SOON = timedelta(days=7)


def library_letter(message: Outgoing, *, now: datetime) -> Letter:
    """Return a library's mail as the library wrote it."""
    return Letter(
        subject=message.facts["subject"],
        text=message.facts["text"],
        html=message.facts["html"],
    )


def witness(message: Outgoing, *, now: datetime) -> Letter:
    """Return the mail to the journal itself that shows whether copies arrive."""
    opening = _("This mail answers the question by arriving. Nobody needs to read it.")
    content = Content(
        subject=_("Do copies of mails arrive here?"),
        preview=opening,
        greeting=_("Hello,"),
        opening=[opening],
        button=Button(
            _("See whether mails leave"),
            settings.SITE_URL + reverse("dashboards:mail_health"),
        ),
        footer=[
            ask_line(settings.FOUNDATION_NAME, settings.CONTACT_EMAIL),
            _("This mailbox keeps a copy of every mail, so it gets this one too."),
        ],
        has_foot_links=False,
    )
    return write_letter(content, thread="journal")


def digest(message: Outgoing, *, now: datetime) -> Letter:
    """Write one mail for all reminders of one person and day (screens E3).

    Overdue first, then due within a week, then later; at most ten rows.

    Raises:
        NothingToSayError: nothing is left to remind of.
    """
    lines = _lines(message, now=now)
    if not lines:
        raise NothingToSayError
    today = timezone.localdate(now)
    overdue = sum(line.due_on < today for line in lines)
    more = len(lines) - ROWS
    content = Content(
        subject=_subject(len(lines), overdue),
        preview=lines[0].text,
        greeting=_greeting(message, lines, now=now),
        opening=[_("This is what waits for you, the oldest first.")],
        sections=_sections(lines[:ROWS], today),
        button=_button(message, lines),
        closing=[_("and %(count)d more") % {"count": more}] if more > 0 else [],
        footer=[
            ask_line(settings.FOUNDATION_NAME, settings.CONTACT_EMAIL),
            _("You get this mail because these reviews and agreements need you."),
        ],
    )
    return write_letter(
        content, thread=f"digest-{message.recipient_key.replace(':', '-')}"
    )


def _sections(lines: list[Line], today: date) -> list[Section]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for line in lines:
        rows[_heading(line.due_on, today)].append(Row(line.text, line.url))
    return [Section(heading, members) for heading, members in rows.items()]


def _heading(due_on: date, today: date) -> str:
    if due_on < today:
        return _("Overdue")
    return _("Due within a week") if due_on <= today + SOON else _("Later")


def _lines(message: Outgoing, *, now: datetime) -> list[Line]:
    lines = []
    for reminder in message.reminders.filter(state=ReminderState.COMPOSED):
        try:
            lines.append(letters.line_of(reminder, now=now))
        except NothingToSayError:
            continue
    # Somebody who stands in may be owed the same step as well: one row says it.
    return sorted(set(lines), key=lambda line: (line.due_on, line.text))


def _greeting(message: Outgoing, lines: list[Line], *, now: datetime) -> str:
    """Greet the reader by name; somebody who stands in is not who is reminded."""
    key = message.recipient_key
    people = people_away([key], now=now)
    name = people[key].name if key in people else lines[0].reader_name
    return _("Dear %(name)s,") % {"name": name} if name else _("Hello,")


def _subject(count: int, overdue: int) -> str:
    waiting = ngettext(
        "%(count)d thing waits for you", "%(count)d things wait for you", count
    ) % {"count": count}
    if not overdue:
        return waiting
    return _("%(waiting)s, %(overdue)d overdue") % {
        "waiting": waiting,
        "overdue": overdue,
    }


def _button(message: Outgoing, lines: list[Line]) -> Button:
    """Lead people who sign in to their list; partners to the first row."""
    if message.recipient_key.startswith("user:"):
        return Button(_("Open my list"), f"{settings.SITE_URL}/")
    return Button(_("Open the first one"), lines[0].url)


letters.register(letters.LIBRARY, library_letter)
letters.register(letters.DIGEST, digest)
letters.register(letters.WITNESS, witness)
