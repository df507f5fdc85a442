"""What is one tick of mails and dashboards, done in this process instead of by Celery?

The tasks are those of beat, from the same list (`eclt_partners.schedule`), called as
plain functions: no broker is asked.
"""

import time
from collections.abc import Callable, Iterable

import structlog
from celery import current_app
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from eclt_partners.dashboards.services.snapshots import refresh_dashboards
from eclt_partners.notifications.services import FALLBACK, send_mail
from eclt_partners.schedule import REFRESH, SEND_MAIL, WITHOUT_CELERY, Every

log = structlog.get_logger(__name__)

# What a lost database raises. A query that waited in vain raises it too, and concerns
# one task alone, as everything else does.
DATABASE_AWAY = (OperationalError, InterfaceError)


def build_one() -> None:
    """Build one dashboard here and now: mails wait behind one country at most."""
    refresh_dashboards(now=timezone.now(), most=1)


class Tick:
    """Runs what is due again in this process, each at its own pace."""

    def __init__(
        self,
        *,
        goes_on: Callable[[], bool],
        entries: Iterable[Every] = WITHOUT_CELERY,
        build: Callable[[], object] = build_one,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Find the tasks; nothing runs yet, and everything is due.

        Args:
            goes_on: asked before each task and each mail; False ends the tick.
            entries: what to run, in this order.
            build: what to do about dashboards.
            clock: seconds that never go back.
        """
        # Registers the tasks of every app, as a worker does.
        autodiscover_modules("tasks")
        self._goes_on = goes_on
        self._entries = tuple(entries)
        self._build = build
        self._clock = clock
        self._next: dict[str, float] = {}

    def run(self) -> int:
        """Run every task that is due; a task that fails stops no other.

        Returns:
            How many tasks failed.

        Raises:
            OperationalError, InterfaceError: the database is away.
        """
        failed = 0
        for each in self._entries:
            if self._goes_on() and self._clock() >= self._next.get(each.name, 0.0):
                failed += not self._ran(each)
                self._next[each.name] = self._clock() + each.seconds
        return failed

    def _ran(self, each: Every) -> bool:
        try:
            self._call(each)
        except Exception as error:
            if isinstance(error, DATABASE_AWAY) and not connection.is_usable():
                raise
            log.exception("dispatch.task_failed", task=each.task)
            return False
        return True

    def _call(self, each: Every) -> None:
        if each.task == SEND_MAIL:
            send_mail(dispatcher=FALLBACK, goes_on=self._goes_on)
        elif each.task == REFRESH:
            self._build()
        else:
            current_app.tasks[each.task]()
