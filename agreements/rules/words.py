"""Which words of a text were added, removed or kept?

Lines are aligned first, then the words of the lines that changed. What is kept and
removed together is exactly the old text, what is kept and added together exactly the
new one. Only templates turn spans into markup (docs/adr/0021).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from agreements.rules.alignment import matches
from agreements.rules.runs import Run, joined, with_blanks_kept, without_islands
from agreements.rules.tokens import Token, lines, tokens

# Below this share of kept letters, lines count as written anew.
REWRITTEN_BELOW: Final = Fraction(1, 5)


class SpanKind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text with one fate; it is never empty."""

    kind: SpanKind
    text: str


def spans(old: str, new: str) -> tuple[Span, ...]:
    """Return what was kept, removed and added, in reading order.

    Removed text stands before the text that replaces it, and the blank behind both
    after them; two equal kinds never follow each other. 8,000 words with scattered changes take well below 0.1 s, 20,000 words
    that differ everywhere below 1 s (benchmarks/diff.py).
    """
    runs = without_islands(joined(_line_runs(old, new)))
    return tuple(_as_spans(with_blanks_kept(runs)))


def _line_runs(old: str, new: str) -> Iterator[Run]:
    for run in joined(_runs(lines(old), lines(new))):
        if run.is_kept or not (run.old and run.new):
            yield run
        else:
            yield from _word_runs(run)


def _word_runs(run: Run) -> Iterable[Run]:
    """Return the words of changed lines, or the lines as a whole when all is new."""
    found = list(_runs(tokens(run.old), tokens(run.new)))
    kept = sum(len(each.old) for each in found if each.is_kept)
    is_rewritten = kept < REWRITTEN_BELOW * min(len(run.old), len(run.new))
    return [run] if is_rewritten else found


def _runs(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Run]:
    """Yield kept and replaced stretches; a changed space counts as replaced."""
    pairs = matches([token.core for token in old], [token.core for token in new])
    i = j = 0
    for next_i, next_j in pairs:
        yield Run(_text(old[i:next_i]), _text(new[j:next_j]))
        yield from _kept(old[next_i], new[next_j])
        i, j = next_i + 1, next_j + 1
    yield Run(_text(old[i:]), _text(new[j:]))


def _kept(old: Token, new: Token) -> Iterator[Run]:
    if old.space == new.space:
        whole = old.core + old.space
        yield Run(whole, whole, is_kept=True)
    else:
        yield Run(old.core, old.core, is_kept=True)
        yield Run(old.space, new.space)


def _text(cut: Sequence[Token]) -> str:
    return "".join(token.core + token.space for token in cut)


def _as_spans(runs: Iterable[Run]) -> Iterator[Span]:
    for run in runs:
        if run.is_kept:
            yield Span(SpanKind.SAME, run.old)
            continue
        if run.old:
            yield Span(SpanKind.REMOVED, run.old)
        if run.new:
            yield Span(SpanKind.ADDED, run.new)
