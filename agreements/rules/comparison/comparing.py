"""What differs between two versions?"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, TypeVar

from agreements.rules.comparison.changes import (
    Change,
    ChangeKind,
    Currency,
    Dates,
    Language,
)
from agreements.rules.comparison.key_changes import key_changes
from agreements.rules.comparison.key_facts import KeyChange
from agreements.rules.comparison.pairing import paired
from agreements.rules.terms import (
    BudgetLine,
    Clause,
    Promise,
    TalkPath,
    Target,
    Terms,
    WorkingRules,
)

T = TypeVar("T")
_KEY: Final[Callable[[Clause | BudgetLine | Target], str]] = attrgetter("key")
_CODE: Final[Callable[[Promise], str]] = attrgetter("code")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many parts were changed, added, removed or only moved."""

    changed: int
    added: int
    removed: int
    moved: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two versions, and the clauses that do not.

    Attributes:
        key_changes: amounts, dates, targets and who promises: what to look at first.
        clauses, lines, targets, promises: all of them in reading order; the kind SAME
            marks those to fold away.
        title, dates, currency, language, places, principles, rules, talk_path: None
            when they did not change.
    """

    key_changes: tuple[KeyChange, ...]
    title: Change[str] | None
    dates: Change[Dates] | None
    currency: Change[Currency] | None
    language: Change[Language] | None
    lines: tuple[Change[BudgetLine], ...]
    targets: tuple[Change[Target], ...]
    places: Change[tuple[str, ...]] | None
    promises: tuple[Change[Promise], ...]
    principles: Change[tuple[str, ...]] | None
    clauses: tuple[Change[Clause], ...]
    rules: Change[WorkingRules] | None
    talk_path: Change[TalkPath] | None

    @property
    def changes(self) -> tuple[Change[object], ...]:
        """All that changed, in the order of the page; each has a key of its own."""
        whole = (self.title, self.dates, self.currency, self.language)
        rest = (self.principles, *self.clauses, self.rules, self.talk_path)
        found: tuple[Change[object] | None, ...] = (
            *(*whole, *self.lines, *self.targets, self.places),
            *(*self.promises, *rest),
        )
        return tuple(
            each for each in found if each and each.kind is not ChangeKind.SAME
        )

    @property
    def counts(self) -> Counts:
        """How many parts changed, of all kinds together."""
        return counts_of(self.changes)


def counts_of(changes: Iterable[Change[object]]) -> Counts:
    """Count some changes by their kind."""
    kinds = Counter(change.kind for change in changes)
    return Counts(
        changed=kinds[ChangeKind.CHANGED],
        added=kinds[ChangeKind.ADDED],
        removed=kinds[ChangeKind.REMOVED],
        moved=kinds[ChangeKind.MOVED],
    )


def compare(old: Terms, new: Terms) -> Comparison:
    """Return what differs, so that `apply` makes the new terms of the old ones."""
    return Comparison(
        key_changes=key_changes(old, new),
        title=_whole("title", old.title, new.title),
        dates=_whole("dates", dates_of(old), dates_of(new)),
        currency=_whole("currency", currency_of(old), currency_of(new)),
        language=_whole("language", language_of(old), language_of(new)),
        lines=paired("line", old.lines, new.lines, _KEY),
        targets=paired("target", old.targets, new.targets, _KEY),
        places=_whole("places", old.places, new.places),
        promises=paired("promise", old.promises, new.promises, _CODE),
        principles=_whole("principles", old.principles, new.principles),
        clauses=paired("clause", old.clauses, new.clauses, _KEY),
        rules=_whole("rules", old.rules, new.rules),
        talk_path=_whole("talk-path", old.talk_path, new.talk_path),
    )


def dates_of(terms: Terms) -> Dates:
    """Return the first and the last day."""
    return Dates(terms.effective_from, terms.effective_to)


def currency_of(terms: Terms) -> Currency:
    """Return the currency with its rate."""
    return Currency(terms.currency, terms.rate, terms.rate_on)


def language_of(terms: Terms) -> Language:
    """Return the language with the note on which one decides."""
    return Language(terms.language, terms.governing_note)


def _whole(key: str, old: T, new: T) -> Change[T] | None:
    return None if old == new else Change(key, old, new)
