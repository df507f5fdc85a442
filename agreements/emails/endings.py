"""What do we write when an agreement ends soon? Never an amount."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.models import Agreement, AgreementVersion
from eclt_partners.accounts.models import User
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.choices import ReminderKind, ReminderState
from eclt_partners.notifications.letters import Letter, Line, NothingToSayError
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
from partners.models import Contact
from partners.selectors.leading import whom_to_ask

FIRST_TALK_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Ending:
    """An agreement that ends, as one reader hears of it.

    Attributes:
        agreement: with its partnership, country and lead.
        version: the newest version; its last day is the end.
        days_left: from today in the country.
        reader_name: how we greet.
        is_partner: the reader is a person of the partner.
    """

    agreement: Agreement
    version: AgreementVersion
    days_left: int
    reader_name: str
    is_partner: bool

    @property
    def name(self) -> str:
        """The name of the partnership."""
        return self.agreement.partnership.name

    @property
    def end(self) -> str:
        """The last day, in plain words."""
        return plain_date(self.version.effective_to)

    @property
    def lead(self) -> tuple[str, str]:
        """Name and address of whom to ask."""
        return whom_to_ask(self.agreement.partnership)

    @property
    def url(self) -> str:
        """Where to go on: the agreement, or for a partner a mail to the lead."""
        if self.is_partner:
            return f"mailto:{self.lead[1]}"
        return settings.SITE_URL + reverse(
            "agreements:detail", args=[self.agreement.pk]
        )


def ending(message: Outgoing, *, now: datetime) -> Letter:
    """Write that an agreement ends in so many days (methods D4).

    Raises:
        NothingToSayError: the reminder was taken back, or a new version was signed.
    """
    reminder = message.reminders.filter(
        kind=ReminderKind.AGREEMENT_ENDING, state=ReminderState.COMPOSED
    ).first()
    if reminder is None:
        raise NothingToSayError
    told = _ending_of(reminder, now=now)
    left = ngettext("%(days)d day", "%(days)d days", told.days_left) % {
        "days": told.days_left
    }
    content = Content(
        subject=fitted(
            _("Agreement ends on %(date)s: %(name)s"), name=told.name, date=told.end
        ),
        preview=_("%(left)s are left to agree what comes next.") % {"left": left},
        greeting=_("Dear %(name)s,") % {"name": told.reader_name},
        opening=[
            _(
                "The agreement below ends in %(left)s. Talk now about what comes next: "
                "go on, change it, hand over, or end well."
            )
            % {"left": left}
        ],
        facts=[
            Fact(_("Partnership"), told.name),
            Fact(_("Country"), told.agreement.partnership.country.name),
            Fact(_("Agreement"), f"{told.agreement.number} {told.agreement.title}"),
            Fact(_("Ends on"), told.end),
            time_needed(FIRST_TALK_MINUTES),
        ],
        button=Button(
            _("Write to the lead") if told.is_partner else _("Open the agreement"),
            told.url,
        ),
        footer=[
            ask_line(*told.lead),
            _("You get this mail because you lead this partnership."),
        ],
    )
    return write_letter(content, thread=f"agreement-{told.agreement.pk}")


def row(reminder: Reminder, *, now: datetime) -> Line:
    """Write one row of a digest.

    Raises:
        NothingToSayError: a new version was signed.
    """
    told = _ending_of(reminder, now=now)
    return Line(
        text=_("%(name)s, %(country)s: agreement %(number)s ends on %(date)s")
        % {
            "name": told.name,
            "country": told.agreement.partnership.country.name,
            "number": told.agreement.number,
            "date": told.end,
        },
        url=told.url,
        due_on=told.version.effective_to,
        reader_name=told.reader_name,
    )


def _ending_of(reminder: Reminder, *, now: datetime) -> Ending:
    agreement = Agreement.objects.select_related(
        "partnership__country", "partnership__foundation_lead"
    ).get(pk=reminder.subject_id)
    version = agreement.versions.order_by("-number").first()
    if version is None or version.number != reminder.round:
        raise NothingToSayError
    kind, _sign, number = reminder.read_by.partition(":")
    people = Contact if kind == "contact" else User
    today = agreement.partnership.country.today(now=now)
    return Ending(
        agreement=agreement,
        version=version,
        days_left=(version.effective_to - today).days,
        reader_name=str(people.objects.get(pk=int(number)).name),
        is_partner=kind == "contact",
    )
