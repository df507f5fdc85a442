"""Where does the cast wait for its tests? In a database of its own, written once.

A test with the cast finds it there, changes what it likes and is rolled back. What
it holds in its hands are copies, so that no test sees what another did to them.
"""

import os
import pickle
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import environ
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from eclt_partners.embedded.testing import connect, owner_url
from tests.again import follow
from tests.cast import Cast, make_cast

# Numbers of each kind of row begin elsewhere: a test that takes the number of one
# thing for that of another fails, instead of finding both to be number 1.
APART = """
    SELECT setval(oid::regclass, 1000 * row_number() OVER (ORDER BY relname))
    FROM pg_class WHERE relkind = 'S'
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A database in which the cast is committed.

    Attributes:
        address: of the database, for the role `app`.
        connection: to it; it stays open from test to test.
        pickled: the cast as it was written.
    """

    address: str
    connection: BaseDatabaseWrapper
    pickled: bytes

    def cast(self) -> Cast:
        """Return the cast in fresh copies."""
        return pickle.loads(self.pickled)  # noqa: S301 - our own

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Let Django speak to this database for a while."""
        usual, own = connections["default"], os.environ["DATABASE_URL"]
        connections["default"] = self.connection
        os.environ["DATABASE_URL"] = self.address
        try:
            yield
        finally:
            connections["default"] = usual
            os.environ["DATABASE_URL"] = own


def make_scene(address: str) -> Scene:
    """Write the cast into a fresh database."""
    with closing(connect(owner_url(address))) as owner, owner.cursor() as cursor:
        cursor.execute(APART)
    found = environ.Env.db_url_config(address)
    connection = connections.create_connection("default")
    connection.settings_dict = connection.settings_dict | {"NAME": found["NAME"]}
    follow(connection)
    empty = Scene(address, connection, b"")
    with empty.entered():
        return Scene(address, connection, pickle.dumps(make_cast()))
