"""What do we write when a safeguarding check expires? Never what it found."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

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
from partners.choices import CheckDirection
from partners.models import Partnership, SafeguardingCheck

EXPIRING = "check.expiring"
PLAN_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A safeguarding check, as the lead of one partnership hears of it."""

    check: SafeguardingCheck
    partnership: Partnership

    @property
    def url(self) -> str:
        """The page with the checks of both sides."""
        page = reverse("partners:checks", args=[self.partnership.pk])
        return settings.SITE_URL + page

    @property
    def direction(self) -> str:
        """Who checked whom."""
        return str(CheckDirection(self.check.direction).label)


def expiring(message: Outgoing, *, now: datetime) -> Letter:
    """Remind the lead of the foundation 90, 60 and 30 days before (methods D4).

    Raises:
        NothingToSayError: there is a newer check.
    """
    reminder = message.reminders.filter(
        kind=ReminderKind.SAFEGUARDING_CHECK, state=ReminderState.COMPOSED
    ).first()
    if reminder is None:
        raise NothingToSayError
    told = _told(reminder)
    reader = User.objects.get(pk=int(message.recipient_key.partition(":")[2]))
    day = plain_date(told.check.valid_until)
    opening = _("The safeguarding check below is valid until %(date)s.") % {"date": day}
    content = Content(
        subject=fitted(
            _("Safeguarding check ends on %(date)s: %(name)s"),
            name=told.partnership.name,
            date=day,
        ),
        preview=opening,
        greeting=_("Dear %(name)s,") % {"name": reader.name},
        opening=[opening, _what_to_do(told)],
        facts=[
            Fact(_("Partnership"), told.partnership.name),
            Fact(_("Country"), str(told.partnership.country.name)),
            Fact(_("Partner"), told.check.partner.name),
            Fact(_("Who checked whom"), told.direction),
            Fact(_("Valid until"), day),
            time_needed(PLAN_MINUTES),
        ],
        button=Button(_("Open the checks"), told.url),
        footer=[
            ask_line(settings.FOUNDATION_NAME, settings.CONTACT_EMAIL),
            _(
                "You get this mail because you lead this partnership for the "
                "foundation."
            ),
        ],
    )
    return write_letter(content, thread=f"safeguarding-{told.check.pk}")


def expiring_row(reminder: Reminder, *, now: datetime) -> Line:
    """Write one row of a digest.

    Raises:
        NothingToSayError: there is a newer check.
    """
    told = _told(reminder)
    text = _(
        "%(name)s, %(country)s: safeguarding check of %(partner)s ends on %(date)s"
    )
    facts = {
        "name": told.partnership.name,
        "country": told.partnership.country.name,
        "partner": told.check.partner.name,
        "date": plain_date(told.check.valid_until),
    }
    return Line(text % facts, told.url, told.check.valid_until)


def _what_to_do(told: Told) -> str:
    if told.check.direction == CheckDirection.PARTNER:
        return _(
            "Plan the next one in time: without a valid check no agreement comes into "
            "force."
        )
    return _("Invite the partner to check the foundation again.")


def _told(reminder: Reminder) -> Told:
    check = SafeguardingCheck.objects.select_related("partner").get(
        pk=reminder.subject_id
    )
    if check.is_overtaken():
        raise NothingToSayError
    rows = Partnership.objects.select_related("country")
    return Told(check, rows.get(pk=reminder.partnership_id))
