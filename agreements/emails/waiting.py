"""What do we write to whoever is waited for at a table (methods D4)?"""

from datetime import datetime

from django.utils.translation import gettext as _

from agreements.emails.tables import TableMail, own_link_id, table_mail
from agreements.rules.clocks import Clock
from agreements.selectors.tables import parties_waited_for, wait_number
from agreements.table_words import to_do_words
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.choices import ReminderKind, ReminderState
from eclt_partners.notifications.letters import Letter, Line, NothingToSayError
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.writing import (
    Button,
    Content,
    fitted,
    time_needed,
    write_letter,
)
from partners.choices import OwnerSide

LOOK_MINUTES = 10


def waiting(message: Outgoing, *, now: datetime) -> Letter:
    """Remind of what is waited for, 7, 14, 21 and 30 days after it began.

    Raises:
        NothingToSayError: the reminder was taken back, or the table moved on.
    """
    reminder = message.reminders.filter(
        kind=ReminderKind.RENEGOTIATION, state=ReminderState.COMPOSED
    ).first()
    if reminder is None:
        raise NothingToSayError
    told, clock = _told(reminder, now=now)
    since = plain_date(clock.since)
    content = Content(
        subject=fitted(
            _("Waiting since %(day)s: our agreement, %(name)s"),
            name=told.name,
            day=since,
        ),
        preview=_("It has been waiting since %(day)s.") % {"day": since},
        greeting=_("Dear %(name)s,") % {"name": told.reader_name},
        opening=[
            _("The table of the agreement below has been waiting since %(day)s.")
            % {"day": since},
            _("Is it a bad time? Call the other side, or put it aside until a day."),
        ],
        facts=[*told.facts, time_needed(LOOK_MINUTES)],
        button=Button(_("Open the table"), told.url),
        footer=told.footer,
    )
    return write_letter(content, thread=told.thread)


def waiting_row(reminder: Reminder, *, now: datetime) -> Line:
    """Write one row of a digest.

    Raises:
        NothingToSayError: the table moved on.
    """
    told, clock = _told(reminder, now=now)
    return Line(
        text=_("%(name)s, %(country)s: table of agreement %(number)s, %(what)s")
        % {
            "name": told.name,
            "country": told.table.agreement.partnership.country.name,
            "number": told.table.agreement.number,
            "what": to_do_words(clock),
        },
        url=told.url,
        due_on=clock.due_on or clock.since,
        reader_name=told.reader_name,
    )


def _told(reminder: Reminder, *, now: datetime) -> tuple[TableMail, Clock]:
    """Return what is waited for, if the reader is still waited for.

    Raises:
        NothingToSayError: something else is waited for now, or somebody else: in a
            coalition perhaps only another partner.
    """
    key, table_id = reminder.read_by, reminder.subject_id
    told = table_mail(table_id, key, own_link_id(table_id, key, now=now))
    clock = told.waiting
    if clock is None or wait_number(told.table, clock) != reminder.round:
        raise NothingToSayError
    if clock.waiting_for not in {OwnerSide.JOINT, OwnerSide(told.side.value)}:
        raise NothingToSayError
    asked = {party.partner_id for party in parties_waited_for(told.table, clock)}
    if told.partner_id is not None and told.partner_id not in asked:
        raise NothingToSayError
    return told, clock
