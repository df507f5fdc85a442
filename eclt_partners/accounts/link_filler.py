"""How does the outbox turn stored placeholders into the addresses of links?"""

from django.utils import timezone

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.links import url_of
from eclt_partners.notifications import links
from eclt_partners.notifications.links import Opening


def addresses_of(link_ids: set[int]) -> dict[int, Opening]:
    """Return whose these links are and the addresses of those that hold. One query."""
    now = timezone.now()
    return {
        link.pk: Opening(
            reader=f"contact:{link.contact_id}",
            address=url_of(link) if link.holds(now=now) else "",
        )
        for link in PartnerLink.objects.filter(pk__in=link_ids)
    }


links.register_filler(addresses_of)
