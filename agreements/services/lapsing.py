"""What becomes of a table at which nothing came to an end for 120 days?"""

from datetime import datetime, timedelta

from django.db import transaction

from agreements.choices import RenegotiationState
from agreements.models import Renegotiation
from agreements.rules.patience import may_lapse
from agreements.selectors.speakers import Speaker
from agreements.selectors.tables import moments_of, with_moments
from agreements.services.endings import close
from agreements.services.steps import locked
from eclt_partners.common.actor import SYSTEM
from partners.choices import Side
from partners.rules.method import METHOD


def lapse_overdue(*, now: datetime) -> int:
    """Let every renegotiation lapse that is open for 120 days (methods E3).

    Each in a transaction of its own, so that one in trouble holds up no other. What
    is agreed goes on as it is; either side can raise it again.

    Args:
        now: the present moment, aware.

    Returns:
        How many lapsed.
    """
    # A day more than the latest zone is behind, so that none is missed.
    before = now - timedelta(days=METHOD.change_lapse_days - 1)
    waiting = Renegotiation.objects.open().filter(raised_at__lte=before)
    return sum(_lapse(table, now=now) for table in with_moments(waiting))


@transaction.atomic
def _lapse(table: Renegotiation, *, now: datetime) -> bool:
    if not _is_over(table, now=now):
        return False
    table = locked(table)
    if not _is_over(table, now=now):
        return False
    speaker = Speaker(SYSTEM, Side.FOUNDATION)
    close(table, RenegotiationState.LAPSED, speaker=speaker, now=now)
    return True


def _is_over(table: Renegotiation, *, now: datetime) -> bool:
    today = table.agreement.partnership.country.today(now=now)
    return may_lapse(RenegotiationState(table.state), moments_of(table), today)
