"""What makes a change big, apart from the money that it moves?"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from agreements.rules.comparison.changes import Change, ChangeKind, Language
from agreements.rules.comparison.comparing import Comparison
from agreements.rules.sizing.dates import end_reasons
from agreements.rules.sizing.items import (
    clause_reasons,
    line_reasons,
    promise_reasons,
    target_reasons,
)
from agreements.rules.sizing.reasons import (
    CONTACTS,
    CURRENCY,
    NUMBERS,
    PLACES,
    SLIP,
    WORDING,
    Reason,
)
from agreements.rules.sizing.slips import is_slip
from partners.rules.method import METHOD, Method

T = TypeVar("T")
_UNTOUCHED: Final = (ChangeKind.SAME, ChangeKind.MOVED)


def part_reasons(
    found: Comparison, *, slip_words: int, method: Method = METHOD
) -> Iterator[Reason]:
    """Yield a reason for each part that changed since the version in force.

    The first day is none: every version has its own.

    Args:
        found: what changed.
        slip_words: how many words of a text a typing error may touch; 0 when the
            writer declares none.
        method: the thresholds.
    """
    if found.dates and found.dates.old and found.dates.new:
        was, now = found.dates.old.effective_to, found.dates.new.effective_to
        yield from end_reasons(was, now, method=method)
    if found.currency:
        yield CURRENCY
    if found.rules:
        yield NUMBERS
    if found.talk_path:
        yield CONTACTS
    yield from _wording(found, slip_words)
    yield from _names(found, slip_words)
    yield from _items(found, slip_words, method)


def _items(found: Comparison, slip_words: int, method: Method) -> Iterator[Reason]:
    for clause in found.clauses:
        yield from clause_reasons(clause, slip_words=slip_words)
    for line in _changed(found.lines):
        yield from line_reasons(line, slip_words=slip_words)
    for target in _changed(found.targets):
        yield from target_reasons(target, slip_words=slip_words, method=method)
    for promise in _changed(found.promises):
        yield from promise_reasons(promise, slip_words=slip_words, method=method)


def _changed(changes: Iterable[Change[T]]) -> Iterator[Change[T]]:
    return (change for change in changes if change.kind not in _UNTOUCHED)


def _wording(found: Comparison, slip_words: int) -> Iterator[Reason]:
    title, language = found.title, found.language
    if title:
        is_declared = is_slip(title.old or "", title.new or "", most=slip_words)
        yield SLIP if is_declared else WORDING
    if language:
        yield SLIP if _is_note_slip(language, slip_words) else WORDING


def _is_note_slip(change: Change[Language], slip_words: int) -> bool:
    old, new = change.old, change.new
    if not (old and new) or old.code != new.code:
        return False
    return is_slip(old.governing_note, new.governing_note, most=slip_words)


def _names(found: Comparison, slip_words: int) -> Iterator[Reason]:
    """Yield why places and principles matter; a place is never a typing error."""
    if found.places and set(found.places.old or ()) != set(found.places.new or ()):
        yield PLACES
    if found.principles:
        old, new = found.principles.old or (), found.principles.new or ()
        yield SLIP if _are_slips(old, new, slip_words) else WORDING


def _are_slips(old: Sequence[str], new: Sequence[str], slip_words: int) -> bool:
    return len(old) == len(new) and all(
        is_slip(was, now, most=slip_words) for was, now in zip(old, new, strict=True)
    )
