"""What comes out when a comparison is applied to the version it started from?

Nobody needs this to show a page; it proves that a comparison leaves nothing out.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from agreements.rules.comparison.changes import Change, ChangeKind
from agreements.rules.comparison.comparing import (
    Comparison,
    currency_of,
    dates_of,
    language_of,
)
from agreements.rules.terms import Terms

T = TypeVar("T")
_UNTOUCHED = (ChangeKind.SAME, ChangeKind.MOVED)


def apply(old: Terms, comparison: Comparison) -> Terms:
    """Return the new terms: what changed from the comparison, the rest from `old`.

    Args:
        old: the terms that the comparison was made from.
        comparison: what changed since.

    Raises:
        KeyError: `old` lacks a part that the comparison says was kept.
    """
    dates = _new(comparison.dates, dates_of(old))
    currency = _new(comparison.currency, currency_of(old))
    language = _new(comparison.language, language_of(old))
    return replace(
        old,
        title=_new(comparison.title, old.title),
        language=language.code,
        governing_note=language.governing_note,
        effective_from=dates.effective_from,
        effective_to=dates.effective_to,
        currency=currency.code,
        rate=currency.rate,
        rate_on=currency.rate_on,
        clauses=_items(
            {f"clause:{each.key}": each for each in old.clauses}, comparison.clauses
        ),
        lines=_items(
            {f"line:{each.key}": each for each in old.lines}, comparison.lines
        ),
        targets=_items(
            {f"target:{each.key}": each for each in old.targets}, comparison.targets
        ),
        promises=_items(
            {f"promise:{each.code}": each for each in old.promises},
            comparison.promises,
        ),
        places=_new(comparison.places, old.places),
        principles=_new(comparison.principles, old.principles),
        rules=_new(comparison.rules, old.rules),
        talk_path=_new(comparison.talk_path, old.talk_path),
    )


def _new(change: Change[T] | None, old: T) -> T:
    return old if change is None or change.new is None else change.new


def _items(old: dict[str, T], changes: Sequence[Change[T]]) -> tuple[T, ...]:
    items = (
        old[change.key] if change.kind in _UNTOUCHED else change.new
        for change in changes
    )
    return tuple(item for item in items if item is not None)
