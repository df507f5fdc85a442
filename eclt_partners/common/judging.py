"""Which checks of a row need no question to the database, since they surely hold?

Before saving, Django lets PostgreSQL judge each check of the row that a form typed: one
question, or three within a transaction. Most checks compare texts with texts, or whole
numbers with their limits; those are judged here, and what may not hold is asked as
always. The table keeps its checks.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import (
    CharField,
    CheckConstraint,
    IntegerField,
    Model,
    Q,
    TextField,
)


@contextmanager
def judged_here(row: Any) -> Iterator[None]:
    """Let validating a row ask only about what does not surely hold.

    Args:
        row: of any model; its values may still change.
    """
    ask = row.get_constraints
    row.get_constraints = lambda: [
        (model, [each for each in rules if not surely_holds(each, row)])
        for model, rules in ask()
    ]
    try:
        yield
    finally:
        del row.get_constraints


def surely_holds(rule: object, row: Model) -> bool:
    """Tell whether a check holds; False also for what cannot be told here."""
    if not isinstance(rule, CheckConstraint):
        return False
    return _judged(rule.condition, row) is True


def _judged(part: Any, row: Model) -> bool | None:
    """Judge a condition or a part of it; None for what only PostgreSQL can tell."""
    if isinstance(part, tuple):
        lookup, wanted = part
        return _compared(lookup, wanted, row)
    if not isinstance(part, Q) or part.connector == Q.XOR:
        return None
    found = [_judged(each, row) for each in part.children]
    decisive = part.connector == Q.OR
    if decisive in found:
        return decisive ^ part.negated
    return None if None in found else (not decisive) ^ part.negated


def _compared(lookup: str, wanted: Any, row: Model) -> bool | None:
    """Compare one text with another, or with several; or a number with its limits."""
    name, _line, how = lookup.partition("__")
    field, own = row._meta.get_field(name), row.__dict__.get(name)
    if isinstance(field, IntegerField) and name in row.__dict__:
        return _counted(how, wanted, own)
    options = list(wanted) if how == "in" else [wanted]
    is_of_texts = isinstance(field, CharField | TextField) and all(
        isinstance(each, str) for each in (own, *options)
    )
    return own in options if is_of_texts and how in {"", "exact", "in"} else None


def _counted(how: str, wanted: Any, own: Any) -> bool | None:
    """Compare a whole number with nothing, or with its limits."""
    if how == "isnull":
        return (own is None) is wanted
    numbers = [own, *(wanted if how == "range" else ())]
    if how != "range" or not all(type(each) is int for each in numbers):
        return None
    return bool(numbers[1] <= own <= numbers[2])
