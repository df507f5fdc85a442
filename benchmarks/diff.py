"""How does the time of the word diff grow with the words?

Prints ratios of one run, since seconds depend on the machine: `.venv/bin/python
benchmarks/diff.py`. The A/A column measures the same texts a second time, taking turns
with the first; as far as it is away from 1.00, so far no other ratio means anything.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from agreements.rules.words import spans

WORDS = (100, 300, 1_000, 3_000, 8_000, 20_000)
UNIT = 1_000
ROUNDS = 7
FILLERS = ("the", "of", "and", "to", "in", ",", "a", "is", "for", ".")
PARAGRAPH = 80


@dataclass(frozen=True)
class Case:
    """One kind of pair of texts.

    Attributes:
        name: what the table calls it.
        pair: makes an old and a new text of so many words.
    """

    name: str
    pair: Callable[[int], tuple[str, str]]


def some_words(count: int, seed: int) -> list[str]:
    """Return words as in a contract: nearly half of them are fillers."""
    draw = random.Random(seed)  # noqa: S311 - a text, no secret
    return [
        draw.choice(FILLERS) if draw.random() < 0.45 else _word(draw)
        for _ in range(count)
    ]


def _word(draw: random.Random) -> str:
    rank = int(draw.paretovariate(0.7)) % 4_000
    return "word" + "".join(chr(97 + int(digit)) for digit in str(rank))


def in_paragraphs(text: list[str]) -> str:
    """Return words as paragraphs."""
    cuts = range(0, len(text), PARAGRAPH)
    return "\n\n".join(" ".join(text[at : at + PARAGRAPH]) for at in cuts)


def edited(text: list[str], every: int) -> list[str]:
    """Return the words with one of so many changed."""
    return ["changed" if at % every == 0 else word for at, word in enumerate(text)]


def scattered(count: int) -> tuple[str, str]:
    """One word in fifty changed, in paragraphs."""
    text = some_words(count, 1)
    return in_paragraphs(text), in_paragraphs(edited(text, 50))


def one_block(count: int) -> tuple[str, str]:
    """One word in fifty changed, all in one paragraph."""
    text = some_words(count, 1)
    return " ".join(text), " ".join(edited(text, 50))


def rewritten(count: int) -> tuple[str, str]:
    """Everything differs, in one paragraph; fillers and common words are shared."""
    return " ".join(some_words(count, 1)), " ".join(some_words(count, 2))


def hostile(count: int) -> tuple[str, str]:
    """The worst we could think of: two words only, and an anchor in each 148."""
    texts = []
    for seed in (4, 5):
        draw = random.Random(seed)  # noqa: S311 - a text, no secret
        words = (
            f"anchor{at}" if at % 148 == 0 else draw.choice("ab") for at in range(count)
        )
        texts.append(" ".join(words))
    return texts[0], texts[1]


CASES = (
    Case("scattered, paragraphs", scattered),
    Case("scattered, one block", one_block),
    Case("all different", rewritten),
    Case("hostile", hostile),
)


def seconds(old: str, new: str) -> float:
    """Return the processor time of one diff."""
    start = process_time()
    spans(old, new)
    return process_time() - start


def measured(old: str, new: str) -> tuple[float, float]:
    """Return the medians of two measurements of the same diff, taking turns."""
    pairs = [(seconds(old, new), seconds(old, new)) for _ in range(ROUNDS)]
    return median(one for one, _two in pairs), median(two for _one, two in pairs)


def table(case: Case) -> list[str]:
    """Return the rows of one kind of texts; the unit is its diff of 1,000 words."""
    found = {count: measured(*case.pair(count)) for count in WORDS}
    unit = found[UNIT][0]
    return [
        f"{case.name:<24}{count:>8,}{one / unit:>10.2f}"
        f"{one / unit / (count / UNIT):>12.2f}{two / one:>8.2f}{one:>10.4f}"
        for count, (one, two) in found.items()
    ]


def main() -> None:
    """Print one table."""
    lines = [
        f"{'texts':<24}{'words':>8}{'x 1,000':>10}{'per word':>12}{'A/A':>8}{'seconds':>10}"
    ]
    for case in CASES:
        lines += table(case)
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
