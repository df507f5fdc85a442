"""How does a test run the relay, tell it how to behave and read what it took?"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.notifications.sink import free_port

PROGRAM = Path(__file__).with_name("sink.py")
# Every mail is under way for a while: a killer finds it there.
LEISURELY = {"before": 0.02, "slow": 0.06}


@dataclass(frozen=True, slots=True)
class Taken:
    """One mail that the relay took.

    Attributes:
        at: when, in seconds of the clock that PostgreSQL has too.
        id: its Message-ID.
        to: the recipients of its envelope.
    """

    at: float
    id: str
    to: tuple[str, ...]


@dataclass
class Relayed:
    """A running relay."""

    process: "subprocess.Popen[str]"
    port: int
    file: Path
    journal: Path
    read_from: int = 0

    def behave(self, **manners: object) -> None:
        """Behave like this from now on; without words: well."""
        self.process.stdin.write(json.dumps(manners) + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"

    def begin(self) -> None:
        """Forget what came so far, for the next run: it has the same Message-IDs."""
        for copy in (self.journal / "new").iterdir():
            copy.unlink()
        self.read_from = self.file.stat().st_size if self.file.exists() else 0

    def taken(self) -> list[Taken]:
        """Return what was taken in this run, in order."""
        with self.file.open() as lines:
            lines.seek(self.read_from)
            rows = [json.loads(line) for line in lines if line.endswith("\n")]
        return [Taken(row["at"], row["id"], tuple(row["to"])) for row in rows]


@contextmanager
def running_relay(folder: Path) -> Iterator[Relayed]:
    """Run the relay for a while, in order at first."""
    port, file, journal = free_port(), folder / "taken.jsonl", folder / "journal"
    for part in ("new", "cur", "tmp"):
        (journal / part).mkdir(parents=True)
    process = subprocess.Popen(  # noqa: S603 - arguments are ours
        [sys.executable, "-S", str(PROGRAM), str(port), str(file), str(journal)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    relay = Relayed(process, port, file, journal)
    file.touch()
    try:
        relay.behave()
        yield relay
    finally:
        process.kill()
        process.wait()
