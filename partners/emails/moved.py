"""What do we write to an address that is somebody's no more?

Whoever reads mail at the new one answers and signs, so the old one hears of it.
"""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from eclt_partners.accounts.models import User
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    ask_line,
    write_letter,
)
from partners.models import Contact

MOVED = "partners.address_moved"


def address_moved(message: Outgoing, *, now: datetime) -> Letter:
    """Tell the old address of a person that it was changed, by whom, and what to do.

    The new address is not told: the old mailbox may be somebody else's by now.

    Raises:
        NothingToSayError: the person was a mistake of a list that was taken back.
    """
    rows = Contact.objects.select_related("partner__country")
    contact = rows.filter(pk=message.facts["contact"]).first()
    if contact is None:
        raise NothingToSayError
    opening = (
        _("We no longer write to you at %(address)s: your address was taken out.")
        if message.facts["is_removed"]
        else _("We no longer write to you at %(address)s: your address was changed.")
    ) % {"address": message.to_address}
    content = Content(
        subject=_("Your e-mail address was changed"),
        preview=opening,
        greeting=_("Dear %(name)s,") % {"name": contact.name},
        opening=[
            opening,
            _("Did you want this? Then you need to do nothing."),
            _(
                "If not, write to us at once. Whoever reads the mails to you can answer "
                "and sign for you."
            ),
        ],
        facts=[
            Fact(_("Partner"), contact.partner.name),
            Fact(_("Country"), str(contact.partner.country.name)),
            Fact(_("Changed by"), _by(message)),
            Fact(_("Date"), plain_date(timezone.localdate(message.created_at))),
        ],
        button=Button(
            _("Tell us that it is wrong"), f"mailto:{settings.CONTACT_EMAIL}"
        ),
        footer=[
            ask_line(settings.FOUNDATION_NAME, settings.CONTACT_EMAIL),
            _("You get this mail so that nobody changes your address in secret."),
        ],
    )
    return write_letter(content, thread=f"contact-{contact.pk}")


def _by(message: Outgoing) -> str:
    """Return who changed it, and for whom that person works."""
    person = User.objects.filter(pk=message.facts["by"]).first()
    names = [person.name] if person else []
    return ", ".join([*names, settings.FOUNDATION_NAME])
