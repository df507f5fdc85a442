"""How are several children followed and stopped from one loop?

Every line they write is shown with their name in front. Nothing here waits
without reading their output, so that a full pipe never stops them.
"""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import IO

from eclt_partners.embedded.parts import Part
from eclt_partners.embedded.preparation import Step
from eclt_partners.embedded.processes import Program, kill_group, send, start

NAME_WIDTH = 8
LOOK_EVERY = 0.1
CHUNK = 65536
KILLING_REQUESTS = 2


class StoppedError(Exception):
    """Somebody asked to stop while the start was still going on."""


class Crew:
    """The children of `make run`.

    Attributes:
        children: the running parts by name, in the order of their start.
        requests: how often a stop was asked for; the second one kills.
    """

    def __init__(self) -> None:
        """Begin with nobody."""
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.requests = 0
        self._limits: dict[str, float] = {}
        self._selector = selectors.DefaultSelector()
        self._pipes: dict[int, IO[bytes]] = {}
        self._unfinished: dict[str, bytes] = {}

    def ask_to_stop(self, *_: object) -> None:
        """Answer Ctrl-C and SIGTERM."""
        self.requests += 1

    def start(self, part: Part) -> None:
        """Start a part and listen to it."""
        child = start(
            Program(
                part.command,
                os.environ | {"PYTHONUNBUFFERED": "1"} | part.environment,
                output=subprocess.PIPE,
            )
        )
        self.children[part.name] = child
        self._limits[part.name] = part.stop_limit
        if child.stdout is not None:
            os.set_blocking(child.stdout.fileno(), False)
            self._pipes[child.stdout.fileno()] = child.stdout
            self._selector.register(child.stdout, selectors.EVENT_READ, part.name)

    def run(self, step: Step) -> int:
        """Run a step to its end and return its exit status.

        Raises:
            StoppedError: a stop was asked for meanwhile.
        """
        # A step's own words count, not the hundreds of entries it may log.
        level = {"LOG_LEVEL": os.environ.get("LOG_LEVEL") or "WARNING"}
        self.start(Part(step.name, (sys.executable, *step.arguments), 3, level))
        child = self.children[step.name]
        while child.poll() is None:
            self.follow()
            if self.requests:
                self.stop(step.name)
                raise StoppedError
        del self.children[step.name]
        self.drain()
        return child.returncode

    def follow(self, *, limit: float = LOOK_EVERY) -> None:
        """Show what the children write within the limit (seconds)."""
        if not self._selector.get_map():
            time.sleep(limit)
            return
        for key, _ in self._selector.select(limit):
            self._read(self._pipes[key.fd], str(key.data))

    def drain(self) -> None:
        """Show what is left in the pipes without waiting for more."""
        while self._selector.get_map() and self._selector.select(0):
            self.follow(limit=0)

    def crashed(self) -> str | None:
        """Return the name of a part that ended by itself, None when all run."""
        for name, child in self.children.items():
            if child.poll() is not None:
                return name
        return None

    def stop_all(self) -> None:
        """Stop every part, the last started first."""
        for name in reversed(list(self.children)):
            self.stop(name)
        self.drain()

    def stop(self, name: str) -> None:
        """Stop one part; kill it after its limit or when asked a second time."""
        child = self.children.pop(name)
        send(child, signal.SIGTERM)
        end = time.monotonic() + self._limits[name]
        while child.poll() is None:
            self.follow(limit=0.05)
            if self.requests >= KILLING_REQUESTS or time.monotonic() > end:
                break
        # Its own children go with it, however it ended.
        kill_group(child.pid)
        child.wait()

    def _read(self, pipe: IO[bytes], name: str) -> None:
        try:
            chunk = os.read(pipe.fileno(), CHUNK)
        except BlockingIOError:
            return
        if not chunk:
            self._selector.unregister(pipe)
            del self._pipes[pipe.fileno()]
            pipe.close()
        lines = (self._unfinished.pop(name, b"") + chunk).split(b"\n")
        if chunk:
            self._unfinished[name] = lines.pop()
        for line in lines:
            if line.strip():
                show(name, line.decode(errors="replace"))


def show(name: str, line: str) -> None:
    """Write one line with the name of its part in front."""
    sys.stdout.write(f"{name:<{NAME_WIDTH}}| {line.rstrip()}\n")
    sys.stdout.flush()


def wait_for(crew: Crew, question: Callable[[], bool], *, limit: float) -> bool:
    """Follow the crew until the answer is yes; no when a part ends or time is up.

    Raises:
        StoppedError: a stop was asked for meanwhile.
    """
    end = time.monotonic() + limit
    while not question():
        crew.follow()
        if crew.requests:
            raise StoppedError
        if crew.crashed() or time.monotonic() > end:
            return False
    return True
