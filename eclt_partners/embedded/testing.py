"""How does each test process get a database of its own?

One template is migrated once per run; a worker's database is a copy of it made
by the server within a tenth of a second. Append-only tables cannot be emptied,
so a test that commits asks for a fresh copy.
"""

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import parse_qs, urlsplit

import psycopg2
from psycopg2 import extensions

from eclt_partners.embedded.home import Home
from eclt_partners.embedded.memory_disk import folder_for_a_while
from eclt_partners.embedded.postgres import (
    APP,
    OWNER,
    SUPERUSER,
    database_statements,
    database_url,
)
from eclt_partners.embedded.servers import Servers, servers
from eclt_partners.embedded.template import TEMPLATE, fill_template

# A database's name is written into statements, so nothing but this may be one.
PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]{0,50}")


def clone_database(name: str) -> str:
    """Copy the migrated template, replacing an old database of that name.

    Returns:
        The copy's address for the role `app`.

    Raises:
        ValueError: the name is not a plain one.
    """
    drop_database(name)
    template = os.environ.get("ECLT_TEST_TEMPLATE", TEMPLATE)
    with closing(admin_connection()) as admin, admin.cursor() as cursor:
        end_connections(admin, template)
        # On a server that never waits for the disk, copying files is quickest.
        cursor.execute(
            f"CREATE DATABASE {plain(name)} OWNER {OWNER} "
            f"TEMPLATE {plain(template)} STRATEGY FILE_COPY"
        )
        cursor.execute(f"REVOKE ALL ON DATABASE {plain(name)} FROM PUBLIC")
        cursor.execute(f"GRANT CONNECT ON DATABASE {plain(name)} TO {APP}")
    return sibling(os.environ["ECLT_TEST_ADMIN_URL"], role=APP, name=name)


def drop_database(name: str) -> None:
    """Drop a database if it is there, whoever is still connected to it.

    Raises:
        ValueError: the name is not a plain one.
    """
    with closing(admin_connection()) as admin, admin.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {plain(name)} WITH (FORCE)")


def owner_url(app_url: str) -> str:
    """Return the same database's address for the role `owner`."""
    name = urlsplit(app_url).path.lstrip("/")
    return sibling(app_url, role=OWNER, name=name)


def sibling(url: str, *, role: str, name: str) -> str:
    """Return the address of another role or database of the same server."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{role}@{host}", path=f"/{name}").geturl()


def admin_connection() -> extensions.connection:
    """Connect as the superuser of the test server, outside of transactions."""
    return connect(os.environ["ECLT_TEST_ADMIN_URL"])


def connect(url: str) -> extensions.connection:
    """Connect to an address with its socket folder as a query."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    found = psycopg2.connect(
        user=parts.username,
        password=parts.password,
        dbname=parts.path.lstrip("/"),
        host=query["host"][0] if "host" in query else parts.hostname,
        port=parts.port,
    )
    found.autocommit = True
    return found


def end_connections(admin: extensions.connection, name: str) -> None:
    """End what is still connected to a database, since it could not be copied."""
    with admin.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )


def plain(name: str) -> str:
    """Return the name, or refuse it.

    Raises:
        ValueError: it is not a plain name.
    """
    if not PLAIN_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no plain database name")
    return name


def make_template(home: Home, environment: dict[str, str]) -> None:
    """Make the database that every test database is copied from.

    Raises:
        StartError: with what `migrate` or the server said.
    """
    with (
        closing(connect(environment["ECLT_TEST_ADMIN_URL"])) as admin,
        admin.cursor() as cursor,
    ):
        for statement in database_statements(TEMPLATE):
            cursor.execute(statement)
    fill_template(home, environment)


def environment_of_tests(used: Servers) -> dict[str, str]:
    """Return what tests find in their environment."""
    return used.addresses() | {
        "ECLT_TEST_TEMPLATE": TEMPLATE,
        "ECLT_TEST_ADMIN_URL": database_url(used.home, role=SUPERUSER, name="postgres"),
    }


@contextmanager
def servers_of_tests() -> Iterator[dict[str, str]]:
    """Run both servers in a throw-away home, with the migrated template.

    Yields:
        The environment of the tests.
    """
    root = folder_for_a_while("eclt-tests-")
    with servers(root, for_tests=True) as used:
        environment = environment_of_tests(used)
        make_template(used.home, environment)
        yield environment
