"""How much of the figures of a very large country is stored?

Numbers always speak of everything. Lists grow with the country, what is stored and sent
must not: of each the first lines stay, and `..._count` beside it says how many there
are. A page shows fewer still; what is behind a number stands in lists of its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

# Of each list so many lines are stored: all of a country of this size.
KEPT: Final = 300
# The calendar of the year is read by a page about many countries.
KEPT_DATES: Final = 500
# Path to a list -> how many of its lines stay; "*" stands for every part.
_MOST: Final[Mapping[tuple[str, ...], int]] = {
    ("actions",): KEPT,
    ("tiles", "*", "rows"): KEPT,
    ("heat", "rows"): KEPT,
    ("gaps", "blocks"): KEPT,
    ("trust", "lines"): KEPT,
    ("overdue",): KEPT,
    ("calendar",): KEPT,
    ("year",): KEPT_DATES,
    ("changes", "agreements"): KEPT,
    ("keeping", "rows"): KEPT,
    ("keeping", "late"): KEPT,
    ("growing", "domains", "*", "goals"): KEPT,
    ("endings", "rows"): KEPT,
    ("lasting", "rows"): KEPT,
    ("lasting", "overdue"): KEPT,
    ("children", "lines"): KEPT,
    ("children", "excluded"): KEPT,
    ("targets", "agreements"): KEPT,
    ("money", "agreements"): KEPT,
    ("others",): KEPT,
}

Each = TypeVar("Each")


def hurting_first(
    lines: Sequence[Each],
    hurts: Callable[[Each], int],
    *,
    shown: int,
    most: int | None,
) -> Sequence[Each]:
    """Return the first lines: of more than are shown, what hurts most comes first.

    Args:
        lines: by code; among those that hurt alike they stay so.
        hurts: how much; 0 is not at all.
        shown: so many stand on a page.
        most: how many at most; None = all of them.
    """
    if len(lines) <= shown:
        return lines
    return sorted(lines, key=lambda line: -hurts(line))[:most]


def counted(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures with the whole length of each list beside it.

    A list whose length stands beside it already keeps that length.
    """
    return _with_lists(figures, is_cut=False)


def shortened(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return counted figures as they are stored: no list is longer than it may be.

    `is_cut` says whether any list is not whole.
    """
    found = _with_lists(figures, is_cut=True)
    found["is_cut"] = any(left_out(found, path) for path in _MOST)
    return found


def left_out(figures: Mapping[str, Any], path: Sequence[str]) -> int:
    """Return how many lines of a list are not stored.

    Args:
        figures: counted, whole or shortened.
        path: to the list, as `_MOST` names it.
    """
    *way, name = path
    return sum(
        holder[f"{name}_count"] - len(holder[name]) for holder in _holders(figures, way)
    )


def _with_lists(figures: Mapping[str, Any], *, is_cut: bool) -> dict[str, Any]:
    found = _copied(figures)
    for path, most in _MOST.items():
        for holder in _holders(found, path[:-1]):
            _count(holder, path[-1], most if is_cut else None)
    return found


def _copied(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Copy what is changed: the mappings that hold the lists, not their lines."""
    found = dict(figures)
    for name, block in figures.items():
        if isinstance(block, Mapping):
            found[name] = dict(block)
    found["tiles"] = [dict(tile) for tile in figures["tiles"]]
    found["growing"]["domains"] = [dict(one) for one in figures["growing"]["domains"]]
    return found


def _holders(found: Any, path: Sequence[str]) -> Iterator[Any]:
    for name in path:
        if name == "*":
            yield from found
            return
        found = found[name]
    yield found


def _count(holder: dict[str, Any], name: str, most: int | None) -> None:
    lines = holder[name]
    holder.setdefault(f"{name}_count", len(lines))
    holder[name] = lines[:most]
