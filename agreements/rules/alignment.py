"""Which words of an old text are which words of a new one?

Words that stand only once on both sides are the anchors ("patience" alignment): they
are rare, so a sentence is never tied together by its "the". What lies between two
anchors is matched by difflib while that is cheap, and counts as replaced when it is
not (docs/adr/0021).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from agreements.rules.order import longest_rising

Pair = tuple[int, int]

# A gap of 150 words on both sides without one rare word is still looked at closely.
LARGEST_GAP: Final = 150 * 150
# Anchors inside gaps between anchors, and so on; real texts need four.
DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of both texts that is still to be matched."""

    old_from: int
    old_to: int
    new_from: int
    new_to: int
    depth: int

    @property
    def size(self) -> int:
        """How many comparisons it may take."""
        return (self.old_to - self.old_from) * (self.new_to - self.new_from)


def matches(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return pairs of places with the same word, rising on both sides."""
    pairs: list[Pair] = []
    open_windows = [_Window(0, len(old), 0, len(new), 0)]
    while open_windows:
        window = _trimmed(old, new, open_windows.pop(), pairs)
        if not window.size:
            continue
        anchors = _anchors(old, new, window) if window.depth < DEEPEST else []
        if anchors:
            pairs.extend(anchors)
            open_windows.extend(_gaps(window, anchors))
        elif window.size <= LARGEST_GAP:
            pairs.extend(_by_difflib(old, new, window))
    return sorted(pairs)


def _trimmed(
    old: Sequence[str], new: Sequence[str], window: _Window, pairs: list[Pair]
) -> _Window:
    """Pair the equal words at both ends of a window and return what is left."""
    i, i_end, j, j_end = (
        window.old_from,
        window.old_to,
        window.new_from,
        window.new_to,
    )
    while i < i_end and j < j_end and old[i] == new[j]:
        pairs.append((i, j))
        i, j = i + 1, j + 1
    while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
        pairs.append((i_end, j_end))
    return _Window(i, i_end, j, j_end, window.depth)


def _anchors(old: Sequence[str], new: Sequence[str], window: _Window) -> list[Pair]:
    """Return the words that stand once on both sides, as far as in one order."""
    old_places = _only_once(old, window.old_from, window.old_to)
    new_places = _only_once(new, window.new_from, window.new_to)
    pairs = [
        (old_places[word], place)
        for word, place in new_places.items()
        if word in old_places
    ]
    return [pairs[at] for at in longest_rising([place for place, _new in pairs])]


def _only_once(text: Sequence[str], start: int, end: int) -> dict[str, int]:
    counts = Counter(text[start:end])
    return {text[at]: at for at in range(start, end) if counts[text[at]] == 1}


def _gaps(window: _Window, anchors: Sequence[Pair]) -> list[_Window]:
    """Return the windows before, between and behind anchors."""
    starts = [(window.old_from, window.new_from), *((i + 1, j + 1) for i, j in anchors)]
    ends = [*anchors, (window.old_to, window.new_to)]
    return [
        _Window(i, i_end, j, j_end, window.depth + 1)
        for (i, j), (i_end, j_end) in zip(starts, ends, strict=True)
    ]


def _by_difflib(old: Sequence[str], new: Sequence[str], window: _Window) -> list[Pair]:
    old_words = old[window.old_from : window.old_to]
    new_words = new[window.new_from : window.new_to]
    found = SequenceMatcher(None, old_words, new_words, autojunk=False)
    return [
        (window.old_from + block.a + step, window.new_from + block.b + step)
        for block in found.get_matching_blocks()
        for step in range(block.size)
    ]
