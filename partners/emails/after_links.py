"""Which link does the person get whom we ask after the end?"""

from datetime import datetime, timedelta

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.services.issuing import issue_link
from partners.models import AfterCheck

# From the first reminder, 30 days before the day, until long after the last one.
HOLDS_FOR = timedelta(days=120)


def link_to_check(check: AfterCheck, contact_id: int, *, now: datetime) -> PartnerLink:
    """Return the person's link to a check; made when missing."""
    return issue_link(
        now=now,
        contact_id=contact_id,
        partnership_id=check.partnership_id,
        country_id=check.partnership.country_id,
        purpose=LinkPurpose.AFTER_CHECK,
        subject_id=check.pk,
        expires_at=now + HOLDS_FOR,
    )
