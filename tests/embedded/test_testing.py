"""Does every test process get a database of its own?"""

from collections.abc import Iterator
from contextlib import closing

import psycopg2
import pytest

from eclt_partners.embedded import testing

NAME = "eclt_test_of_clones"


@pytest.fixture
def address(worker_name: str) -> Iterator[str]:
    """A fresh copy of the template, dropped afterwards."""
    name = f"{NAME}_{worker_name}"
    yield testing.clone_database(name)
    testing.drop_database(name)


def ask(address: str, statement: str) -> list[tuple[object, ...]]:
    """Return the rows of one statement."""
    with closing(testing.connect(address)) as session, session.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def test_a_copy_is_entered_as_the_role_app(address: str) -> None:
    assert ask(address, "SELECT current_user::text") == [("app",)]


def test_a_copy_holds_the_migrated_tables(address: str) -> None:
    assert ask(address, "SELECT count(*) > 20 FROM django_migrations") == [(True,)]


def test_the_role_app_is_no_superuser_and_owns_nothing(address: str) -> None:
    rows = ask(
        address,
        "SELECT rolsuper, rolcreatedb, rolcreaterole, (SELECT count(*) FROM pg_class"
        " WHERE relowner = pg_roles.oid) FROM pg_roles WHERE rolname = 'app'",
    )
    assert rows == [(False, False, False, 0)]


def test_the_role_app_may_not_create_tables(address: str) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(address, "CREATE TABLE mine (id integer)")


def test_the_role_owner_owns_the_copy_and_may_create_tables(address: str) -> None:
    rows = ask(testing.owner_url(address), "CREATE TABLE mine (id integer); SELECT 1")
    assert rows == [(1,)]


def test_the_needed_extensions_are_there(address: str) -> None:
    rows = ask(address, "SELECT extname FROM pg_extension")
    assert {"btree_gist", "pg_trgm", "unaccent", "citext"} <= {row[0] for row in rows}


def test_a_copy_replaces_an_old_one_that_is_still_in_use(address: str) -> None:
    name = address.partition("@/")[2].partition("?")[0]
    with closing(testing.connect(testing.owner_url(address))) as old:
        with old.cursor() as cursor:
            cursor.execute("CREATE TABLE left_behind (id integer)")
        testing.clone_database(name)
    rows = ask(address, "SELECT to_regclass('left_behind') IS NULL")
    assert rows == [(True,)]


def test_a_template_that_somebody_looks_at_can_still_be_copied(address: str) -> None:
    name = address.partition("@/")[2].partition("?")[0]
    template = testing.sibling(address, role="owner", name=testing.TEMPLATE)
    with closing(testing.connect(template)):
        assert testing.clone_database(name) == address


def test_a_name_that_is_no_plain_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no plain database name"):
        testing.drop_database('x"; DROP DATABASE eclt; --')
