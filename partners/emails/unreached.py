"""What do we write when mail does not reach somebody?"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eclt_partners.accounts.models import User
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.choices import FailureKind
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.models import Outgoing, StoppedAddress
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

MINUTES = 5
CONTACT_LETTER, PERSON_LETTER = "partners.unreached", "partners.unreached_person"


def unreached_contact(message: Outgoing, *, now: datetime) -> Letter:
    """Tell the lead that a person of the partner gets no mail, and what to do.

    Raises:
        NothingToSayError: mail goes on, the address changed, or the person left.
    """
    stop = _open_stop(message)
    contact = Contact.objects.select_related("partner__country").get(
        pk=message.facts["contact"]
    )
    if contact.left_on or contact.email.lower() != stop.address:
        raise NothingToSayError
    return _letter(
        message,
        stop,
        name=contact.name,
        at=[
            Fact(_("Partner"), contact.partner.name),
            Fact(_("Country"), str(contact.partner.country.name)),
        ],
        page=reverse("partners:contact_mail", args=[contact.pk]),
        to_do=_(
            "Ask by phone or on a visit which address works, and change it. Until then "
            "nothing is mailed to %(name)s."
        ),
        why=_("You get this mail because you look after this partner."),
    )


def unreached_person(message: Outgoing, *, now: datetime) -> Letter:
    """Tell administrators that somebody with an account gets no mail.

    Raises:
        NothingToSayError: mail goes on, or the address changed.
    """
    stop = _open_stop(message)
    person = User.objects.get(pk=message.facts["person"])
    if person.email.lower() != stop.address:
        raise NothingToSayError
    return _letter(
        message,
        stop,
        name=person.name,
        at=[],
        page=reverse("accounts:person_mail", args=[person.pk]),
        to_do=_(
            "Find out whether the mailbox works. Until then nothing is mailed to "
            "%(name)s, and what %(name)s leads waits unseen."
        ),
        why=_("You get this mail because you are an administrator."),
    )


def _open_stop(message: Outgoing) -> StoppedAddress:
    stop = StoppedAddress.objects.get(pk=message.facts["stop"])
    if stop.cleared_at is not None:
        raise NothingToSayError
    return stop


def _letter(
    message: Outgoing,
    stop: StoppedAddress,
    *,
    name: str,
    at: list[Fact],
    page: str,
    to_do: str,
    why: str,
) -> Letter:
    reader = User.objects.get(pk=int(message.recipient_key.partition(":")[2]))
    opening = _("Our mails to %(name)s come back.") % {"name": name}
    content = Content(
        subject=fitted(_("Mail does not reach %(name)s"), name=name),
        preview=opening,
        greeting=_("Dear %(name)s,") % {"name": reader.name},
        opening=[opening, to_do % {"name": name}],
        facts=[
            Fact(_("Person"), name),
            *at,
            Fact(_("E-mail address"), stop.address),
            Fact(_("Since"), plain_date(timezone.localdate(stop.stopped_at))),
            Fact(_("Reason"), str(FailureKind(stop.kind).label)),
            time_needed(MINUTES),
        ],
        button=Button(_("See to it"), settings.SITE_URL + page),
        footer=[ask_line(settings.FOUNDATION_NAME, settings.CONTACT_EMAIL), why],
    )
    return write_letter(content, thread=f"address-{stop.pk}")
