"""What is done before the parts of `make run` start, and what may be skipped?

Each step leaves a stamp in the home, so that a second start does only what has
changed since. A step on a server of one's own is never skipped.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from eclt_partners.embedded.home import PROJECT, Home
from eclt_partners.embedded.template import fingerprint

LOCALE = PROJECT / "eclt_partners" / "locale"


@dataclass(frozen=True)
class Step:
    """One child to run before the start.

    Attributes:
        name: what the log calls it.
        arguments: what follows the name of Python.
        stamp: the file that remembers it was done; None means run always.
        state: what the stamp must say for the step to be skipped.
    """

    name: str
    arguments: tuple[str, ...]
    stamp: Path | None = None
    state: str = ""

    @property
    def is_done(self) -> bool:
        """Answer whether nothing has changed since the step was done."""
        if self.stamp is None or not self.stamp.exists():
            return False
        return self.stamp.read_text() == self.state

    def mark_done(self) -> None:
        """Remember that the step was done."""
        if self.stamp is not None:
            self.stamp.write_text(self.state)


class Plan(Protocol):
    """Tells what to do before the parts start."""

    def __call__(self, home: Home, /, *, own_database: bool) -> list[Step]:
        """Return the steps in order."""


def steps(home: Home, *, own_database: bool) -> list[Step]:
    """Return what to do, in order.

    Args:
        home: where the stamps lie.
        own_database: True when `DATABASE_URL` named a server of one's own.
    """
    manage = str(PROJECT / "manage.py")
    database = "" if own_database else database_identity(home)

    def stamp(name: str) -> Path | None:
        return None if own_database else home.root / name

    return [
        *catalogue_steps(),
        Step(
            "migrate",
            (manage, "migrate", "--skip-checks", "--verbosity=1"),
            stamp("migrated"),
            f"{database} {fingerprint()}",
        ),
        Step(
            "static",
            (manage, "collectstatic", "--skip-checks", "--noinput", "--verbosity=0"),
            home.root / "static-collected",
            static_fingerprint(),
        ),
        Step(
            "demo",
            (manage, "seed_demo", "--skip-checks", "--verbosity=0"),
            stamp("demo-seeded"),
            database,
        ),
    ]


def catalogue_steps() -> list[Step]:
    """Return a step for each message catalogue that is newer than its compiled form."""
    return [
        Step(
            "messages",
            (
                "-m",
                "babel.messages.frontend",
                "--quiet",
                "compile",
                "-i",
                str(source),
                "-o",
                str(source.with_suffix(".mo")),
            ),
        )
        for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
        if is_newer(source, source.with_suffix(".mo"))
    ]


def is_newer(source: Path, made: Path) -> bool:
    """Answer whether the source was changed after the other was made of it."""
    return not made.exists() or source.stat().st_mtime > made.stat().st_mtime


def database_identity(home: Home) -> str:
    """Return a name for this very data folder; a new one has another."""
    try:
        status = (home.database / "PG_VERSION").stat()
    except OSError:
        return "none"
    return f"{status.st_ino}-{status.st_mtime_ns}"


def static_fingerprint() -> str:
    """Return a name for all static files: ours and those of installed packages."""
    digest = hashlib.sha256((PROJECT / "requirements.txt").read_bytes())
    folders = [PROJECT / "static", *PROJECT.glob("*/static")]
    folders += PROJECT.glob("eclt_partners/*/static")
    for path in sorted(files_below(folders)):
        status = path.stat()
        digest.update(f"{path}:{status.st_size}:{status.st_mtime_ns}".encode())
    return digest.hexdigest()


def files_below(folders: Iterable[Path]) -> Iterable[Path]:
    """Yield every file below the folders."""
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())
