"""For how long are lists of partners kept? They hold names and addresses of people."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from eclt_partners.exchange.models import PartnerImport

KEPT: Final = timedelta(days=7)


def forget_lists(*, now: datetime) -> int:
    """Delete the lists on which nothing happened for 7 days.

    Args:
        now: the moment, aware.

    Returns:
        How many were deleted.
    """
    before = now - KEPT
    is_newer = (
        Q(checked_at__gt=before) | Q(written_at__gt=before) | Q(undone_at__gt=before)
    )
    old = PartnerImport.objects.filter(sent_at__lte=before).exclude(is_newer)
    return old.delete()[0]
