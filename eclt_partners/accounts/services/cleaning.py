"""What of sessions and tries is thrown away once it has no use any more?"""

from datetime import datetime, timedelta

import structlog
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.db.models import F, Q

from eclt_partners.accounts.models import LinkSession, PersonSession, TryCount

log = structlog.get_logger("security")


def clean_up(*, now: datetime) -> dict[str, int]:
    """Delete what is over; may run at any time and any number of times.

    Sessions of people that expired; sessions of partner links that expired or whose
    link did, was revoked or got a new token; counts of tries whose window is past;
    notes about sign-in older than `SIGN_IN_NOTES_DAYS`. The number of statements does
    not depend on the number of rows.

    Args:
        now: the present moment, aware.

    Returns:
        What was deleted -> how many rows.
    """
    over = {
        "sessions": PersonSession.objects.filter(expire_date__lte=now),
        "link_sessions": LinkSession.objects.filter(_ended(now)),
        "tries": TryCount.objects.filter(ends_at__lte=now),
    }
    oldest = now - timedelta(days=settings.SIGN_IN_NOTES_DAYS)
    notes = {
        "failed_sign_ins": AccessAttempt,
        "failure_notes": AccessFailureLog,
        "sign_ins": AccessLog,
    }
    over |= {
        name: model.objects.filter(attempt_time__lt=oldest)
        for name, model in notes.items()
    }
    deleted = {name: rows.delete()[0] for name, rows in over.items()}
    log.info("sessions.cleaned", **deleted)
    return deleted


def _ended(now: datetime) -> Q:
    """Sessions that no browser can use any more (`accounts/requests.py: link_of`)."""
    return (
        Q(expires_at__lte=now)
        | Q(link__expires_at__lte=now)
        | Q(link__revoked_at__isnull=False)
        | ~Q(generation=F("link__generation"))
    )
