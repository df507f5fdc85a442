"""How do many invented rows get into a table at once?

Rows are written with COPY, with all triggers and constraints of the tables in force.
Numbers come from the sequences of the tables, in blocks, so that a foreign key can be
written before its row is.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

NOTHING = "\\N"
BLOCK = 2_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Rows:
    """The rows of one table that wait to be written."""

    def __init__(self, model: type[models.Model]) -> None:
        """Learn the columns; a field that nobody gives has its default."""
        fields = model._meta.concrete_fields
        self.model = model
        self.written = 0
        self._names = [field.attname for field in fields]
        self._columns = ", ".join(f'"{field.column}"' for field in fields)
        self._texts = [_text_of(field) for field in fields]
        self._defaults = {field.attname: field.get_default() for field in fields}
        self._key = model._meta.pk.attname if model._meta.pk else "id"
        self._numbers = _numbers(model)
        self._lines: list[str] = []

    def add(self, **values: Any) -> int:
        """Keep one row for the next `write`; return its number.

        Raises:
            TypeError: the table has no such column.
        """
        number = values.setdefault(self._key, None) or next(self._numbers)
        row = {**self._defaults, **values, self._key: number}
        if len(row) != len(self._names):
            wrong = sorted(set(row) - set(self._names))
            raise TypeError(f"{self.model._meta.label} has no {', '.join(wrong)}")
        texts = (
            NOTHING if (value := row[name]) is None else text(value)
            for name, text in zip(self._names, self._texts, strict=True)
        )
        self._lines.append("\t".join(texts))
        return int(number)

    def write(self) -> None:
        """Write what waits, in one COPY."""
        if not self._lines:
            return
        table = self.model._meta.db_table
        stream = StringIO("\n".join(self._lines) + "\n")
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {table} ({self._columns}) FROM STDIN", stream)
        self.written += len(self._lines)
        self._lines.clear()


def _numbers(model: type[models.Model]) -> Iterator[int]:
    """Give out the numbers of a table's sequence."""
    table = model._meta.db_table
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) "
                "FROM generate_series(1, %s)",
                [table, BLOCK],
            )
            block: Sequence[tuple[int]] = cursor.fetchall()
        yield from (number for (number,) in block)


def _text_of(field: "models.Field[Any, Any]") -> Callable[[Any], str]:
    """Return how COPY wants the values of a column."""
    if isinstance(field, models.JSONField):
        return lambda value: _plain(json.dumps(value))
    if isinstance(field, ArrayField):
        return lambda value: "{" + ",".join(map(str, value)) + "}"
    return _plain


def _plain(value: Any) -> str:
    return str(value).translate(_ESCAPES)
