"""How does a person of a partner get the page of the partnership?"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.accounts.services.links import renew
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import InvalidInput
from partners.models import Contact, Partnership
from partners.services.home_links import HOLDS_FOR, issue_home_link
from reviews.services.link_mails import HOME, mail_link


@transaction.atomic
def send_home_link(
    *, actor: Actor, now: datetime, partnership: Partnership, contact: Contact
) -> None:
    """Mail a person of the partner the link to the partnership; at most once an hour.

    A link that was closed opens again, with a new token, when the foundation sends it.

    Args:
        actor: somebody who registers people here, or that person by another link.
        now: the present moment, aware.
        partnership: the one the page is about.
        contact: a person of one of its present partners.

    Raises:
        NotPermitted: neither registers people here nor is that person.
        InvalidInput: the person cannot be reached, or belongs to another partner; or
            the foundation closed the link, and the person asks. Whoever asks came in by
            another link of the own, so the answer tells no stranger anything.
    """
    is_own = (actor.contact_id, actor.partnership_id) == (contact.pk, partnership.pk)
    if not is_own:
        require(
            actor,
            Action.REGISTER,
            country=partnership.country_id,
            partnership=partnership.pk,
        )
    known = Contact.objects.reachable().filter(
        partner__parties__partnership=partnership, partner__parties__to_on=None
    )
    if not known.filter(pk=contact.pk).exists():
        raise InvalidInput({"": _("This person cannot be reached by mail.")})
    link = issue_home_link(contact, partnership, now=now)
    if link.revoked_at is not None:
        if is_own:
            text = _(
                "The foundation closed your link to our page. Ask us to open it again."
            )
            raise InvalidInput({"": text})
        link = renew(actor=actor, link=link, now=now, expires_at=now + HOLDS_FOR)
    mail_link(link, contact, letter=HOME, now=now)
