"""How does a page ask many questions in one statement?

A question is an ordinary queryset. `ask_together` fetches the rows of several in one
round trip, all as they are at the same moment (docs/adr/0031).
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import EmptyResultSet, FieldDoesNotExist
from django.db import connections
from django.db.models import (
    ForeignKey,
    ManyToOneRel,
    Model,
    Prefetch,
    QuerySet,
    prefetch_related_objects,
)
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

Row = tuple[object, ...]
Texts = Sequence[str | None]

# How a value is read from the text that PostgreSQL writes for it, by kind of column.
# What Django does with it afterwards (parsing JSON, for example) stays with Django.
READERS: Final[Mapping[str, Callable[[str], object]]] = {
    **dict.fromkeys(("CharField", "TextField", "JSONField"), str),
    **dict.fromkeys(("AutoField", "BigAutoField", "BigIntegerField"), int),
    **dict.fromkeys(("IntegerField", "PositiveIntegerField"), int),
    **dict.fromkeys(("SmallIntegerField", "PositiveSmallIntegerField"), int),
    "ArrayField": json.loads,
    "BinaryField": lambda text: bytes.fromhex(text.removeprefix("\\x")),
    "BooleanField": "true".__eq__,
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "DecimalField": Decimal,
    "FloatField": float,
    "UUIDField": UUID,
}


def ask_together(*questions: QuerySet[Any, Any]) -> None:
    """Fetch the rows of several querysets in one statement; each then holds its rows.

    What `prefetch_related` names comes along when it points to the rows by a foreign
    key; the rest Django asks for as always. A queryset that holds its rows already is
    left as it is.

    Raises:
        TypeError: a column is of a kind that cannot be read here.
    """
    parts = [_Asked(each) for each in questions if each._result_cache is None]
    for part in parts:
        parts.extend(_followers(part.question))
    _fetch([part for part in parts if part.sql])
    for part in parts:
        part.hand_over()


def prefetch_together(rows: Sequence[Model], *lookups: "str | Prefetch[Any]") -> None:
    """Fetch what points to rows that are at hand in one statement, each only once.

    `prefetch_related_objects` asks one statement for each relation; what is no foreign
    key to the rows is left to it.

    Args:
        rows: of one model; they then hold what was asked for.
        lookups: as `prefetch_related` takes them.
    """
    if not rows:
        return
    parents = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows])
    parents = parents.prefetch_related(*lookups)
    parents._result_cache = list(rows)
    parts = list(_followers(parents))
    for part in parts:
        parts.extend(_followers(part.question))
    _fetch([part for part in parts if part.sql])
    for part in parts:
        part.hand_over()
    prefetch_related_objects(rows, *lookups)


class _HeldRows(SQLCompiler):
    """A compiler that has its rows already and asks nobody."""

    rows: Sequence[Row] = ()

    def execute_sql(self, *_args: Any, **_options: Any) -> Any:
        """Return the rows, as one chunk."""
        return [self.rows]

    def get_order_by(self) -> Any:
        """Return what Django orders by, a column by its name and not by its place.

        To find places Django makes a key of every selected column, which costs more
        than all else of the order. Only names and values of one's own need places.
        """
        query = self.query
        needs_places = query.combinator or query.distinct or query.annotation_select
        if needs_places or query.has_select_fields:
            return super().get_order_by()
        select, self.select = self.select, []
        try:
            return super().get_order_by()
        finally:
            self.select = select


class _HeldQuery(Query):
    """A query that speaks through the one compiler it was given."""

    compiler_held: _HeldRows

    def get_compiler(self, *_args: Any, **_options: Any) -> _HeldRows:
        """Return that compiler."""
        return self.compiler_held


class _Asked:
    """One question on its way: its statement, and how its rows are read.

    Attributes:
        question: the queryset. (Its private parts have no types.)
        sql: its statement as Django writes it, or "" when it can have no rows.
    """

    def __init__(self, question: Any) -> None:
        self.question = question
        self.query: Any = question.query.chain(_HeldQuery)
        self.compiler = _HeldRows(self.query, connections[question.db], question.db)
        self.query.compiler_held = self.compiler
        try:
            self.sql, self.parameters = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.parameters = "", ()

    @cached_property
    def kinds(self) -> list[str]:
        """What stands in each column, as a key of `READERS`."""
        return [_kind(column.output_field) for column, *_more in self.compiler.select]

    def as_list(self) -> str:
        """Return an expression that holds all rows as lists of texts."""
        names = [f"c{number}" for number in range(len(self.kinds))]
        texts = [
            f"to_json(q.{name})::text" if kind == "ArrayField" else f"q.{name}::text"
            for name, kind in zip(names, self.kinds, strict=True)
        ]
        rows = f"({self.sql}) q({', '.join(names)})"
        return f"(SELECT json_agg(ARRAY[{', '.join(texts)}]) FROM {rows})"  # noqa: S608 - Django's own words

    def read(self, rows: Sequence[Texts]) -> None:
        """Take the rows as PostgreSQL wrote them."""
        readers = [READERS[kind] for kind in self.kinds]
        self.compiler.rows = [
            tuple(
                None if text is None else read(text)
                for read, text in zip(readers, row, strict=True)
            )
            for row in rows
        ]

    def hand_over(self) -> None:
        """Let the question hold its rows, made as Django always makes them."""
        held = self.question._chain()
        held._query = self.query
        self.question._result_cache = (
            list(held._iterable_class(held)) if self.sql else []
        )


class _Following(_Asked):
    """A question for rows that point to the rows of another question."""

    def __init__(self, question: Any, parents: Any, relation: ManyToOneRel) -> None:
        super().__init__(question)
        self.parents, self.relation = parents, relation

    def hand_over(self) -> None:
        """Lay the rows beside their parents, where Django keeps prefetched ones."""
        super().hand_over()
        field, name = self.relation.field, self.relation.get_accessor_name()
        rows: dict[object, list[Any]] = defaultdict(list)
        for row in self.question._result_cache:
            rows[getattr(row, field.attname)].append(row)
        for parent in self.parents._result_cache:
            own = rows[getattr(parent, field.target_field.attname)]
            for row in own:
                setattr(row, field.name, parent)
            hold(parent, name, own)


def hold(parent: Any, name: str, rows: list[Any]) -> None:
    """Let a row hold what points to it, as if it had been prefetched.

    Args:
        parent: the row.
        name: of its relation.
        rows: all that point to it, in the order of the relation.
    """
    kept = getattr(parent, name).all()
    kept._result_cache, kept._prefetch_done = rows, True
    parent.__dict__.setdefault("_prefetched_objects_cache", {})[name] = kept


def _followers(parents: Any) -> Iterator[_Following]:
    """Return what is to be prefetched along foreign keys, as questions."""
    for wanted, behind in _by_relation(parents._prefetch_related_lookups):
        relation = _relation(parents.model, wanted)
        if relation is None or _is_kept(parents, relation):
            continue
        model: Any = relation.related_model
        rows = model._default_manager if wanted.queryset is None else wanted.queryset
        rows = rows.filter(**{f"{relation.field.name}__in": _keys(parents, relation)})
        yield _Following(rows.prefetch_related(*behind), parents, relation)


def _by_relation(lookups: Any) -> list[tuple[Any, list[str]]]:
    """Return each relation that is wanted, with what is wanted behind it."""
    found: dict[str, tuple[Any, list[str]]] = {}
    for lookup in lookups:
        wanted = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
        first, _line, rest = wanted.prefetch_to.partition("__")
        if wanted is lookup:
            behind = found.get(first, (None, []))[1] if not rest else []
            found[wanted.prefetch_to] = (wanted, behind)
        else:
            found.setdefault(first, (Prefetch(first), []))[1].extend(
                [rest] if rest else []
            )
    return list(found.values())


def _is_kept(parents: Any, relation: ManyToOneRel) -> bool:
    """Tell whether rows that are at hand hold already what points to them."""
    name = relation.get_accessor_name()
    rows = parents._result_cache or []
    return bool(rows) and all(
        name in getattr(row, "_prefetched_objects_cache", {}) for row in rows
    )


def _keys(parents: Any, relation: ManyToOneRel) -> Any:
    """Return the parents as a sub-query; their order counts only where they are cut."""
    keys = parents.prefetch_related(None)
    if not keys.query.is_sliced:
        keys = keys.order_by()
    return keys.values(relation.field.target_field.attname)


def _relation(model: Any, wanted: Any) -> ManyToOneRel | None:
    """Return the foreign key that points to the model, or None for anything else."""
    try:
        found = model._meta.get_field(wanted.prefetch_to)
    except FieldDoesNotExist:
        return None
    is_key = type(found) is ManyToOneRel and wanted.to_attr is None
    return found if is_key else None


def _kind(field: Any) -> str:
    """Return which reader fits a column; a foreign key is read as what it points to.

    Raises:
        TypeError: none does.
    """
    while isinstance(field, ForeignKey):
        field = field.target_field
    kind: str = field.get_internal_type()
    if kind not in READERS:
        raise TypeError(f"{field} cannot be asked together with others")
    return kind


def _fetch(parts: Sequence[_Asked]) -> None:
    """Ask for the rows of all parts in one statement."""
    if not parts:
        return
    statement = "SELECT " + ", ".join(part.as_list() for part in parts)
    parameters = [value for part in parts for value in part.parameters]
    with connections[parts[0].question.db].cursor() as cursor:
        cursor.execute(statement, parameters)
        answers = cursor.fetchone()
    for part, rows in zip(parts, answers, strict=True):
        part.read(rows or ())
