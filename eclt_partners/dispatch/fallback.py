"""Who sends the mails and refreshes dashboards while Celery or Redis is away?

A process of its own that needs nothing but the database and the relay. It looks at
Celery's sign of life and stands back while that is fresh (rulings 21).
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import structlog
from django.db import close_old_connections, connection
from django.db.models.functions import Now

from eclt_partners.dispatch.beside import BuilderBeside
from eclt_partners.dispatch.tick import DATABASE_AWAY, Tick
from eclt_partners.notifications.models import DispatcherHeartbeat
from eclt_partners.notifications.services import CELERY, FALLBACK, beat

log = structlog.get_logger(__name__)

SILENCE: Final = timedelta(seconds=30)
PAUSE_SECONDS: Final = 5.0


class Fallback:
    """One run of the fallback dispatcher; `ask_to_stop` ends it between two mails."""

    def __init__(
        self,
        *,
        pause: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin to wait for silence; Celery gets the time it needs to start.

        Args:
            pause: seconds between two looks.
            clock: seconds that never go back.
        """
        self._stop = threading.Event()
        self._pause = pause
        self._clock = clock
        self._began = clock()
        self._builder = BuilderBeside(clock=clock)
        self._tick = Tick(goes_on=self.goes_on, build=self._builder.start, clock=clock)
        self._acts = False
        self._lost = False

    def goes_on(self) -> bool:
        """Tell whether nobody has asked to stop."""
        return not self._stop.is_set()

    def ask_to_stop(self) -> None:
        """End after the mail that is in hand; safe to call from a signal."""
        self._stop.set()

    def run(self) -> None:
        """Look and act until asked to stop; a database that is away is waited for."""
        try:
            self._look_and_act()
        finally:
            self._builder.stop()

    def _look_and_act(self) -> None:
        while self.goes_on():
            try:
                close_old_connections()
                self.step()
                self._lost = False
            except DATABASE_AWAY as error:
                connection.close()
                if not self._lost:
                    log.warning("dispatch.database_away", reason=str(error).strip())
                self._lost = True
            self._stop.wait(self._pause)

    def step(self) -> bool:
        """Look once, and do a tick when Celery is silent.

        Returns:
            True when it acted.
        """
        beat(FALLBACK)
        acts = self._is_silent()
        if acts != self._acts:
            log.warning("dispatch.takes_over" if acts else "dispatch.stands_back")
            self._acts = acts
        if acts:
            self._tick.run()
        return acts

    def _is_silent(self) -> bool:
        """Tell whether Celery gave no sign of life for long enough, and we watched."""
        watched = timedelta(seconds=self._clock() - self._began)
        if watched < SILENCE:
            return False
        fresh = DispatcherHeartbeat.objects.filter(
            name=CELERY, last_tick_at__gt=Now() - SILENCE
        )
        return not fresh.exists()
