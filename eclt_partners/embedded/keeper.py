"""Who owns the servers of a home while commands come and go?

The first command starts this program and leaves it behind. It is the parent of
PostgreSQL and Redis, so both end when it dies, even by kill -9. It ends, and
they with it, as soon as no command holds the home's lock: the kernel gives that
lock back for every command, however it ended.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.home import Home, open_home
from eclt_partners.embedded.locks import FileLock
from eclt_partners.embedded.postgres import start_postgres
from eclt_partners.embedded.processes import (
    kill_group,
    started_at,
    stop,
    wait_until,
)
from eclt_partners.embedded.queue_server import start_queue

READY = "ready"
POSTGRES = "postgres"
QUEUE = "redis"

# Files of a home that its commands and its keeper share.
USERS_LOCK = "users.lock"
START_LOCK = "start.lock"
KEEPER_LOCK = "keeper.lock"
RECORD = "servers.json"

LOOK_EVERY = 0.1
LEFTOVER_LIMIT = 20.0
STOP_LIMITS = {QUEUE: 5.0, POSTGRES: 20.0}
STOP_SIGNALS = {QUEUE: signal.SIGTERM, POSTGRES: signal.SIGINT}

Children = dict[str, subprocess.Popen[bytes]]


class Keeper:
    """The parent of one home's servers."""

    def __init__(self, home: Home, *, for_tests: bool) -> None:
        """Remember the home; nothing runs yet."""
        self.home = home
        self.for_tests = for_tests
        self.children: Children = {}
        self.asked_to_end = False

    def start(self, wanted: list[str]) -> None:
        """Start the wanted servers, after those that a kill left are gone.

        Raises:
            StartError: one did not start; none is left running.
        """
        self._finish_leftovers()
        starters: Mapping[str, Callable[..., subprocess.Popen[bytes]]] = {
            POSTGRES: start_postgres,
            QUEUE: start_queue,
        }
        try:
            for name in wanted:
                self.children[name] = starters[name](
                    self.home, for_tests=self.for_tests
                )
                self._record()
        except BaseException:
            self.stop()
            raise

    def watch(self) -> int:
        """Wait until the last command is gone, a server crashed, or SIGTERM.

        Returns:
            The exit status: 1 when a server crashed.
        """
        users = FileLock(self.home.root / USERS_LOCK)
        while not self.asked_to_end:
            if users.try_alone():
                # Held until we end, so that newcomers wait for a clean slate.
                return 0
            if any(child.poll() is not None for child in self.children.values()):
                return 1
            time.sleep(LOOK_EVERY)
        return 0

    def stop(self) -> None:
        """Stop Redis, then PostgreSQL, and forget them."""
        (self.home.root / RECORD).unlink(missing_ok=True)
        for name in (QUEUE, POSTGRES):
            child = self.children.pop(name, None)
            if child is not None:
                stop(child, STOP_SIGNALS[name], limit=STOP_LIMITS[name])

    def end(self, *_: object) -> None:
        """Answer SIGTERM."""
        self.asked_to_end = True

    def _record(self) -> None:
        """Write down which processes are ours, for the keeper after a kill -9."""
        facts = {
            name: [child.pid, started_at(child.pid)]
            for name, child in self.children.items()
        }
        path = self.home.root / RECORD
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(facts))
        draft.replace(path)

    def _finish_leftovers(self) -> None:
        """Wait for servers whose keeper was killed; kill them after a while."""
        for pid, born in recorded(self.home.root).values():

            def is_gone(pid: int = pid, born: str | None = born) -> bool:
                return started_at(pid) != born

            if not wait_until(is_gone, limit=LEFTOVER_LIMIT):
                kill_group(pid)
                wait_until(is_gone, limit=LEFTOVER_LIMIT)
        (self.home.root / RECORD).unlink(missing_ok=True)


def recorded(root: Path) -> dict[str, tuple[int, str | None]]:
    """Return the number and start of each recorded server of a home."""
    try:
        facts = json.loads((root / RECORD).read_text())
        return {name: (int(pid), born) for name, (pid, born) in facts.items()}
    except (OSError, ValueError):
        return {}


def main() -> int:
    """Run as a program: start, tell the starter, watch, stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--tell", type=int, required=True, help="file to report to")
    parser.add_argument("--want", action="append", default=[])
    parser.add_argument("--for-tests", action="store_true")
    options = parser.parse_args()
    lock = FileLock(options.home / KEEPER_LOCK)
    if not lock.wait_alone(limit=LEFTOVER_LIMIT):
        tell(options.tell, "Another keeper of this home does not end.")
        return 1
    keeper = Keeper(open_home(options.home), for_tests=options.for_tests)
    signal.signal(signal.SIGTERM, keeper.end)
    try:
        keeper.start(options.want)
    except (StartError, OSError) as problem:
        tell(options.tell, str(problem))
        return 1
    tell(options.tell, READY)
    status = keeper.watch()
    keeper.stop()
    if options.for_tests:
        remove(keeper.home)
    return status


def tell(file: int, text: str) -> None:
    """Report to the starter and hang up."""
    with os.fdopen(file, "w") as starter:
        starter.write(text)


def remove(home: Home) -> None:
    """Delete a test run's home and what lies outside of it."""
    for folder in {home.sockets, home.database_root, home.root}:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
