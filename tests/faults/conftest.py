"""What the faults share: servers to kill, a relay that misbehaves, a nursery."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from eclt_partners.embedded.queue_server import queue_url
from tests.faults.crew import Nursery, running_nursery
from tests.faults.ground import Ground, running_ground
from tests.faults.owing import owe_mail
from tests.faults.relays import Relayed, running_relay
from tests.faults.sink import JOURNAL
from tests.faults.sizes import MAILS
from tests.faults.table import TABLE
from tests.faults.world import World, speaking_to

OWED = "mail_owed"
DUE = "mail_due"
Worlds = Callable[..., World]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of all rows, and keep it where it is asked for."""
    if TABLE.lines:
        terminalreporter.write_line(f"\n{TABLE.text()}")
    if TABLE.lines and (file := os.environ.get("FAULT_TABLE")):
        Path(file).parent.mkdir(exist_ok=True)
        Path(file).write_text(TABLE.text() + "\n")


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder for what the processes write."""
    with tempfile.TemporaryDirectory(prefix="eclt-faults-log-") as path:
        yield Path(path)


@pytest.fixture(scope="session")
def ground(django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    """The servers, and a database in which mail is owed."""
    with running_ground() as running, django_db_blocker.unblock():
        running.clone(name=OWED)
        with speaking_to(running.url(OWED)):
            owe_mail(MAILS)
        yield running


@pytest.fixture(scope="session")
def relay(folder: Path) -> Iterator[Relayed]:
    with running_relay(folder) as running:
        yield running


@pytest.fixture(scope="session")
def nursery(ground: Ground, relay: Relayed, folder: Path) -> Iterator[Nursery]:
    """The nursery; what it forks finds the servers of this folder."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": ground.url(OWED),
        "REDIS_URL": queue_url(ground.home),
        "EMAIL_URL": f"smtp://127.0.0.1:{relay.port}",
        "JOURNAL_ADDRESS": JOURNAL,
        "JOURNAL_URL": f"maildir:{relay.journal}",
        "REMINDERS_WAIT_FOR_MORNING": "0",
        "LOG_LEVEL": "ERROR",
    }
    with running_nursery(environment, folder) as running:
        running.start("plan", database=ground.clone(OWED, name=DUE)).wait()
        yield running


@pytest.fixture
def new_world(ground: Ground, relay: Relayed, nursery: Nursery) -> Iterator[Worlds]:
    """Begin a run in a fresh database; `of` is OWED or DUE (composed already)."""
    databases = []

    def begin(of: str = DUE) -> World:
        relay.behave()
        relay.begin()
        nursery.kill_all()
        ground.empty_redis()
        world = World(ground, relay, nursery, ground.clone(of))
        world.ask("UPDATE notifications_outgoing SET due_at = clock_timestamp()")
        databases.append(world.database)
        return world

    yield begin
    nursery.kill_all()
    relay.behave()
    for name in databases:
        ground.drop(name)


@pytest.fixture
def world(new_world: Worlds) -> World:
    """A run in which all mails are composed and due."""
    return new_world()
