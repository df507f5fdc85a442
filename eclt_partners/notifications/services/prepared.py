"""How is a statement that runs for every mail parsed and planned once only?

Parsing and planning cost more than half of a short statement. PostgreSQL keeps both
for a session (PREPARE); senders talk to it directly, never through a pool of
transactions, so a session stays what it is.
"""

from typing import Any
from weakref import WeakSet

from django.db import connection


class Prepared:
    """A statement with a name, prepared in each session that it runs in."""

    def __init__(self, name: str, takes: str, statement: str) -> None:
        """Know the statement; nothing is asked yet.

        Args:
            name: no other statement has it.
            takes: the types of its values, for example "bigint, text".
            statement: with $1, $2 ... for its values.
        """
        self._prepare = f"PREPARE {name} ({takes}) AS {statement}"
        places = ", ".join(["%s"] * len(takes.split(",")))
        self._execute = f"EXECUTE {name} ({places})"
        self._sessions: WeakSet[Any] = WeakSet()

    def first_row(self, *values: Any) -> tuple[Any, ...] | None:
        """Run it and return its first row; None when there is none."""
        connection.ensure_connection()
        session = connection.connection
        with connection.cursor() as cursor:
            if session not in self._sessions:
                cursor.execute(self._prepare)
                self._sessions.add(session)
            cursor.execute(self._execute, values)
            row: tuple[Any, ...] | None = cursor.fetchone()
            return row
