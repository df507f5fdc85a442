"""One agreement that was signed anew, in the hands of whoever owns the tables."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from eclt_partners.embedded.testing import clone_database, drop_database, owner_url
from tests.agreements.table import make_agreement, raised, ready, signed
from tests.cast import make_cast
from tests.conftest import _elsewhere


@pytest.fixture(scope="module")
def owned(
    django_db_setup: None, worker_name: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Let a module's tests act as the owner of a database with two versions."""
    name = f"eclt_owned_{worker_name}"
    address = owner_url(clone_database(name))
    with django_db_blocker.unblock(), _elsewhere(address):
        cast = make_cast()
        ready(cast)
        signed(cast, raised(cast, make_agreement(cast)))
        yield
    drop_database(name)
