"""How much slower is one thing than another, on a machine that does other things too?

Both are measured in one process, in rounds; the order inside a round is shuffled, so
that what disturbs the machine disturbs all of them alike. Medians are divided, and a
bootstrap over the rounds says how sure that is. The yardstick is measured twice: as
long as its second column is not within 2 % of the first, nothing passes (trust.md 4.4).
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median
from time import perf_counter

AGREES_WITHIN = 0.02
SAMPLES = 1_000
SURE = 0.95

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio that is promised: `what` takes at most `most` times as long as `than`."""

    title: str
    what: str
    than: str
    most: float


def timed(
    works: Mapping[str, Work], rounds: int, rng: Random
) -> dict[str, list[float]]:
    """Measure each of them once a round, in an order that is drawn anew; in seconds."""
    names = list(works)
    found: dict[str, list[float]] = {name: [] for name in names}
    for work in works.values():
        work()
    for _round in range(rounds):
        rng.shuffle(names)
        for name in names:
            start = perf_counter()
            works[name]()
            found[name].append(perf_counter() - start)
    return found


def ratio(
    what: Sequence[float], than: Sequence[float], rng: Random
) -> tuple[float, float, float]:
    """Return the ratio of the medians with its 95 % interval, from the same rounds."""
    rounds = range(len(what))
    drawn = []
    for _sample in range(SAMPLES):
        picked = rng.choices(rounds, k=len(rounds))
        drawn.append(
            median([what[at] for at in picked]) / median([than[at] for at in picked])
        )
    drawn.sort()
    edge = round(SAMPLES * (1 - SURE) / 2)
    return median(what) / median(than), drawn[edge], drawn[-edge - 1]


def report(
    seconds: Mapping[str, Sequence[float]],
    control: tuple[str, str],
    goals: Sequence[Goal],
    rng: Random,
) -> bool:
    """Print the control and each goal; return whether all of them are met for sure.

    Args:
        seconds: from `timed`.
        control: two names that measure the same.
        goals: what is promised.
        rng: for the bootstrap.
    """
    same, low, high = ratio(seconds[control[1]], seconds[control[0]], rng)
    agrees = abs(same - 1) <= AGREES_WITHIN
    line("A/A control", same, (low, high), "" if agrees else "inconclusive")
    passed = agrees
    for goal in goals:
        found, low, high = ratio(seconds[goal.what], seconds[goal.than], rng)
        is_met = high <= goal.most
        passed = passed and is_met
        word = ("pass" if is_met else "FAIL") if agrees else "inconclusive"
        line(goal.title, found, (low, high), f"goal {goal.most:.2f}: {word}")
    return passed


def line(
    title: str, value: float, between: tuple[float, float] | None, more: str = ""
) -> None:
    """Print one line of the table."""
    sure = f"[{between[0]:.3f}, {between[1]:.3f}]" if between else ""
    sys.stdout.write(f"{title:<52}{value:>8.3f}  {sure:<18}{more}\n")


def seconds(work: Work) -> float:
    """Measure one run."""
    start = perf_counter()
    work()
    return perf_counter() - start


def say(text: str) -> None:
    """Print a line in words."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
