"""Is the installation alive? Ages against the limits that the health page states."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DRAIN_MAX_AGE = timedelta(minutes=5)
MAIL_MAX_WAIT = timedelta(minutes=30)
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
        oldest_due_at: since when the oldest due mail waits.
        oldest_snapshot_at: when the oldest dashboard was built.
    """

    drained_at: datetime | None
    oldest_due_at: datetime | None
    oldest_snapshot_at: datetime | None


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


def _judge(since: datetime | None, limit: timedelta, now: datetime) -> Health:
    is_fresh = since is not None and now - since <= limit
    return Health.OK if is_fresh else Health.LATE
