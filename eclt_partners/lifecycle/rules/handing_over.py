"""May the handover begin (gate G3, methods A3)?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from eclt_partners.lifecycle.rules.lines import Gap, GateLine, Lack, line
from partners.choices import Side
from partners.rules.months import MONTHS_PER_YEAR, add_months


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """What gate G3 asks for.

    Attributes:
        today: in the country.
        confirmed: the sides that confirmed the handover plan.
        has_functions: something is meant to go on after the end.
        unread: functions that go on and whose readiness was never assessed.
        staff_told: the staff know.
        community_told: the community knows.
        government_told: the local government knows.
        last_day: of the latest agreement; None without one.
    """

    today: date
    confirmed: frozenset[Side] = frozenset()
    has_functions: bool = False
    unread: tuple[str, ...] = ()
    staff_told: bool = False
    community_told: bool = False
    government_told: bool = False
    last_day: date | None = None


def gate_g3(facts: HandoverFacts) -> tuple[GateLine, ...]:
    """Return the lines B1 to B3 and W1, with what each misses."""
    return (
        line("B1", _plan_confirmed(facts)),
        line("B2", _readiness_assessed(facts)),
        line("B3", _people_told(facts)),
        line("W1", _time_left(facts)),
    )


def _plan_confirmed(facts: HandoverFacts) -> Iterator[Gap]:
    for side in Side:
        if side not in facts.confirmed:
            yield Gap(Lack.PLAN_NOT_CONFIRMED, side)


def _readiness_assessed(facts: HandoverFacts) -> Iterator[Gap]:
    if not facts.has_functions:
        yield Gap(Lack.NO_FUNCTION)
    for name in facts.unread:
        yield Gap(Lack.NOT_ASSESSED, name)


def _people_told(facts: HandoverFacts) -> Iterator[Gap]:
    if not facts.staff_told:
        yield Gap(Lack.STAFF_NOT_TOLD)
    if not facts.community_told:
        yield Gap(Lack.COMMUNITY_NOT_TOLD)
    if not facts.government_told:
        yield Gap(Lack.GOVERNMENT_NOT_TOLD)


def _time_left(facts: HandoverFacts) -> Iterator[Gap]:
    """Fewer than 12 months are left; without an agreement none are left at all."""
    enough = add_months(facts.today, MONTHS_PER_YEAR)
    if facts.last_day is None or facts.last_day < enough:
        yield Gap(Lack.LATE_HANDOVER)
