"""What does gate G2 have to know that does not stand in the terms?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from partners.choices import CheckOutcome, Fate, Horizon, Side
from partners.rules.handover import Pillar


@dataclass(frozen=True, slots=True)
class PlannedFunction:
    """One thing that should go on after the end, as far as it is planned.

    Attributes:
        name: what it is called.
        fate: continue, change or stop on purpose.
        described: the pillars that have a text or a reading.
        owner_name: the local owner; "" when there is none yet.
        owner_found_by: by when one is found.
    """

    name: str
    fate: Fate = Fate.CONTINUE
    described: frozenset[Pillar] = frozenset()
    owner_name: str = ""
    owner_found_by: date | None = None


@dataclass(frozen=True, slots=True)
class SafeguardingFacts:
    """The newest check of how a partner keeps children safe.

    Attributes:
        outcome: what it found; None when there was none.
        valid_until: the last day on which it counts.
        plan_open: a plan to grow stronger is agreed and not done yet.
        about: the name of the partner, in a coalition; None where there is one.
    """

    outcome: CheckOutcome | None = None
    valid_until: date | None = None
    plan_open: bool = False
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature.

    Attributes:
        side: for whom.
        party_id: which party of a coalition; None for the foundation or a sole partner.
        name: of the person; "" when it is not known.
        role: what this person is.
        signed_on: the day; None when it is not known.
        text_hash: of the text that this person signed.
    """

    side: Side
    name: str
    role: str
    signed_on: date | None
    text_hash: str
    party_id: int | None = None


@dataclass(frozen=True, slots=True)
class GateFacts:
    """Everything around a version that gate G2 asks for.

    Attributes:
        starts_on: first day of the agreement; for a later version that of the first.
        functions: the sustainability plan.
        goals_count: capacity goals with a baseline and a target.
        expected: for each side the horizons for which it wrote what it expects.
        doubted: the sides that wrote what they are unsure about.
        confirmed: the sides that confirmed all expectations.
        safeguarding: the newest check of each partner.
        integrity_open: a red flag on integrity is open.
        signatures: all that were given.
        party_ids: the parties of a coalition, of which each signs; empty for a sole
            partner.
        has_overhead_line: a budget line pays for overhead or core cost.
        partner_languages: codes of the languages in which the partner works.
        harvest_months: months, 1 to 12, of the main harvest.
    """

    starts_on: date
    functions: tuple[PlannedFunction, ...] = ()
    goals_count: int = 0
    expected: Mapping[Side, frozenset[Horizon]] = field(default_factory=dict)
    doubted: frozenset[Side] = frozenset()
    confirmed: frozenset[Side] = frozenset()
    safeguarding: tuple[SafeguardingFacts, ...] = (SafeguardingFacts(),)
    integrity_open: bool = False
    signatures: tuple[Signed, ...] = ()
    party_ids: frozenset[int] = frozenset()
    has_overhead_line: bool = False
    partner_languages: frozenset[str] = frozenset()
    harvest_months: frozenset[int] = frozenset()
