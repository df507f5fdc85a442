"""May a partnership be paused (gate G6, methods A3)?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from eclt_partners.lifecycle.rules.lines import Gap, GateLine, Lack, line

LONGEST_PAUSE: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class PausingFacts:
    """What gate G6 asks for.

    Attributes:
        today: in the country.
        reason: why.
        asked_by: who asks for it: one side or both together; "" when not said.
        look_again_on: when both look at it again.
        goes_on: what goes on meanwhile.
        cases_contact: who is there for the children's cases meanwhile.
    """

    today: date
    reason: str = ""
    asked_by: str = ""
    look_again_on: date | None = None
    goes_on: str = ""
    cases_contact: str = ""


def gate_g6(facts: PausingFacts) -> tuple[GateLine, ...]:
    """Return the lines B1 to B3, with what each misses."""
    return (
        line("B1", _why_and_who(facts)),
        line("B2", _look_again(facts)),
        line("B3", _meanwhile(facts)),
    )


def _why_and_who(facts: PausingFacts) -> Iterator[Gap]:
    if not facts.reason.strip():
        yield Gap(Lack.NO_REASON)
    if not facts.asked_by:
        yield Gap(Lack.NO_ASKER)


def _look_again(facts: PausingFacts) -> Iterator[Gap]:
    if facts.look_again_on is None:
        yield Gap(Lack.NO_LOOK_AGAIN)
    elif facts.look_again_on <= facts.today:
        yield Gap(Lack.LOOK_AGAIN_PAST)
    elif facts.look_again_on > facts.today + LONGEST_PAUSE:
        yield Gap(Lack.LOOK_AGAIN_LATE)


def _meanwhile(facts: PausingFacts) -> Iterator[Gap]:
    if not facts.goes_on.strip():
        yield Gap(Lack.NOTHING_GOES_ON)
    if not facts.cases_contact.strip():
        yield Gap(Lack.NO_CASES_CONTACT)
