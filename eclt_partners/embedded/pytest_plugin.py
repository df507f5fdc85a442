"""How do tests find real servers before settings are read?

Loaded by `-p` in `addopts`: a conftest would be too late, since pytest-django
reads the settings before it. One PostgreSQL and one Redis serve a whole run;
xdist's workers inherit their addresses. Nothing is started when `DATABASE_URL`
names a server already.
"""

import gc
import os
from collections.abc import Generator
from contextlib import ExitStack

import pytest

from eclt_partners.embedded.errors import StartError
from eclt_partners.embedded.testing import servers_of_tests

STACK = ExitStack()
# Reading thousands of tests makes objects that all stay; the first test that asks for a
# database lets Python look for garbage again.
gc.disable()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config,
) -> Generator[None, object, object]:
    """Start the servers ahead of pytest-django, in the controller only."""
    if needs_servers(early_config):
        settings = early_config.getini("DJANGO_SETTINGS_MODULE")
        if settings:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", str(settings))
        try:
            os.environ.update(STACK.enter_context(servers_of_tests()))
        except StartError as problem:
            raise pytest.UsageError(str(problem)) from problem
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Stop the servers after everything else is put away."""
    STACK.close()


def needs_servers(config: pytest.Config) -> bool:
    """Answer whether this process runs tests and has no servers yet."""
    options = config.known_args_namespace
    asks_only = bool(options.help or options.version)
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    return not (asks_only or is_worker or os.environ.get("DATABASE_URL"))
