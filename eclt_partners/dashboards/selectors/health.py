"""When did each part of the installation last give a sign of life?"""

from datetime import datetime

from django.db.models import Min

from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.rules.freshness import Signs
from eclt_partners.notifications.selectors import mail_health


def signs_of_life(*, now: datetime) -> Signs:
    """Return the last signs of life. Four queries.

    Args:
        now: the moment, aware.
    """
    mail = mail_health(now=now)
    waits = mail.oldest_due_age
    active = CountrySnapshot.objects.filter(country__is_active=True)
    return Signs(
        drained_at=mail.last_drain_at,
        oldest_due_at=None if waits is None else now - waits,
        oldest_snapshot_at=active.aggregate(oldest=Min("built_at"))["oldest"],
    )
