"""Which items of two versions are the same ones, and which were moved?"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from agreements.rules.comparison.changes import Change
from agreements.rules.order import longest_rising

T = TypeVar("T")


def paired(
    prefix: str, old: Sequence[T], new: Sequence[T], key_of: Callable[[T], str]
) -> tuple[Change[T], ...]:
    """Return all items in reading order, unchanged ones as well.

    The order is that of the new version; a removed item stands behind the item it
    stood behind before. Moving one item marks only that item: what keeps its order is
    a longest rising run of the old places.

    Args:
        prefix: of the keys of the changes, such as "clause".
        old: the items of the old version, each key once.
        new: the items of the new version, each key once.
        key_of: the stable key of an item.
    """
    before = {key_of(item): item for item in old}
    after = {key_of(item): item for item in new}
    moved = _moved(list(before), list(after))
    return tuple(
        Change(f"{prefix}:{key}", before.get(key), after.get(key), key in moved)
        for key in _reading_order(list(before), list(after))
    )


def _moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Return the keys that changed places with others."""
    places = {key: place for place, key in enumerate(before)}
    stayed = [key for key in after if key in places]
    run = longest_rising([places[key] for key in stayed])
    return frozenset(stayed) - {stayed[at] for at in run}


def _reading_order(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the keys of after, each removed one behind what it stood behind."""
    kept = frozenset(after)
    behind: dict[str | None, list[str]] = {}
    last_kept: str | None = None
    for key in before:
        if key in kept:
            last_kept = key
        else:
            behind.setdefault(last_kept, []).append(key)
    order = behind.get(None, [])
    for key in after:
        order += [key, *behind.get(key, [])]
    return order
