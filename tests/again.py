"""How does a test begin with something that takes a hundred statements to build?

Most of them only ask. As long as a test has changed nothing that they ask for, they would
answer what they answered the first time: so from the second time on only what was
written is written again, with the same numbers, in the same order.
"""

import os
import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from eclt_partners.embedded.testing import connect, owner_url

WRITES = ("INSERT ", "UPDATE ", "DELETE ")
# Somebody signed in: no builder asks for that.
SIGN_IN = re.compile(
    r'(INSERT INTO|UPDATE|DELETE FROM) "(accounts_personsession|axes_accesslog)"'
    r'|UPDATE "accounts_user" SET "last_login" = %s WHERE'
)
SEQUENCES = """
    SELECT format('%I.%I', schemaname, sequencename), last_value
    FROM pg_sequences WHERE last_value IS NOT NULL
"""
Statement = tuple[str, Any, bool]


@dataclass(frozen=True, slots=True)
class Written:
    """What a builder wrote.

    Attributes:
        statements: those that changed something, in their order.
        numbers: sequence -> the number before, for those that moved.
        made: the primary key that the builder returned.
    """

    statements: Sequence[Statement]
    numbers: Mapping[str, int]
    made: int


# What the present test wrote, in this process.
_noted: list[str] = []
_KEPT: dict[tuple[str, Hashable], Written] = {}


def built_once(key: Hashable, build: Callable[[], int]) -> int:
    """Return the primary key of what `build` makes, or write again what it wrote.

    Args:
        key: everything that decides what is built, beside the database.
        build: makes it; called for the first of a kind, and in a test that has
            changed something before.
    """
    if not _is_untouched():
        return build()
    place = (os.environ["DATABASE_URL"], key)
    if place not in _KEPT:
        _KEPT[place] = _record(build)
    else:
        _write_again(_KEPT[place])
    return _KEPT[place].made


def follow(each: BaseDatabaseWrapper) -> None:
    """Note from now on what is written over a connection."""
    each.execute_wrappers.append(_note)


def forget() -> None:
    """Begin a test: what others wrote is rolled back."""
    _noted.clear()


def _writes(sql: str) -> bool:
    """Tell whether a statement changes something; asked of each one, so no pattern."""
    return sql.lstrip().startswith(WRITES) or "INSERT INTO" in sql


def _note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if _writes(sql):
        _noted.append(sql)
    return execute(sql, params, many, context)


def _is_untouched() -> bool:
    """Tell whether nothing was written in the transaction of this test but sign-ins."""
    if not connection.in_atomic_block:
        return False
    if _noted and all(SIGN_IN.match(each) for each in _noted):
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NULL")
        return bool(cursor.fetchone()[0])


def _record(build: Callable[[], int]) -> Written:
    before = _numbers()
    with _noting() as statements:
        made = build()
    after = _numbers()
    moved = {name: value for name, value in before.items() if after[name] != value}
    return Written(statements, moved, made)


@contextmanager
def _noting() -> Iterator[list[Statement]]:
    found: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if _writes(sql):
            found.append((sql, params, many))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def _write_again(written: Written) -> None:
    # A rolled back test leaves its numbers behind; only the owner may turn them back.
    with _owner() as cursor:
        for name, value in written.numbers.items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [name, value])
    with connection.cursor() as cursor:
        for sql, params, many in written.statements:
            (cursor.executemany if many else cursor.execute)(sql, params)


def _numbers() -> dict[str, int]:
    with _owner() as cursor:
        cursor.execute(SEQUENCES)
        return dict(cursor.fetchall())


@contextmanager
def _owner() -> Iterator[Any]:
    url = owner_url(os.environ["DATABASE_URL"])
    with closing(connect(url)) as owner, owner.cursor() as cursor:
        yield cursor
