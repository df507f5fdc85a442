"""How does a command use the servers of a home, beside other commands?

Every command holds a shared lock while it runs. The first one starts the
keeper, the last one out lets it stop (`keeper.py`).
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from eclt_partners.embedded import keeper
from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import PROJECT, Home, open_home
from eclt_partners.embedded.locks import FileLock, is_held
from eclt_partners.embedded.postgres import OWNER, database_url
from eclt_partners.embedded.processes import Program, start, wait_until
from eclt_partners.embedded.queue_server import queue_url

BOTH = (keeper.POSTGRES, keeper.QUEUE)
STOP_LIMIT = 40.0
START_LIMIT = 180.0
# How long a command that ends looks whether it was the last one (seconds).
LAST_ONE_LIMIT = 30.0


class Servers:
    """One command's use of a home's servers.

    Attributes:
        home: the home in use.
    """

    def __init__(self, home: Home) -> None:
        """Open the locks; nothing runs yet."""
        self.home = home
        self._users = FileLock(home.root / keeper.USERS_LOCK)

    def enter(self, wanted: Sequence[str] = BOTH, *, for_tests: bool = False) -> None:
        """Use the servers, starting them where they are down.

        Raises:
            StartError: they cannot be started.
        """
        if not self._users.wait_shared(limit=STOP_LIMIT):
            raise StartError(
                f"The servers of {self.home.root} do not stop; see {self.home.logs}."
            )
        turn = FileLock(self.home.root / keeper.START_LOCK)
        try:
            if not turn.wait_alone(limit=START_LIMIT):
                raise StartError("Another command does not finish its start.")
            self._start_missing(wanted, for_tests=for_tests)
        except BaseException:
            self._users.release()
            raise
        finally:
            turn.close()

    def leave(self) -> bool:
        """Stop using the servers and, as the last one, wait until they are down.

        Returns:
            True when they are down, False when other commands go on.
        """
        self._users.release()
        wait_until(lambda: not self.are_up() or self._others(), limit=LAST_ONE_LIMIT)
        return not self.are_up()

    def are_up(self) -> bool:
        """Answer whether the home's keeper lives."""
        return is_held(self.home.root / keeper.KEEPER_LOCK)

    def addresses(self) -> dict[str, str]:
        """Return the servers' addresses as environment variables."""
        return addresses(self.home)

    def _others(self) -> bool:
        """Answer whether other commands hold the lock (the keeper holds it alone)."""
        if self._users.try_alone():
            self._users.release()
            return False
        beside = self._users.try_shared()
        self._users.release()
        return beside

    def _start_missing(self, wanted: Sequence[str], *, for_tests: bool) -> None:
        if self.are_up():
            running = keeper.recorded(self.home.root)
            if not set(wanted) <= set(running) and running:
                raise StartError(
                    f"Another command uses {self.home.root} without "
                    f"{' and '.join(sorted(set(wanted) - set(running)))}. "
                    "Wait for its end or set ECLT_HOME to another folder."
                )
            if running and accept(self.home, running):
                return
            # A server or its keeper was killed and the rest is ending.
            wait_until(lambda: not self.are_up(), limit=STOP_LIMIT)
        start_keeper(self.home, wanted, for_tests=for_tests)


def accept(home: Home, running: Iterable[str]) -> bool:
    """Answer whether the recorded servers take connections.

    A record alone proves nothing: after a kill it lives as long as the keeper.
    """
    sockets = {
        keeper.POSTGRES: home.database_sockets / ".s.PGSQL.5432",
        keeper.QUEUE: home.queue_socket,
    }
    return all(takes_connections(sockets[name]) for name in running)


def takes_connections(path: Path) -> bool:
    """Answer whether somebody listens at a Unix socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def start_keeper(
    home: Home, wanted: Sequence[str], *, for_tests: bool
) -> subprocess.Popen[bytes]:
    """Start the program that owns the servers and wait for its report.

    Raises:
        StartError: with the keeper's words.
    """
    hear, tell = os.pipe()
    command = [sys.executable, "-m", "eclt_partners.embedded.keeper"]
    command += ["--home", str(home.root), "--tell", str(tell)]
    for name in wanted:
        command += ["--want", name]
    if for_tests:
        command.append("--for-tests")
    try:
        with (home.logs / "keeper.log").open("wb") as log:
            child = start(
                Program(
                    command,
                    folder=PROJECT,
                    output=log,
                    detached=True,
                    hand_over=(tell,),
                )
            )
    finally:
        os.close(tell)
    with os.fdopen(hear) as report:
        said = report.read().strip()
    if said != keeper.READY:
        child.wait()
        raise StartError(said or (home.logs / "keeper.log").read_text().strip())
    return child


def addresses(home: Home) -> dict[str, str]:
    """Return the addresses that a home's servers have whenever they run."""
    return {
        "ECLT_HOME": str(home.root),
        "DATABASE_URL": database_url(home),
        "DATABASE_OWNER_URL": database_url(home, role=OWNER),
        "REDIS_URL": queue_url(home),
    }


@contextmanager
def servers(
    root: Path, wanted: Sequence[str] = BOTH, *, for_tests: bool = False
) -> Iterator[Servers]:
    """Use the servers of a home for the length of a block."""
    used = Servers(open_home(root))
    used.enter(wanted, for_tests=for_tests)
    try:
        yield used
    finally:
        used.leave()
