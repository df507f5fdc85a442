"""What do we write to people of a partner when only a link is the matter?"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.links import placeholder
from eclt_partners.notifications.models import Outgoing
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

READ_MINUTES = 5


def new_link(message: Outgoing, *, now: datetime) -> Letter:
    """Write the link that somebody asked for; who did not ask may ignore it.

    Raises:
        NothingToSayError: the link was revoked meanwhile.
    """
    return _with_link(
        message,
        subject=_("Your new link: %(name)s"),
        opening=_("You asked for a new link. It is only for you."),
        button=_("Open the review"),
        closing=_("You did not ask? Then you need to do nothing."),
        why=_("You get this mail because somebody entered your address."),
    )


def confirm_record(message: Outgoing, *, now: datetime) -> Letter:
    """Ask a lead of the partner whether the record of the talk is fair.

    Raises:
        NothingToSayError: the link was revoked meanwhile.
    """
    return _with_link(
        message,
        subject=_("Is this a fair record? Our talk about %(name)s"),
        opening=_(
            "We wrote down what both sides said and what we will do. Read it, and "
            "say whether it is a fair record."
        ),
        facts=[time_needed(READ_MINUTES)],
        button=_("Read the record"),
        closing=_("If something is wrong, answer this mail before you confirm."),
        why=_("You get this mail because you lead this partnership for your side."),
    )


def home(message: Outgoing, *, now: datetime) -> Letter:
    """Give a person of the partner the page of the partnership (rulings 17, HOME).

    Raises:
        NothingToSayError: the link was revoked meanwhile.
    """
    return _with_link(
        message,
        subject=_("Your page of our partnership: %(name)s"),
        opening=_(
            "This link opens your page of our partnership: what both sides said, what "
            "both sides promised, and when we talk next. You need no account."
        ),
        button=_("Open our partnership"),
        closing=_("The link is only for you. Keep this mail; you can use it again."),
        why=_("You get this mail because you work with us in this partnership."),
    )


def _with_link(
    message: Outgoing,
    *,
    subject: str,
    opening: str,
    button: str,
    closing: str,
    why: str,
    facts: Sequence[Fact] = (),
) -> Letter:
    link = PartnerLink.objects.filter(
        pk=message.facts["link"], revoked_at__isnull=True
    ).first()
    if link is None:
        raise NothingToSayError
    places = Partnership.objects.select_related("country", "foundation_lead")
    partnership = places.get(pk=link.partnership_id)
    contact = Contact.objects.get(pk=link.contact_id)
    country = partnership.country
    until = plain_date(link.last_day(country))
    content = Content(
        subject=fitted(subject, name=partnership.name),
        preview=_("Your link works until %(date)s.") % {"date": until},
        greeting=_("Dear %(name)s,") % {"name": contact.name},
        opening=[opening],
        facts=[
            Fact(_("Partnership"), partnership.name),
            Fact(_("Country"), country.name),
            *facts,
            Fact(_("Your link works until"), until),
        ],
        button=Button(button, placeholder(link.pk)),
        closing=[closing],
        footer=[ask_line(*whom_to_ask(partnership)), why],
    )
    thread = f"review-{link.subject_id}"
    if link.purpose == LinkPurpose.HOME:
        thread = f"partnership-{partnership.pk}"
    return write_letter(content, thread=thread)
