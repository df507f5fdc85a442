"""How does the outbox turn stored placeholders into the addresses of links?"""

from django.utils import timezone

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.links import url_of
from eclt_partners.notifications import links


def addresses_of(link_ids: set[int]) -> dict[int, str]:
    """Return the addresses of those links that still hold. One query."""
    usable = PartnerLink.objects.usable(now=timezone.now())
    return {link.pk: url_of(link) for link in usable.filter(pk__in=link_ids)}


links.register_filler(addresses_of)
