"""How does a test begin something beside, and know that it waits for a lock?"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import connection

PATIENCE = 10.0
# Locks of rows that somebody else holds, in this database.
_WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def beside(work: Callable[[], Any], *, pool: ThreadPoolExecutor) -> Future[Any]:
    """Begin something in a connection of its own."""

    def _work() -> Any:
        try:
            return work()
        finally:
            connection.close()

    return pool.submit(_work)


def until_somebody_waits_or_is_done(work: Future[Any]) -> None:
    """Return as soon as a work beside waits for a lock, or is done."""
    until_somebody_waits(work.done)


def until_somebody_waits(is_done: Callable[[], bool] = lambda: False) -> None:
    """Return as soon as another connection waits for a lock."""
    ends_at = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < ends_at and not is_done():
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(_WAITING)
            if cursor.fetchone()[0]:
                return
    assert is_done(), "nobody waited for a lock"
