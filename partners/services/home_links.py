"""How does a person of a partner get a link to the page of the partnership?"""

from datetime import datetime, timedelta
from typing import Final

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.issuing import issue_link
from partners.models import Contact, Partnership

# Rulings 17: the page of the partnership opens for twelve months.
HOLDS_FOR: Final = timedelta(days=365)


def issue_home_link(
    contact: Contact, partnership: Partnership, *, now: datetime
) -> PartnerLink:
    """Issue a person's link to the page of a partnership, or return the one there is.

    Args:
        contact: who opens it.
        partnership: the one the page is about.
        now: the moment, aware.
    """
    return issue_link(
        now=now,
        contact_id=contact.pk,
        partnership_id=partnership.pk,
        country_id=partnership.country_id,
        purpose=LinkPurpose.HOME,
        subject_id=partnership.pk,
        expires_at=now + HOLDS_FOR,
    )
