"""Which kept words only tear two changes apart?

A sentence of which one word in two changed reads better as one change than as ten.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from agreements.rules.tokens import words

# Kept words between two changes: "the", "of the", "de los" do not hold them apart,
LONGEST_FILLER: Final = 4
MOST_FILLERS: Final = 2
# nor do three words of any length that are shorter than the changes on both sides.
LONGEST_ISLAND: Final = 3
_NEAR: Final = 80
_DIGIT: Final = re.compile(r"\d")
_STAYS: Final = re.compile(r"[\d\n.!?;:]")
_BLANKS: Final = re.compile(r"[^\S\r\n]*\Z")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that was kept (both texts are equal) or replaced."""

    old: str
    new: str
    is_kept: bool = False

    @property
    def longer(self) -> str:
        """The longer one of both texts."""
        return max(self.old, self.new, key=len)

    @property
    def is_amount(self) -> bool:
        """True when one number, amount or date became another one."""
        return all(
            _DIGIT.search(text) and len(text) <= _NEAR and len(words(text)) == 1
            for text in (self.old, self.new)
        )

    def __add__(self, other: "Run") -> "Run":
        return Run(self.old + other.old, self.new + other.new, self.is_kept)


_NOTHING: Final = Run("", "")


def joined(runs: Iterable[Run]) -> list[Run]:
    """Return the runs without empty ones, neighbours of one kind put together."""
    found: list[Run] = []
    for run in runs:
        if not (run.old or run.new):
            continue
        if found and found[-1].is_kept == run.is_kept:
            found[-1] += run
        else:
            found.append(run)
    return found


def without_islands(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with changes put together that too little holds apart.

    Args:
        runs: kept and replaced ones, taking turns.
    """
    cleaned: list[Run] = []
    for at, run in enumerate(runs):
        before = cleaned[-1] if cleaned else _NOTHING
        after = runs[at + 1] if at + 1 < len(runs) else _NOTHING
        if run.is_kept:
            is_joined = _is_island(run.old, before, after)
        else:
            is_joined = bool(cleaned) and not before.is_kept
        if is_joined:
            cleaned[-1] += run
        else:
            cleaned.append(run)
    return cleaned


def with_blanks_kept(runs: Iterable[Run]) -> list[Run]:
    """Return the runs with the blank behind a change kept, where both texts have it.

    "15 " that became "10 " reads better as "15" that became "10" before a kept blank.
    The end of a line stays with its words.
    """
    return joined(piece for run in runs for piece in _without_blank(run))


def _without_blank(run: Run) -> Iterator[Run]:
    blank = _blank_behind(run.old)
    if run.is_kept or not blank or _blank_behind(run.new) != blank:
        yield run
        return
    yield Run(run.old.removesuffix(blank), run.new.removesuffix(blank))
    yield Run(blank, blank, is_kept=True)


def _blank_behind(text: str) -> str:
    found = _BLANKS.search(text)
    return found[0] if found else ""


def _is_island(text: str, before: Run, after: Run) -> bool:
    """Tell whether a kept text stands lost between two changes.

    Numbers and the ends of sentences and lines always stay, and so does whatever
    stands beside a changed amount: that is read best alone.
    """
    if _STAYS.search(text) or before.is_amount or after.is_amount:
        return False
    found = words(text)
    around = min(len(words(run.longer[:_NEAR])) for run in (before, after))
    if len(found) <= MOST_FILLERS and all(len(w) <= LONGEST_FILLER for w in found):
        return around > 0
    is_short = len(text) <= min(len(before.longer), len(after.longer))
    return len(found) <= LONGEST_ISLAND and around > 1 and is_short
