"""What every test may use: the database, the clock and the cast."""

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from threading import Barrier
from typing import Any

import environ
import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.template import Template
from django.test.utils import instrumented_test_render
from django.urls import get_resolver
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from eclt_partners.celery import app as celery_app
from eclt_partners.common.errors import InvalidInput
from eclt_partners.embedded.testing import clone_database, drop_database
from tests import again
from tests.cast import Cast
from tests.scene import Scene, make_scene

# As in the web process: `kick` then speaks to the broker of the settings.
celery_app.set_default()
DATA = Path(__file__).parent / "data"
AT_ONCE = 6
# How long examples take says more of the machine than of the code.
settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")
# As it is in the web process, before Django's test environment wraps it.
RENDER = Template._render


@dataclass(frozen=True)
class LoadedPortfolio:
    """The database that holds the portfolio, and what loading it said."""

    address: str
    told: str


def _use(address: str) -> None:
    """Point Django's connection at another database."""
    connections["default"].close()
    found = environ.Env.db_url_config(address)
    connections["default"].settings_dict.update(
        {key: found[key] for key in ("NAME", "USER", "HOST", "PORT")}
    )
    connections["default"].settings_dict["CONN_MAX_AGE"] = 0
    os.environ["DATABASE_URL"] = address


@contextmanager
def _elsewhere(address: str) -> Iterator[str]:
    """Use another database for a while, then the worker's own again."""
    own = os.environ["DATABASE_URL"]
    _use(address)
    try:
        yield address
    finally:
        _use(own)


def _rarely_look_for_garbage() -> None:
    """Load all pages, and look for garbage only among what tests make, and rarely.

    Until now nothing was looked for: reading thousands of tests makes none.
    """
    assert get_resolver().url_patterns
    gc.freeze()
    gc.set_threshold(10_000, 10, 50)
    gc.enable()


@pytest.fixture(scope="session")
def django_db_setup(
    worker_name: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Give each worker its own copy of the migrated template database."""
    name = f"eclt_{worker_name}"
    with django_db_blocker.unblock():
        _use(clone_database(name))
    _rarely_look_for_garbage()
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
    drop_database(name)


@pytest.fixture(scope="session", autouse=True)
def plain_rendering(django_test_environment: None) -> None:
    """Render templates as the web process does.

    Django's test environment copies the whole context of every template and include
    for `response.context`; our tests read what a person reads, the page.
    """
    Template._render = RENDER


@pytest.fixture(scope="session")
def worker_name() -> str:
    """The name of this xdist worker, or "main"."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture
def committed_db(
    django_db_setup: None, worker_name: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Give a fresh copy of the database in which commits are real.

    Append-only tables refuse TRUNCATE, so nothing is flushed: the copy is thrown
    away afterwards. The worker's usual database stays as it is meanwhile.
    """
    name = f"eclt_commits_{worker_name}"
    with django_db_blocker.unblock():
        with _elsewhere(clone_database(name)):
            yield
        drop_database(name)


@pytest.fixture
def together() -> Callable[[Callable[[int], Any]], list[Any]]:
    """Run one function in several threads that start at the same moment.

    It gives what each returned, or the refusal of each; for tests with `committed_db`.
    """
    barrier = Barrier(AT_ONCE)

    def _together(act: Callable[[int], Any]) -> list[Any]:
        def _one(number: int) -> Any:
            barrier.wait()
            try:
                return act(number)
            except InvalidInput as refusal:
                return refusal
            finally:
                connection.close()

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(_one, range(AT_ONCE)))

    return _together


@pytest.fixture(scope="session")
def portfolio(
    django_db_setup: None, worker_name: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[LoadedPortfolio]:
    """Load the real portfolio once per worker, in a database of its own."""
    name = f"eclt_portfolio_{worker_name}"
    with django_db_blocker.unblock(), _elsewhere(clone_database(name)) as address:
        out = StringIO()
        call_command("load_portfolio", str(DATA / "portfolio.json"), stdout=out)
    yield LoadedPortfolio(address, out.getvalue())
    drop_database(name)


@pytest.fixture(scope="module")
def portfolio_db(
    portfolio: LoadedPortfolio, django_db_blocker: DjangoDbBlocker
) -> Iterator[LoadedPortfolio]:
    """Let a module's tests find the real portfolio loaded; each is rolled back."""
    with django_db_blocker.unblock(), _elsewhere(portfolio.address):
        yield portfolio


@pytest.fixture
def told_context() -> Iterator[None]:
    """Let answers carry the context of their templates, for tests that read forms."""
    Template._render = instrumented_test_render
    yield
    Template._render = RENDER


@pytest.fixture
def now() -> datetime:
    """The moment of most tests: 23 November 2026, 10:00 in Geneva's winter."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def scene(
    django_db_setup: None, worker_name: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Scene]:
    """Write the cast once per worker, into a database of its own."""
    name = f"eclt_cast_{worker_name}"
    with django_db_blocker.unblock():
        made = make_scene(clone_database(name))
    yield made
    with django_db_blocker.unblock():
        made.connection.close()
    drop_database(name)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give a test with the cast the database of the cast, any other an empty one.

    Both connections stay open: nothing is created and nobody connects per test.
    """
    if "cast" in request.fixturenames:
        with request.getfixturevalue("scene").entered():
            yield
    else:
        yield


@pytest.fixture(autouse=True)
def nothing_written() -> None:
    """Begin with nothing that this test wrote."""
    again.forget()


@pytest.fixture
def _django_db_helper(database: None, _django_db_helper: None) -> None:
    """Choose the database before pytest-django opens the transaction of the test."""


@pytest.fixture
def cast(db: None, scene: Scene) -> Cast:
    """The people and places of the tests: amina, brian, chloe, dan, eve, fay, gift."""
    return scene.cast()
