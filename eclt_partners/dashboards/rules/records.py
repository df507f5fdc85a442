"""What did both sides of a partnership agree, promise, aim for and find after the end?

Everything here comes from signed versions, confirmed reports and recorded levels; no
single answer and no note of one side is among it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agreements.choices import InstanceState, Phase, VersionKind, VersionOrigin
from agreements.rules.parts import Target
from agreements.rules.phases import phase_of
from eclt_partners.dashboards.rules.results import ResultRow
from eclt_partners.dashboards.rules.wishes import WishRow
from partners.choices import CapacityDomain, CheckState, OwnerSide, PartnerKind, Side
from partners.rules.capacity import GoalReading
from partners.rules.sustained import CheckItem


@dataclass(frozen=True, slots=True)
class DatedRow:
    """A promise or an action with its day: whose it is, what, by when."""

    subject_id: int
    side: OwnerSide
    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One signed or registered version of an agreement.

    Attributes:
        agreed_on: the day of the last signature, in the country's zone.
        amount: all money of all years, in `currency`.
        rate: units of `currency` for one unit of `reporting_currency`.
        held_to: its last day, or that of its partnership's end before; None: the
            last day.
    """

    number: int
    kind: VersionKind
    origin: VersionOrigin
    agreed_on: date
    effective_from: date
    effective_to: date
    amount: Decimal
    currency: str
    reporting_amount: Decimal
    reporting_currency: str
    rate: Decimal
    rate_on: date
    summary: str = ""
    places: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    held_to: date | None = None


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement with all its versions, oldest first, wishes and results.

    Attributes:
        continues: it came of a wish to change another agreement, and continues that;
            the wish stands here.
        continued_on: first day of the agreement that continues this one; from then on
            no version of this one is in force.
    """

    id: int
    number: str
    title: str
    kinds: tuple[PartnerKind, ...] = ()
    party_ids: tuple[int, ...] = ()
    versions: tuple[VersionRow, ...] = ()
    wishes: tuple[WishRow, ...] = ()
    serves_children: bool = True
    results: tuple[ResultRow, ...] = ()
    continues: bool = False
    continued_on: date | None = None


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One due date of a promise; a report counts once `is_confirmed` (methods E5).

    Nobody waits for it since `stopped_on`, when its partnership ended.
    """

    id: int
    side: OwnerSide
    text: str
    due_on: date
    state: InstanceState
    is_confirmed: bool = False
    stopped_on: date | None = None

    def is_late(self, today: date) -> bool:
        """True when its day is over, or was on the last day, and its owner is silent."""
        sure, until = self.is_confirmed, min(today, self.stopped_on or today)
        phase = phase_of(self.state, self.due_on, until, is_confirmed=sure)
        return phase == Phase.OVERDUE


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A field in which one organisation wants to grow; party "" is the foundation."""

    id: int
    side: Side
    party: str
    domain: CapacityDomain
    reading: GoalReading
    target_on: date


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check 6, 12 or 24 months after an end; items leave out what was to stop."""

    id: int
    ended_on: date
    month: int
    due_on: date
    state: CheckState
    items: tuple[CheckItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What is written down about one partnership besides its reviews.

    Attributes:
        kinds: of the partners that are parties today, each once.
    """

    agreements: tuple[AgreementRow, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    kinds: tuple[PartnerKind, ...] = ()


NOTHING_RECORDED = Record()
