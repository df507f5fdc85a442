"""What do we write to somebody of a partner who asked for a new link?"""

from django.utils.translation import gettext as _

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.letters import Letter, NothingToSayError
from eclt_partners.notifications.links import placeholder
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.writing import (
    Button,
    Content,
    Fact,
    fitted,
    write_letter,
)
from partners.models import Contact
from reviews.models import Review


def new_link(message: Outgoing) -> Letter:
    """Write the link that somebody asked for; who did not ask may ignore it.

    Raises:
        NothingToSayError: the link was revoked meanwhile.
    """
    link = PartnerLink.objects.filter(
        pk=message.facts["link"], revoked_at__isnull=True
    ).first()
    if link is None:
        raise NothingToSayError
    review = Review.objects.select_related("partnership__country").get(
        pk=message.facts["review"]
    )
    contact = Contact.objects.get(pk=link.contact_id)
    country = review.partnership.country
    until = plain_date(country.today(now=link.expires_at))
    content = Content(
        subject=fitted(_("Your new link: %(name)s"), name=review.partnership.name),
        preview=_("It works until %(date)s.") % {"date": until},
        greeting=_("Dear %(name)s,") % {"name": contact.name},
        opening=[_("You asked for a new link. It is only for you.")],
        facts=[
            Fact(_("Partnership"), review.partnership.name),
            Fact(_("Country"), country.name),
            Fact(_("Your link works until"), until),
        ],
        button=Button(_("Open the review"), placeholder(link.pk)),
        closing=[_("You did not ask? Then you need to do nothing.")],
        footer=[_("You get this mail because somebody entered your address.")],
    )
    return write_letter(content, thread=f"review-{review.pk}")
