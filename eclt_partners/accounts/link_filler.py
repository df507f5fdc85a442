"""How does the outbox turn a stored placeholder into the address of a link?"""

from django.utils import timezone

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.links import url_of
from eclt_partners.notifications import links


def address_of(link_id: int) -> str:
    """Return the address of a link that still holds.

    Raises:
        LookupError: it was revoked or has expired.
    """
    link = PartnerLink.objects.usable(now=timezone.now()).filter(pk=link_id).first()
    if link is None:
        raise LookupError(f"link {link_id} opens nothing any more")
    return url_of(link)


links.register_filler(address_of)
