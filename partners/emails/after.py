"""What do we write when a check after the end is due? Never what was answered."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from eclt_partners.accounts.models import PartnerLink, User
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.choices import ReminderKind, ReminderState
from eclt_partners.notifications.letters import Letter, Line, NothingToSayError
from eclt_partners.notifications.links import placeholder
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    ask_line,
    fitted,
    time_needed,
    write_letter,
)
from partners.choices import CheckState
from partners.emails.after_links import link_to_check
from partners.models import AfterCheck, Contact
from partners.selectors.leading import whom_to_ask

DUE, LINK = "after.due", "after.link"
MINUTES = 10
_WITH = ("partnership__country", "partnership__foundation_lead", "contact")


@dataclass(frozen=True, slots=True)
class Told:
    """A check after the end, as one reader hears of it.

    Attributes:
        holds_until: last day of the reader's personal link; None for who signs in.
    """

    check: AfterCheck
    today: date
    reader_name: str
    url: str
    holds_until: date | None = None

    @property
    def name(self) -> str:
        """The name of the partnership."""
        return self.check.partnership.name

    @property
    def country(self) -> str:
        """The name of the country."""
        return str(self.check.partnership.country.name)

    @property
    def lead(self) -> tuple[str, str]:
        """Name and address of whom to ask."""
        return whom_to_ask(self.check.partnership)


def after_due(message: Outgoing, *, now: datetime) -> Letter:
    """Remind the person whom we ask, or the lead of the foundation (methods D4).

    Raises:
        NothingToSayError: it was answered, left out, or given to another person.
    """
    reminder = message.reminders.filter(
        kind=ReminderKind.AFTER_CHECK, state=ReminderState.COMPOSED
    ).first()
    if reminder is None:
        raise NothingToSayError
    told = _told(reminder, now=now)
    day = plain_date(told.check.due_on)
    if told.holds_until is not None:
        return _to_partner(told, _("What lasts? Tell us by %(date)s: %(name)s"), day)
    subject = _("Check after the end, due on %(date)s: %(name)s")
    return _letter(
        told,
        subject=fitted(subject, name=told.name, date=day),
        opening=[
            _("%(months)s months after the end we look at what lasts.")
            % {"months": told.check.month},
            _to_do(told),
        ],
        button=_("Open the check"),
        why=_(
            "You get this mail because you lead this partnership for the foundation."
        ),
        takes_time=not _waits_for_answer(told),
    )


def after_link(message: Outgoing, *, now: datetime) -> Letter:
    """Write the link to a check to the person whom we ask.

    Raises:
        NothingToSayError: it was answered, left out, given to another person, or the
            link was revoked.
    """
    links = PartnerLink.objects.filter(revoked_at__isnull=True)
    link = links.filter(pk=message.facts["link"]).first()
    check = _open_check(message.facts["check"])
    if link is None or check.contact is None or check.contact_id != link.contact_id:
        raise NothingToSayError
    told = _asked(check, link, check.contact.name, now=now)
    subject = _("Your link: what lasts? %(name)s")
    return _to_partner(told, subject, plain_date(check.due_on))


def after_row(reminder: Reminder, *, now: datetime) -> Line:
    """Write one row of a digest.

    Raises:
        NothingToSayError: there is nothing to do any more.
    """
    told = _told(reminder, now=now)
    text = _("%(name)s, %(country)s: check %(months)s months after the end, %(date)s")
    facts = {
        "name": told.name,
        "country": told.country,
        "months": told.check.month,
        "date": plain_date(told.check.due_on),
    }
    return Line(text % facts, told.url, told.check.due_on, told.reader_name)


def _to_partner(told: Told, subject: str, day: str) -> Letter:
    return _letter(
        told,
        subject=fitted(subject, name=told.name, date=day),
        opening=[
            _(
                "On %(date)s, %(months)s months have passed since the end of our "
                "agreement. We would like to learn what lasts, what changed, and what "
                "we should have done differently when leaving."
            )
            % {"months": told.check.month, "date": day},
            _("There is no wrong answer, and no decision about money is made from it."),
        ],
        button=_("Tell us what lasts"),
        why=_(
            "You get this mail because you are the person we may ask after the end. "
            "If you would rather tell it by phone, or somebody else knows more, write "
            "to us."
        ),
    )


def _letter(
    told: Told,
    *,
    subject: str,
    opening: list[str],
    button: str,
    why: str,
    takes_time: bool = True,
) -> Letter:
    content = Content(
        subject=subject,
        preview=opening[0],
        greeting=_("Dear %(name)s,") % {"name": told.reader_name},
        opening=opening,
        facts=[
            Fact(_("Partnership"), told.name),
            Fact(_("Country"), told.country),
            Fact(_("Due on"), plain_date(told.check.due_on)),
            *_until(told),
            *([time_needed(MINUTES)] if takes_time else []),
        ],
        button=Button(button, told.url),
        footer=[ask_line(*told.lead), why],
    )
    return write_letter(content, thread=f"after-{told.check.pk}")


def _until(told: Told) -> list[Fact]:
    if told.holds_until is None:
        return []
    return [Fact(_("Your link works until"), plain_date(told.holds_until))]


def _to_do(told: Told) -> str:
    """Say what the lead has to do: name a person, wait, or call."""
    contact = told.check.contact
    if contact is None or contact.left_on:
        return _("We have nobody to ask. Choose a person of the partner.")
    facts = {"name": contact.name}
    if not contact.email:
        return _("%(name)s has no mail address. Ask by phone, and enter it.") % facts
    if _waits_for_answer(told):
        return _("%(name)s gets a link to answer. You need to do nothing now.") % facts
    return _("%(name)s has not answered. Ask by phone or on a visit.") % facts


def _waits_for_answer(told: Told) -> bool:
    """Say whether the lead has nothing to do: a person is asked and has time left."""
    contact = told.check.contact
    return (
        contact is not None
        and not contact.left_on
        and bool(contact.email)
        and told.check.due_on >= told.today
    )


def _told(reminder: Reminder, *, now: datetime) -> Told:
    check = _open_check(reminder.subject_id)
    kind, _colon, number = reminder.read_by.partition(":")
    if kind == "contact":
        if check.contact_id != int(number):
            raise NothingToSayError
        link = link_to_check(check, int(number), now=now)
        name = Contact.objects.get(pk=int(number)).name
        return _asked(check, link, name, now=now)
    page = settings.SITE_URL + reverse("lifecycle:check", args=[check.pk])
    name = User.objects.get(pk=int(number)).name
    return Told(check, check.partnership.country.today(now=now), name, page)


def _asked(check: AfterCheck, link: PartnerLink, name: str, *, now: datetime) -> Told:
    """Return a check as the person hears of it whom we ask."""
    country = check.partnership.country
    until = link.last_day(country)
    return Told(check, country.today(now=now), name, placeholder(link.pk), until)


def _open_check(check_id: int) -> AfterCheck:
    """Return a check that waits for its answer.

    Raises:
        NothingToSayError: it was answered or left out.
    """
    check = AfterCheck.objects.select_related(*_WITH).get(pk=check_id)
    if check.state != CheckState.SCHEDULED:
        raise NothingToSayError
    return check
