"""May an agreement be closed (gate G4, methods A3)?"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from eclt_partners.lifecycle.rules.lines import Gap, GateLine, Lack, line
from partners.choices import Side

# From here on the work is "nearly" ready (methods F2).
READY_FROM: Final = 60


@dataclass(frozen=True, slots=True)
class ClosingReview:
    """The last review before the end.

    Attributes:
        invited: the sides with at least one person on the panel.
        answered: the sides of which an answer was sent.
        uninvited: the names of the partners of a coalition with nobody on the panel.
        silent: the names of the partners of a coalition that sent no answer.
    """

    invited: frozenset[Side] = frozenset()
    answered: frozenset[Side] = frozenset()
    uninvited: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What gate G4 asks for.

    Attributes:
        review: the closing review; None when there is none.
        unread_goals: goals to grow stronger without a level measured after the start.
        undecided: functions that go on and whose owner said neither yes nor no.
        has_contact: a person of the partner is named for the checks after the end.
        money_known: it is written where the last payments stand.
        report_known: it is written where the last report stands.
        readiness: handover readiness, 0 to 100; None when nothing is known.
    """

    review: ClosingReview | None = None
    unread_goals: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    has_contact: bool = False
    money_known: bool = False
    report_known: bool = False
    readiness: Fraction | None = None


def gate_g4(facts: ClosingFacts) -> tuple[GateLine, ...]:
    """Return the lines B1 to B5, W1 and W2, with what each misses."""
    return (
        line("B1", _closing_review(facts)),
        line("B2", (Gap(Lack.GOAL_NOT_READ, name) for name in facts.unread_goals)),
        line("B3", (Gap(Lack.OWNER_UNDECIDED, name) for name in facts.undecided)),
        line("B4", _contact(facts)),
        line("B5", _last_things(facts)),
        line("W1", _readiness(facts)),
        line("W2", _partner_answered(facts)),
    )


def _closing_review(facts: ClosingFacts) -> Iterator[Gap]:
    if facts.review is None:
        yield Gap(Lack.NO_CLOSING_REVIEW)
        return
    if Side.FOUNDATION not in facts.review.invited:
        yield Gap(Lack.SIDE_NOT_INVITED, Side.FOUNDATION)
    if Side.PARTNER not in facts.review.invited:
        for name in facts.review.uninvited or (Side.PARTNER,):
            yield Gap(Lack.SIDE_NOT_INVITED, name)
    if Side.FOUNDATION not in facts.review.answered:
        yield Gap(Lack.FOUNDATION_SILENT)


def _contact(facts: ClosingFacts) -> Iterator[Gap]:
    if not facts.has_contact:
        yield Gap(Lack.NO_CHECK_CONTACT)


def _last_things(facts: ClosingFacts) -> Iterator[Gap]:
    if not facts.money_known:
        yield Gap(Lack.MONEY_UNKNOWN)
    if not facts.report_known:
        yield Gap(Lack.REPORT_UNKNOWN)


def _readiness(facts: ClosingFacts) -> Iterator[Gap]:
    """For handover, not knowing means not ready (methods F2)."""
    if facts.readiness is None or facts.readiness < READY_FROM:
        yield Gap(Lack.NOT_READY)


def _partner_answered(facts: ClosingFacts) -> Iterator[Gap]:
    if facts.review is None:
        yield Gap(Lack.PARTNER_SILENT)
    elif Side.PARTNER not in facts.review.answered:
        for name in facts.review.silent or ("",):
            yield Gap(Lack.PARTNER_SILENT, name)
