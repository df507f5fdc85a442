"""Who holds a file lock of a home, and how long do we wait for it?

The kernel drops these locks when a process ends in any way, so a kill -9
leaves none behind.
"""

import fcntl
import os
from pathlib import Path

from eclt_partners.embedded.processes import wait_until


class FileLock:
    """A lock on one file: shared by many or held by one."""

    def __init__(self, path: Path) -> None:
        """Open the file; nothing is locked yet."""
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def try_shared(self) -> bool:
        """Take the lock beside others; answer whether that worked."""
        return self._try(fcntl.LOCK_SH)

    def try_alone(self) -> bool:
        """Take the lock alone; answer whether that worked."""
        return self._try(fcntl.LOCK_EX)

    def wait_shared(self, *, limit: float) -> bool:
        """Take the lock beside others within the limit (seconds)."""
        return wait_until(self.try_shared, limit=limit)

    def wait_alone(self, *, limit: float) -> bool:
        """Take the lock alone within the limit (seconds)."""
        return wait_until(self.try_alone, limit=limit)

    def release(self) -> None:
        """Give the lock back and keep the file open."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give the lock back for good."""
        os.close(self._file)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def is_held(path: Path) -> bool:
    """Answer whether somebody holds the file's lock alone."""
    if not path.exists():
        return False
    lock = FileLock(path)
    try:
        return not lock.try_shared()
    finally:
        lock.close()
