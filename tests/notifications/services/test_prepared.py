"""Is a statement prepared once for a session, and again in a new one?"""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test.utils import CaptureQueriesContext

from eclt_partners.notifications.services.prepared import Prepared

KNOWN = "SELECT count(*) FROM pg_prepared_statements WHERE name = 'test_sum'"


def known() -> int:
    with connection.cursor() as cursor:
        cursor.execute(KNOWN)
        return int(cursor.fetchone()[0])


def test_a_session_prepares_it_once(db):
    statement = Prepared("test_once", "integer, integer", "SELECT $1 + $2")
    costs = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            assert statement.first_row(2, 3) == (5,)
        costs.append(len(queries))
    assert costs == [2, 1, 1]


def test_a_new_session_prepares_it_anew(committed_db):
    statement = Prepared("test_sum", "integer, integer", "SELECT $1 + $2")
    assert statement.first_row(2, 3) == (5,)
    connection.close()
    assert known() == 0
    assert statement.first_row(3, 4) == (7,)
    assert known() == 1


def test_no_row_is_none(db):
    statement = Prepared("test_none", "integer", "SELECT 1 WHERE $1 > 1")
    assert statement.first_row(1) is None


def test_a_session_that_was_ended_is_an_error_of_the_database(committed_db):
    statement = Prepared("test_ended", "integer", "SELECT $1")
    assert statement.first_row(1) == (1,)
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    with pytest.raises((OperationalError, InterfaceError)):
        statement.first_row(1)
    connection.close()
    assert statement.first_row(2) == (2,)
