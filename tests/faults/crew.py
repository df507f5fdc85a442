"""How does a test start, kill, freeze and wake real processes?"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from eclt_partners.embedded.home import PROJECT
from eclt_partners.embedded.processes import started_at

# What a test waits for comes at once on a quiet machine; on a busy one it may take.
LIMIT = float(os.environ.get("FAULT_PATIENCE") or 180)
AnswerT = TypeVar("AnswerT")
NURSERY = """
import django
django.setup()
from tests.faults import nursery
nursery.main()
"""


def until(
    ask: Callable[[], AnswerT],
    what: str | Callable[[], str],
    *,
    limit: float = LIMIT,
    every: float = 0.01,
) -> AnswerT:
    """Ask until the answer is true.

    Raises:
        AssertionError: it did not become true within the limit (seconds).
    """
    end = time.monotonic() + limit
    while True:
        if answer := ask():
            return answer
        if time.monotonic() > end:
            words = what if isinstance(what, str) else what()
            raise AssertionError(f"waited {limit:.0f} s in vain for {words}")
        time.sleep(every)


@dataclass(frozen=True, slots=True)
class Child:
    """A process that the nursery forked."""

    pid: int
    born: str | None
    log: Path

    @property
    def lives(self) -> bool:
        """True until it ended or was killed."""
        return self.born is not None and started_at(self.pid) == self.born

    @property
    def is_frozen(self) -> bool:
        """True while it stands still, as after SIGSTOP."""
        try:
            text = Path(f"/proc/{self.pid}/stat").read_text()
        except OSError:
            return False
        return text.rpartition(")")[2].split()[0] == "T"

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal; a dead one hears nothing."""
        if self.lives:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it and wait until it is gone."""
        self.signal(signal.SIGKILL)
        self.wait()

    def wait(self, *, limit: float = LIMIT) -> None:
        """Wait for its end."""
        until(lambda: not self.lives, f"the end of {self.log.name}", limit=limit)

    def wait_frozen(self) -> None:
        """Wait until it stands still at its fail point."""
        until(lambda: self.is_frozen or not self.lives, f"{self.log.name} to freeze")
        assert self.is_frozen, f"it never came there:\n{self.said()}"

    def said(self) -> str:
        """Return the end of what it wrote."""
        return self.log.read_text()[-3000:] if self.log.exists() else ""


@dataclass
class Nursery:
    """Forks processes of the product."""

    process: "subprocess.Popen[str]"
    folder: Path
    children: list[Child] = field(default_factory=list)

    def start(self, job: str, *, database: str, **options: Any) -> Child:
        """Fork one child that does a job in a database (see `nursery.JOBS`)."""
        log = self.folder / f"{len(self.children)}-{job}.log"
        order = {"job": job, "database": database, "log": str(log)} | options
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        pid = int(self.process.stdout.readline())
        child = Child(pid, started_at(pid), log)
        self.children.append(child)
        return child

    def kill_all(self) -> None:
        """Kill whatever a test left."""
        for child in self.living():
            child.kill()

    def living(self) -> list[Child]:
        """Return the children that are still there."""
        return [child for child in self.children if child.lives]


@contextmanager
def running_nursery(environment: Mapping[str, str], folder: Path) -> Iterator[Nursery]:
    """Run the nursery for a while."""
    with (folder / "nursery.log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603 - arguments are ours
            [sys.executable, "-c", NURSERY],
            cwd=PROJECT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        said = process.stdout.readline()
        assert said == "ready\n", (folder / "nursery.log").read_text()[-3000:]
        nursery = Nursery(process, folder)
        yield nursery
        nursery.kill_all()
    finally:
        process.stdin.close()
        process.wait(30)
