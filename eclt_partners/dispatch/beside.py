"""Who builds dashboards while the fallback dispatcher sends mails?

A large country may take minutes, and no mail may wait for it. So a dispatcher that
stays starts a process beside itself, one at a time, which ends when every dashboard is
as it should be.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.utils import timezone

from eclt_partners.dashboards.services.snapshots import is_any_out_of_date

# A country that cannot be built is tried again, and not all the time.
REST_SECONDS: Final = 20.0
STOP_SECONDS: Final = 10.0
COMMAND: Final = ("dispatch", "--dashboards")


class BuilderBeside:
    """At most one process that builds dashboards."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Know of none; nothing is started yet.

        Args:
            clock: seconds that never go back.
        """
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._rests_until = clock()

    @property
    def is_at_work(self) -> bool:
        """True while the process runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> bool:
        """Start the process when a dashboard is out of date and none is at work.

        Returns:
            True when it was started.
        """
        if self.is_at_work or self._clock() < self._rests_until:
            return False
        if not is_any_out_of_date(now=timezone.now()):
            return False
        self._rests_until = self._clock() + REST_SECONDS
        program = [sys.executable, str(settings.BASE_DIR / "manage.py"), *COMMAND]
        self._process = subprocess.Popen(program)  # noqa: S603 - our own words
        return True

    def stop(self) -> None:
        """End the process; what it was building is rolled back."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
