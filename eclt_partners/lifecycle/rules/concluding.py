"""May a partnership be called ended well (gate G5, methods A3)?"""

from collections.abc import Iterator
from dataclasses import dataclass

from eclt_partners.lifecycle.rules.lines import Gap, GateLine, Lack, line
from partners.choices import Side


@dataclass(frozen=True, slots=True)
class ConcludingFacts:
    """What gate G5 asks for.

    Attributes:
        open_checks: checks after the end that are neither done nor waived: how many
            months after, and the id.
        checks_count: how many checks there are at all.
        lessons: the sides that wrote what they learned; what the partner says the
            foundation should have done differently, at a check, is such a lesson.
        partner_silent: the partner did not reply after three tries.
    """

    open_checks: tuple[tuple[int, int], ...] = ()
    checks_count: int = 0
    lessons: frozenset[Side] = frozenset()
    partner_silent: bool = False


def gate_g5(facts: ConcludingFacts) -> tuple[GateLine, ...]:
    """Return the lines B1 to B3, with what each misses."""
    return (
        line("B1", _open_checks(facts)),
        line("B2", _lessons(facts)),
        line("B3", _outcome(facts)),
    )


def _open_checks(facts: ConcludingFacts) -> Iterator[Gap]:
    for month, key in facts.open_checks:
        yield Gap(Lack.CHECK_OPEN, str(month), key)


def _lessons(facts: ConcludingFacts) -> Iterator[Gap]:
    if Side.FOUNDATION not in facts.lessons:
        yield Gap(Lack.NO_LESSON, Side.FOUNDATION)
    if Side.PARTNER not in facts.lessons and not facts.partner_silent:
        yield Gap(Lack.NO_LESSON, Side.PARTNER)


def _outcome(facts: ConcludingFacts) -> Iterator[Gap]:
    """Every settled check says a score or "not enough known"; without one, nothing."""
    if facts.checks_count == 0:
        yield Gap(Lack.NO_OUTCOME)
