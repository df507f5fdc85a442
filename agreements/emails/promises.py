"""What do we write when a promise comes due, or a report waits for an answer?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.choices import Phase
from agreements.models import CommitmentInstance
from agreements.rules.outcomes import OPEN
from agreements.rules.phases import SILENCE_DAYS
from agreements.selectors.holding import with_stopped
from agreements.situations import phase_on
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import User
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.choices import ReminderKind, ReminderState
from eclt_partners.notifications.letters import Letter, Line, NothingToSayError
from eclt_partners.notifications.links import placeholder
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.rules.ladders import PREFIX
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    ask_line,
    fitted,
    time_needed,
    write_letter,
)
from partners.models import Contact, Partnership
from partners.selectors.leading import whom_to_ask

DUE, CONFIRM = "promise.due", "promise.confirm"
# Steps of the ladder that ask the other side begin so; the others are about the due date.
CONFIRM_STEPS = PREFIX[CONFIRM]
# Rulings 17: the page of the partnership opens for twelve months.
HOME_DAYS = 365


@dataclass(frozen=True, slots=True)
class Told:
    """A due date of a promise, as one reader hears of it."""

    instance: CommitmentInstance
    partnership: Partnership
    today: date
    reader_name: str
    url: str

    @property
    def text(self) -> str:
        """What was promised."""
        return self.instance.commitment.text

    @property
    def answer_by(self) -> date:
        """After this day silence counts as not objected."""
        reported = self.instance.reported_on or self.today
        return reported + timedelta(days=SILENCE_DAYS)


def promise_due(message: Outgoing, *, now: datetime) -> Letter:
    """Remind the side that promised: soon, today, or late (methods D4).

    Raises:
        NothingToSayError: somebody said what became of it meanwhile.
    """
    told = _told_by(message, now=now)
    day = plain_date(told.instance.due_on)
    return _letter(
        told,
        subject=fitted(
            _("Promise due on %(date)s: %(name)s"),
            name=told.partnership.name,
            date=day,
        ),
        opening=_opening(told),
        facts=[
            Fact(_("Promise"), told.text),
            Fact(_("Due on"), day),
            time_needed(1),
        ],
        button=_("Say what became of it"),
        closing=_(
            "If it cannot be kept, say so early: both sides can agree on a new one."
        ),
    )


def confirm_promise(message: Outgoing, *, now: datetime) -> Letter:
    """Ask the other side whether it sees a report the same way (methods E5).

    Raises:
        NothingToSayError: it has answered, or the report was taken back.
    """
    told = _told_by(message, now=now)
    until = plain_date(told.answer_by)
    return _letter(
        told,
        subject=fitted(
            _("Do you see it the same way? %(name)s"), name=told.partnership.name
        ),
        opening=_("The other side says what became of a promise. Do you agree?"),
        facts=[
            Fact(_("Promise"), told.text),
            Fact(_("Due on"), plain_date(told.instance.due_on)),
            Fact(_("Reported"), str(told.instance.get_state_display())),
            Fact(_("Answer by"), until),
            time_needed(1),
        ],
        button=_("Answer now"),
        closing=_("If you say nothing until then, we take it that you agree."),
    )


def promise_row(reminder: Reminder, *, now: datetime) -> Line:
    """Write one row of a digest.

    Raises:
        NothingToSayError: there is nothing to do any more.
    """
    told = _told(reminder, now=now)
    facts = {
        "name": told.partnership.name,
        "country": told.partnership.country.name,
        "text": told.text,
    }
    if reminder.step.startswith(CONFIRM_STEPS):
        text = _("%(name)s, %(country)s: do you see it the same way? “%(text)s”")
        return Line(text % facts, told.url, told.answer_by, told.reader_name)
    text = _("%(name)s, %(country)s: promise “%(text)s”, due on %(date)s")
    day = told.instance.due_on
    facts["date"] = plain_date(day)
    return Line(text % facts, told.url, day, told.reader_name)


def _opening(told: Told) -> str:
    if told.instance.due_on > told.today:
        return _("The promise below is due soon.")
    if told.instance.due_on == told.today:
        return _("The promise below is due today.")
    return _("The promise below was due, and nobody said yet what became of it.")


def _letter(
    told: Told,
    *,
    subject: str,
    opening: str,
    facts: list[Fact],
    button: str,
    closing: str,
) -> Letter:
    place = [
        Fact(_("Partnership"), told.partnership.name),
        Fact(_("Country"), told.partnership.country.name),
    ]
    content = Content(
        subject=subject,
        preview=opening,
        greeting=_("Dear %(name)s,") % {"name": told.reader_name},
        opening=[opening],
        facts=[*place, *facts],
        button=Button(button, told.url),
        closing=[closing],
        footer=[
            ask_line(*whom_to_ask(told.partnership)),
            _("You get this mail because you look after this promise for your side."),
        ],
    )
    return write_letter(content, thread=f"promise-{told.instance.pk}")


def _told_by(message: Outgoing, *, now: datetime) -> Told:
    reminder = message.reminders.filter(
        kind=ReminderKind.COMMITMENT, state=ReminderState.COMPOSED
    ).first()
    if reminder is None:
        raise NothingToSayError
    return _told(reminder, now=now)


def _told(reminder: Reminder, *, now: datetime) -> Told:
    rows = with_stopped(CommitmentInstance.objects.all()).select_related(
        "commitment__version__agreement__partnership__country",
        "commitment__version__agreement__partnership__foundation_lead",
    )
    instance = rows.get(pk=reminder.subject_id)
    partnership = instance.commitment.version.agreement.partnership
    today = partnership.country.today(now=now)
    waits = phase_on(instance, today) == Phase.WAITING
    wanted = (
        waits if reminder.step.startswith(CONFIRM_STEPS) else instance.state in OPEN
    )
    if not wanted:
        raise NothingToSayError
    name, url = _reader(reminder.read_by, instance, partnership, now=now)
    return Told(instance, partnership, today, name, url)


def _reader(
    key: str, instance: CommitmentInstance, partnership: Partnership, *, now: datetime
) -> tuple[str, str]:
    """Return the reader's name and page; people of a partner come by their link."""
    kind, _colon, number = key.partition(":")
    if kind == "contact":
        link = issue_link(
            now=now,
            contact_id=int(number),
            partnership_id=partnership.pk,
            country_id=partnership.country_id,
            purpose=LinkPurpose.HOME,
            subject_id=partnership.pk,
            expires_at=now + timedelta(days=HOME_DAYS),
        )
        return Contact.objects.get(pk=int(number)).name, placeholder(link.pk)
    page = reverse("agreements:commitment_outcome", args=[instance.pk])
    return User.objects.get(pk=int(number)).name, settings.SITE_URL + page
