"""May both sides start to shape an agreement (gate G1, methods A3)?"""

from collections.abc import Iterator
from dataclasses import dataclass

from eclt_partners.lifecycle.rules.lines import Gap, GateLine, Lack, line
from partners.choices import Side


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """What gate G1 asks of one partner.

    Attributes:
        name: of the organisation.
        key: its id.
        has_kind: its kind is known.
        has_lead: a person who is still there leads on its side.
        is_registered: its registration is known.
        has_check: a safeguarding check was begun.
        has_conflict_word: it stated its conflicts of interest itself, or "none".
    """

    name: str
    has_kind: bool = True
    has_lead: bool = False
    is_registered: bool = False
    has_check: bool = False
    has_conflict_word: bool = False
    key: int = 0


@dataclass(frozen=True, slots=True)
class ShapingFacts:
    """What gate G1 asks for.

    Attributes:
        has_country: the country of the work is known.
        has_foundation_lead: a person who is still there leads on our side.
        parties: the partners; at least one.
        brings: the sides that wrote what they bring.
        hopes: the sides that wrote what they hope for.
        conflicts: the sides that stated their conflicts of interest, or "none".
        has_references: somebody was asked about the partner.
    """

    has_country: bool = True
    has_foundation_lead: bool = False
    parties: tuple[PartyFacts, ...] = ()
    brings: frozenset[Side] = frozenset()
    hopes: frozenset[Side] = frozenset()
    conflicts: frozenset[Side] = frozenset()
    has_references: bool = False


def gate_g1(facts: ShapingFacts) -> tuple[GateLine, ...]:
    """Return the lines B1 to B3 and W1, with what each misses."""
    return (
        line("B1", _who_and_where(facts)),
        line("B2", _brings_and_hopes(facts)),
        line("B3", _conflicts(facts)),
        line("W1", _checks_begun(facts)),
    )


def _who_and_where(facts: ShapingFacts) -> Iterator[Gap]:
    if not facts.has_country:
        yield Gap(Lack.NO_COUNTRY)
    if not facts.has_foundation_lead:
        yield Gap(Lack.NO_FOUNDATION_LEAD)
    for party in facts.parties:
        if not party.has_kind:
            yield Gap(Lack.NO_PARTNER_KIND, party.name, party.key)
        if not party.has_lead:
            yield Gap(Lack.NO_PARTNER_LEAD, party.name)


def _brings_and_hopes(facts: ShapingFacts) -> Iterator[Gap]:
    for side in Side:
        if side not in facts.brings:
            yield Gap(Lack.NOTHING_BROUGHT, side)
        if side not in facts.hopes:
            yield Gap(Lack.NOTHING_HOPED, side)


def _conflicts(facts: ShapingFacts) -> Iterator[Gap]:
    if Side.FOUNDATION not in facts.conflicts:
        yield Gap(Lack.NO_CONFLICT_WORD, Side.FOUNDATION)
    if Side.PARTNER in facts.conflicts:
        return
    silent = [each.name for each in facts.parties if not each.has_conflict_word]
    # Of a coalition, the page names who is still silent.
    about = silent if len(facts.parties) > 1 else [Side.PARTNER]
    yield from (Gap(Lack.NO_CONFLICT_WORD, each) for each in about)


def _checks_begun(facts: ShapingFacts) -> Iterator[Gap]:
    for party in facts.parties:
        if not party.is_registered:
            yield Gap(Lack.NO_REGISTRATION, party.name, party.key)
        if not party.has_check:
            yield Gap(Lack.NO_SAFEGUARDING_CHECK, party.name)
    if not facts.has_references:
        yield Gap(Lack.NO_REFERENCES)
