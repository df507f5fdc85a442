"""When did each part of the installation last give a sign of life?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Min

from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.rules.freshness import (
    DRAIN_MAX_AGE,
    MAIL_MAX_WAIT,
    Signs,
    seconds_since,
)
from eclt_partners.notifications.figures import MailFigures, mail_figures
from eclt_partners.notifications.selectors import MailHealth, mail_health
from eclt_partners.notifications.services import CELERY, FALLBACK


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the installation.

    Attributes:
        signs: what is judged.
        figures: numbers for machines; ages in seconds, null = never or nothing.
    """

    signs: Signs
    figures: dict[str, int | float | None]


# Who goes through the mails; names as their signs of life carry them.
SENDERS: Final = (CELERY, FALLBACK)


def mails_go_out(*, now: datetime) -> bool:
    """Tell whether nobody needs to look at the mails. Five queries."""
    return mails_are_well(mail_health(now=now), mail_figures(now=now), now=now)


def mails_are_well(health: MailHealth, figures: MailFigures, *, now: datetime) -> bool:
    """Judge what was looked up: nothing in doubt, refused, missing or too late."""
    drained = drained_at(figures)
    return (
        not (health.in_doubt_count or health.failed_count or figures.holes_count)
        and (health.oldest_due_age is None or health.oldest_due_age <= MAIL_MAX_WAIT)
        and drained is not None
        and now - drained <= DRAIN_MAX_AGE
    )


def drained_at(figures: MailFigures) -> datetime | None:
    """Return when somebody last went through the mails."""
    ticks = [figures.ticks[name] for name in SENDERS if name in figures.ticks]
    return max(ticks, default=None)


def look(*, now: datetime) -> Look:
    """Look at the signs of life and the numbers of the mails. Seven queries.

    Args:
        now: the moment, aware.
    """
    mail, figures = mail_health(now=now), mail_figures(now=now)
    active = CountrySnapshot.objects.filter(country__is_active=True)
    signs = Signs(
        drained_at=figures.ticks.get(CELERY),
        oldest_due_at=figures.waits_since,
        oldest_snapshot_at=active.aggregate(oldest=Min("built_at"))["oldest"],
        holes_count=figures.holes_count,
        dwell_p99_seconds=figures.dwell_p99_seconds,
    )
    return Look(signs, _numbers(mail, figures, now=now))


def _numbers(
    mail: MailHealth, figures: MailFigures, *, now: datetime
) -> dict[str, int | float | None]:
    def age(moment: datetime | None) -> int | None:
        return seconds_since(moment, now=now)

    oldest = mail.oldest_due_age
    p99 = figures.dwell_p99_seconds
    return {
        "oldest_due_age_seconds": None
        if oldest is None
        else int(oldest.total_seconds()),
        "oldest_untouched_age_seconds": age(figures.waits_since),
        "queued": mail.queued_count,
        "in_doubt": mail.in_doubt_count,
        "oldest_doubt_age_seconds": age(figures.in_doubt_since),
        "refused_last_7_days": mail.failed_count,
        "sent_last_day": figures.sent_count,
        "dwell_p99_seconds": None if p99 is None else round(p99, 1),
        "holes": figures.holes_count,
        "celery_age_seconds": age(figures.ticks.get(CELERY)),
        "fallback_age_seconds": age(figures.ticks.get(FALLBACK)),
        "reconciler_age_seconds": age(figures.ticks.get("reconciler")),
        "journal_age_seconds": age(figures.ticks.get("journal")),
    }
