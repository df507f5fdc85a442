"""How is the second step of signing in shown, and whose account needs it?"""

from collections.abc import Collection, Iterator, Sequence

# White modules around a picture, without which cameras do not find it (ISO/IEC 18004).
QUIET = 4
GROUP = 4


def needs_second_step(held: Collection[str], asked_of: Collection[str]) -> bool:
    """Tell whether an account needs it: one of its roles is among those asked.

    Args:
        held: names of the roles that the person has anywhere.
        asked_of: names of the roles that this installation asks it of.
    """
    return not set(asked_of).isdisjoint(held)


def in_groups(key: str) -> str:
    """Return a key for people who type it: "ABCD EFGH"."""
    return " ".join(key[at : at + GROUP] for at in range(0, len(key), GROUP))


def picture_size(modules: Sequence[Sequence[bool]]) -> int:
    """Return the width of a square picture in modules, its white border included."""
    return len(modules) + 2 * QUIET


def picture_path(modules: Sequence[Sequence[bool]]) -> str:
    """Return the dark modules as the path of an SVG, one step for each run of a row.

    Args:
        modules: rows of a square code, True for dark, without border.
    """
    return "".join(
        f"M{QUIET + start} {QUIET + y}h{length}v1h-{length}z"
        for y, row in enumerate(modules)
        for start, length in _runs(row)
    )


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for x, is_dark in enumerate([*row, False]):
        if is_dark and start is None:
            start = x
        elif not is_dark and start is not None:
            yield start, x - start
            start = None
