"""What comes of two changes to the same part: one of them, both, or a conflict?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")
_WHOLE: Final = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed the same part, and not in the same way.

    Attributes:
        key: of the part, as in a comparison: "clause:reports", "promise:F2", "dates".
        field: which field of it; "" for the part as a whole, "order" for the order.
        base: what both started from; None when it did not exist.
        theirs: what is in force now; None when it was removed.
        ours: what the proposal says, and what the merged terms hold.
    """

    key: str
    field: str
    base: object
    theirs: object
    ours: object


class Merging:
    """Collects the conflicts while parts are merged one after the other."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    def value(self, key: str, base: T, theirs: T, ours: T, *, field: str = "") -> T:
        """Return the changed one of two values; ours and a conflict when both did."""
        if ours in (theirs, base):
            return theirs
        if theirs != base:
            self.conflicts.append(Conflict(key, field, base, theirs, ours))
        return ours

    def record(self, key: str, base: T | None, theirs: T, ours: T) -> T:
        """Return ours with each field that only they changed."""
        values = {
            field.name: self.value(
                key,
                getattr(base, field.name, None),
                getattr(theirs, field.name),
                getattr(ours, field.name),
                field=field.name,
            )
            for field in fields(cast(Any, ours))
        }
        return cast(T, replace(cast(Any, ours), **values))

    def item(
        self, key: str, base: T | None, theirs: T | None, ours: T | None
    ) -> T | None:
        """Return a merged item; None when it goes.

        An item that one side removed and the other one changed is a conflict.
        """
        if theirs is None or ours is None:
            return self.value(key, base, theirs, ours, field=_WHOLE)
        if base in (theirs, ours) or theirs == ours:
            return self.value(key, base, theirs, ours, field=_WHOLE)
        return self.record(key, base, theirs, ours)

    def items(
        self,
        prefix: str,
        versions: tuple[Sequence[T], Sequence[T], Sequence[T]],
        key_of: Callable[[T], str],
    ) -> tuple[T, ...]:
        """Return merged items in the merged order.

        Args:
            prefix: of the keys, such as "clause".
            versions: the items of base, theirs and ours.
            key_of: the stable key of an item.
        """
        base, theirs, ours = (
            {key_of(item): item for item in version} for version in versions
        )
        merged = {
            key: self.item(
                f"{prefix}:{key}", base.get(key), theirs.get(key), ours.get(key)
            )
            for key in {**base, **theirs, **ours}
        }
        order = self.order(prefix, list(base), list(theirs), list(ours))
        return tuple(item for key in order if (item := merged[key]) is not None)

    def order(
        self, key: str, base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]
    ) -> list[str]:
        """Return all keys of both sides in one order.

        The side that moved something leads; the additions of the other one follow what
        they stood behind. When both moved things, ours leads and a conflict says so.
        """
        common = frozenset(base) & frozenset(theirs) & frozenset(ours)
        was, they, we = (
            tuple(name for name in names if name in common)
            for names in (base, theirs, ours)
        )
        merged = self.value(key, was, they, we, field="order")
        if merged == they:
            return _woven(theirs, ours)
        return _woven(ours, theirs)


def _woven(leading: Sequence[str], other: Sequence[str]) -> list[str]:
    """Return the leading order with what it lacks behind its former neighbour."""
    order = list(leading)
    place = 0
    for key in other:
        if key in order:
            place = order.index(key) + 1
        else:
            order.insert(place, key)
            place += 1
    return order
