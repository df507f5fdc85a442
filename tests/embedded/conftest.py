"""What the tests of the embedded servers share: a home of their own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from eclt_partners.embedded import keeper
from eclt_partners.embedded.home import PROJECT, Home, open_home
from eclt_partners.embedded.locks import is_held
from eclt_partners.embedded.memory_disk import folder_for_a_while
from eclt_partners.embedded.processes import wait_until
from eclt_partners.embedded.servers import servers

# What a run of the tests exports; a command under test shall find none of it.
OF_THE_RUN = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "ECLT_HOME",
    "ECLT_CONNECT_AS",
    "EMAIL_URL",
    "SITE_URL",
    "SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
    "PORT",
)


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the servers of the test run and undo what a test exports."""
    for name in OF_THE_RUN:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short folder that every account may enter, removed afterwards."""
    made = folder_for_a_while("eclt-")
    yield made
    for lock in made.rglob(keeper.KEEPER_LOCK):
        assert wait_until(lambda lock=lock: not is_held(lock), limit=20)
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def made_database() -> Iterator[Path]:
    """A database folder as the first start leaves it, made once per worker."""
    made = folder_for_a_while("eclt-")
    with servers(made / "home", [keeper.POSTGRES]):
        pass
    yield open_home(made / "home").database
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def home(folder: Path) -> Home:
    """A home in which nothing was started yet."""
    return open_home(folder / "home")


@pytest.fixture
def used_home(home: Home, made_database: Path) -> Home:
    """A home whose database is made already, so that a start is short."""
    # `cp -a` keeps the owner, which is not root when tests run as root.
    subprocess.run(["cp", "-a", made_database, home.database], check=True)  # noqa: S603, S607 - own paths
    return home


def launch(
    arguments: list[str], environment: dict[str, str] | None
) -> subprocess.Popen[str]:
    """Start Python in the project's folder; both outputs come as one text."""
    return subprocess.Popen(  # noqa: S603 - the tests' own arguments
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def environment_for(home: Home, **more: str) -> dict[str, str]:
    """Return the environment of a command that works from this home."""
    return os.environ | {"ECLT_HOME": str(home.root)} | more
