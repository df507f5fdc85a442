"""Is the installation alive? Ages against the limits that the health page states."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DRAIN_MAX_AGE = timedelta(minutes=5)
# Goal R4 of trust.md: nothing that is due waits longer, and 99 of 100 mails less than
# half of it.
MAIL_MAX_WAIT = timedelta(seconds=120)
DWELL_MAX_SECONDS = 60
SNAPSHOT_MAX_AGE = timedelta(hours=26)


class Health(StrEnum):
    """What the health page says about one part."""

    OK = "ok"
    LATE = "late"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Signs:
    """The last signs of life; None = never seen, or nothing waits.

    Attributes:
        drained_at: when a worker last went through the mails.
        oldest_due_at: since when a due mail waits that nobody has touched.
        oldest_snapshot_at: when the oldest dashboard was built.
        holes_count: what is not in the ledger of mails though it must be.
        dwell_p99_seconds: how long 99 of 100 mails of the last day waited at most.
    """

    drained_at: datetime | None
    oldest_due_at: datetime | None
    oldest_snapshot_at: datetime | None
    holes_count: int = 0
    dwell_p99_seconds: float | None = None


def health_of(signs: Signs, *, now: datetime) -> dict[str, Health]:
    """Judge the signs of life.

    A worker that was never seen is late; no waiting mail and no dashboard yet are
    fine.
    """
    return {
        "worker": _judge(signs.drained_at, DRAIN_MAX_AGE, now),
        "mail": _judge(signs.oldest_due_at or now, MAIL_MAX_WAIT, now),
        "dashboards": _judge(signs.oldest_snapshot_at or now, SNAPSHOT_MAX_AGE, now),
    }


def told_of(signs: Signs) -> dict[str, Health]:
    """Judge what people have to look at though nothing is down: holes and lateness."""
    is_slow = (signs.dwell_p99_seconds or 0) > DWELL_MAX_SECONDS
    return {
        "ledger": Health.LATE if signs.holes_count else Health.OK,
        "punctuality": Health.LATE if is_slow else Health.OK,
    }


def seconds_since(moment: datetime | None, *, now: datetime) -> int | None:
    """Return an age in whole seconds, never below zero; None for never."""
    if moment is None:
        return None
    return max(int((now - moment).total_seconds()), 0)


def _judge(since: datetime | None, limit: timedelta, now: datetime) -> Health:
    is_fresh = since is not None and now - since <= limit
    return Health.OK if is_fresh else Health.LATE
