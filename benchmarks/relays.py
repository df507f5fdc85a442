"""Which relays take the mails of the benchmarks, and how is one started?"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
# What stands behind each name, and what it is started with.
RELAYS = {
    "forgets": ("quick_relay.py",),
    "keeps": ("quick_relay.py", "--keep"),
    "is a library": ("library_relay.py",),
    "thinks for 5 ms": ("quick_relay.py", "--think"),
}


class RunningRelay(NamedTuple):
    """Where a relay listens, and its process."""

    port: int
    pid: int


@contextmanager
def running_relay(name: str) -> Iterator[RunningRelay]:
    """Run a relay in a process of its own for a while."""
    program, *words = RELAYS[name]
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, str(HERE / program), *words], stdout=subprocess.PIPE, text=True
    ) as process:
        if process.stdout is None:
            raise SystemExit("the relay says nothing")
        try:
            yield RunningRelay(int(process.stdout.readline()), process.pid)
        finally:
            process.terminate()
