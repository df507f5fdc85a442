"""Which ready clauses are there, for which kinds of agreement, in which words?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from agreements.choices import ClauseKind
from agreements.rules.terms import Clause, WorkingRules

_PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class ClauseWording:
    """A heading and a text with places for numbers: "within {answer_days} days"."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class LibraryClause:
    """One ready clause (methods H3).

    Attributes:
        key: becomes the key of the clause in an agreement.
        kind: what it is there for.
        is_locked: protected once it is in an agreement (methods E1).
        is_usual: usual in every kind of agreement, and so in one that is new.
        numbers: the usual numbers, by the name of their place.
        wordings: by code of the language.
    """

    key: str
    kind: ClauseKind
    is_locked: bool
    is_usual: bool
    numbers: Mapping[str, int]
    wordings: Mapping[str, ClauseWording]


@dataclass(frozen=True, slots=True)
class Library:
    """All ready clauses in their usual order.

    Attributes:
        version: rises when a wording changes.
        drafts: codes of the languages whose wordings nobody has checked yet.
        clauses: each with a key of its own.
    """

    version: int
    drafts: frozenset[str]
    clauses: tuple[LibraryClause, ...]


def read_library(found: Mapping[str, Any]) -> Library:
    """Return the library from its parsed file.

    Raises:
        KeyError: a part is missing.
        ValueError: a kind is none.
    """
    return Library(
        version=found["version"],
        drafts=frozenset(found["drafts"]),
        clauses=tuple(map(_read_clause, found["clauses"])),
    )


def worded(
    ready: LibraryClause, language: str, numbers: Mapping[str, int] | None = None
) -> Clause:
    """Return a clause for an agreement, in its language and with its numbers.

    Args:
        ready: from the library.
        language: code such as "fr".
        numbers: instead of the usual ones, by the name of their place.

    Raises:
        KeyError: the library does not speak this language.
    """
    wording = ready.wordings[language]
    values = {**ready.numbers, **(numbers or {})}
    text = _PLACE.sub(lambda place: str(values[place[1]]), wording.text)
    return Clause(ready.key, ready.kind, wording.heading, text, ready.is_locked)


def usual_rules(library: Library) -> WorkingRules:
    """Return the usual numbers behind the clauses on taking stock and on changing."""
    numbers = {name: n for each in library.clauses for name, n in each.numbers.items()}
    return WorkingRules(
        take_stock_months=numbers["take_stock_months"],
        first_review_months=numbers["first_review_months"],
        answer_days=numbers["answer_days"],
    )


def places_of(text: str) -> frozenset[str]:
    """Return the names of the places for numbers in a wording."""
    return frozenset(_PLACE.findall(text))


def _read_clause(found: Mapping[str, Any]) -> LibraryClause:
    return LibraryClause(
        key=found["key"],
        kind=ClauseKind(found["kind"]),
        is_locked=found["is_locked"],
        is_usual=found["is_usual"],
        numbers=found["numbers"],
        wordings={
            language: ClauseWording(**wording)
            for language, wording in found["texts"].items()
        },
    )
