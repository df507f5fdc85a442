"""What do we write to people of a partner who asked for the link to a table?"""

from datetime import datetime

from django.utils.translation import gettext as _

from agreements.emails.tables import table_mail
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    fitted,
    write_letter,
)


def table_link(message: Outgoing, *, now: datetime) -> Letter:
    """Write the link to one table; who did not ask may ignore it.

    Raises:
        NothingToSayError: the link was revoked meanwhile.
    """
    link = PartnerLink.objects.filter(
        pk=message.facts["link"], revoked_at__isnull=True
    ).first()
    if link is None:
        raise NothingToSayError
    told = table_mail(link.subject_id, message.recipient_key, link.pk)
    country = told.table.agreement.partnership.country
    until = plain_date(link.last_day(country))
    content = Content(
        subject=fitted(_("Your link to our agreement: %(name)s"), name=told.name),
        preview=_("Your link works until %(date)s.") % {"date": until},
        greeting=_("Dear %(name)s,") % {"name": told.reader_name},
        opening=[
            _(
                "You asked for the link to the table of our agreement. "
                "It is only for you."
            )
        ],
        facts=[*told.facts, Fact(_("Your link works until"), until)],
        button=Button(_("Open the table"), told.url),
        closing=[_("You did not ask? Then you need to do nothing.")],
        footer=told.footer,
    )
    return write_letter(content, thread=told.thread)
