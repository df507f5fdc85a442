"""May a partnership end before its time (gate G7, methods A3)?"""

from collections.abc import Iterator
from dataclasses import dataclass

from eclt_partners.lifecycle.rules.lines import Gap, GateLine, Lack, line
from partners.choices import Side


@dataclass(frozen=True, slots=True)
class EndingFacts:
    """What gate G7 asks for.

    Attributes:
        category: why, as one of the kinds of reasons; "" when not said.
        has_notice: the notice is filed as a document.
        children_plan: what happens to children and families already supported.
        invited: the sides invited to a closing talk.
        has_contact: a person of the partner is named for the check after six months.
    """

    category: str = ""
    has_notice: bool = False
    children_plan: str = ""
    invited: frozenset[Side] = frozenset()
    has_contact: bool = False


def gate_g7(facts: EndingFacts) -> tuple[GateLine, ...]:
    """Return the lines B1 to B5, with what each misses."""
    return (
        line("B1", _unless(facts.category, Lack.NO_CATEGORY)),
        line("B2", _unless(facts.has_notice, Lack.NO_NOTICE)),
        line("B3", _unless(facts.children_plan.strip(), Lack.NO_CHILDREN_PLAN)),
        line("B4", _closing_talk(facts)),
        line("B5", _unless(facts.has_contact, Lack.NO_CHECK_CONTACT)),
    )


def _unless(given: str | bool, lack: Lack) -> Iterator[Gap]:  # noqa: FBT001 - truth
    if not given:
        yield Gap(lack)


def _closing_talk(facts: EndingFacts) -> Iterator[Gap]:
    for side in Side:
        if side not in facts.invited:
            yield Gap(Lack.NOT_INVITED_TO_TALK, side)
