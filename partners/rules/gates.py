"""Which lines of a gate let somebody through, and which do not (methods A3)?

Each gate says in its own words what is missing; what a line is, is the same for all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

GapT = TypeVar("GapT")


# Without slots: Python 3.11 cannot make a frozen one through `GateLine[Gap]` with them.
@dataclass(frozen=True)
class GateLine(Generic[GapT]):
    """One line of a gate.

    Attributes:
        code: B lines block, W lines warn.
        gaps: what is missing; none when the line is met.
    """

    code: str
    gaps: tuple[GapT, ...] = ()

    @property
    def ok(self) -> bool:
        """True when nothing is missing."""
        return not self.gaps

    @property
    def blocks(self) -> bool:
        """True for a line that nobody can pass while something is missing."""
        return self.code.startswith("B")


def blocking(lines: Iterable[GateLine[GapT]]) -> tuple[GateLine[GapT], ...]:
    """Return the lines that nobody can pass."""
    return tuple(each for each in lines if each.blocks and not each.ok)


def warning(lines: Iterable[GateLine[GapT]]) -> tuple[GateLine[GapT], ...]:
    """Return the lines that a director may pass with a written reason."""
    return tuple(each for each in lines if not each.blocks and not each.ok)
