"""What do we write when somebody may be in danger? Never who, where or what."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eclt_partners.common.words import plain_date, plain_datetime
from eclt_partners.countries.models import Country
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    ask_line,
    time_needed,
    write_letter,
)
from partners.choices import IncidentState
from partners.models import Incident
from partners.rules.incidents import contact_due_at

INCIDENT = "restricted.incident"
NOBODY = "restricted.nobody"
READ_MINUTES, ROLE_MINUTES = 5, 3


def incident_reported(message: Outgoing, *, now: datetime) -> Letter:
    """Ask the safeguarding lead to make contact within 72 hours (methods D3).

    Raises:
        NothingToSayError: contact is made already.
    """
    incident = _waiting(message)
    place = _country(message)
    with timezone.override(place.zone):
        by = plain_datetime(contact_due_at(incident.reported_at))
    url = settings.SITE_URL + reverse("partners:incident", args=[incident.pk])
    return write_letter(
        Content(
            subject=_("Confidential: a safety concern waits for you"),
            preview=_("Read it after signing in. Make contact within 72 hours."),
            greeting=_("Hello,"),
            opening=[
                _what_is_new(message),
                _("This mail says nothing more. Sign in to read the report."),
            ],
            button=Button(_("Read the report"), url),
            facts=[
                Fact(_("Country"), place.name),
                Fact(_("Make contact by"), by),
                time_needed(READ_MINUTES),
            ],
            footer=[
                _ask(),
                _("You get this mail because you are the safeguarding lead."),
            ],
        ),
        thread=f"incident-{incident.pk}",
    )


def nobody_for_safety(message: Outgoing, *, now: datetime) -> Letter:
    """Ask for a safeguarding lead where there is none.

    Raises:
        NothingToSayError: somebody has made contact.
    """
    incident = _waiting(message)
    place = _country(message)
    return write_letter(
        Content(
            subject=_("%(country)s needs a safeguarding lead today")
            % {"country": place.name},
            preview=_("A confidential message waits, and nobody may read it."),
            greeting=_("Hello,"),
            opening=[
                _(
                    "A confidential message for the safeguarding lead of %(country)s "
                    "waits, but nobody has this role there. You may not read the "
                    "message. Give the role to somebody today."
                )
                % {"country": place.name_in_sentence}
            ],
            button=Button(
                _("Open people and roles"),
                settings.SITE_URL + reverse("accounts:people"),
            ),
            facts=[
                Fact(_("Country"), place.name),
                Fact(_("Needed by"), plain_date(place.today(now=now))),
                time_needed(ROLE_MINUTES),
            ],
            footer=[
                _ask(),
                _("You get this mail because you are an administrator or a director."),
            ],
        ),
        thread=f"incident-{incident.pk}",
    )


def _what_is_new(message: Outgoing) -> str:
    if message.facts.get("again"):
        return _("Somebody has told us more about a danger that you know of.")
    return _("Somebody has told us that a person may be in danger.")


def _ask() -> str:
    return ask_line(settings.FOUNDATION_NAME, settings.CONTACT_EMAIL)


def _waiting(message: Outgoing) -> Incident:
    incident = Incident.objects.get(pk=message.facts["incident"])
    if incident.state != IncidentState.NEW:
        raise NothingToSayError
    return incident


def _country(message: Outgoing) -> Country:
    return Country.objects.get(pk=message.facts["country"])
