"""What does a version say? The whole text of a deal as one pure value.

A proposal carries these terms while both sides still write; a version carries the
terms that both have signed. `to_json` and `from_json` are each other's inverse, and
`canonical` is the one text that is hashed, accepted and signed (rulings 13, trust 2.2).
People are referred to by keys like "contact:7", never by name (rulings 11).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from agreements.choices import ClauseKind, CommitmentKind
from partners.choices import OwnerSide


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest numbered part of an agreement.

    Attributes:
        key: stays the same over all versions, however the clause is moved or worded.
        kind: what the clause is there for; some kinds may not go (methods E1).
        heading: its title.
        text: plain text; paragraphs are separated by an empty line.
        is_locked: protected from changes that make it weaker.
    """

    key: str
    kind: ClauseKind
    heading: str
    text: str
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Money for one purpose in one calendar year, in the currency of the terms."""

    key: str
    label: str
    year: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """Something countable that both want to reach: children, committees, schools.

    Attributes:
        key: stays the same over all versions.
        text: what is counted.
        quantity: how many.
        by_on: until when, or None for the whole time.
    """

    key: str
    text: str
    quantity: int
    by_on: date | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment of one side (methods E5).

    Attributes:
        code: F1, P2, B1; stays the same over all versions.
        side: who promises.
        party_id: which party of a coalition; None when there is only one.
        rhythm: how often, in words; "" for a single day.
        amount: in the currency of the terms, or None.
    """

    code: str
    side: OwnerSide
    kind: CommitmentKind
    text: str
    due_on: date | None = None
    rhythm: str = ""
    amount: Decimal | None = None
    party_id: int | None = None


@dataclass(frozen=True, slots=True)
class WorkingRules:
    """The numbers behind the clauses on taking stock and on changing (gate G2).

    Attributes:
        take_stock_months: months between two reviews at most.
        first_review_months: months from the start to the first review at most.
        answer_days: days that the other side may take to answer a wish to change.
    """

    take_stock_months: int | None = None
    first_review_months: int | None = None
    answer_days: int | None = None


@dataclass(frozen=True, slots=True)
class TalkPath:
    """Whom to call when something is hard to say: a person a side and one above.

    Each is an actor key ("user:3", "contact:7") or "" when nobody is named yet.
    """

    foundation_person: str = ""
    foundation_above: str = ""
    partner_person: str = ""
    partner_above: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that both sides agree in one version (methods E4).

    Attributes:
        title: of the agreement in this version.
        language: code of the language the text is written in.
        governing_note: which language decides when texts differ; may be empty.
        effective_from: first day.
        effective_to: last day, included.
        currency: ISO code of all amounts.
        rate: units of `currency` for one unit of the reporting currency.
        rate_on: the day of that rate.
        clauses: in their order.
        lines: the budget, by purpose and year.
        targets: what both want to reach.
        places: districts and villages, in their order.
        promises: of both sides.
        principles: at most seven guiding sentences (methods E6).
        rules: numbers of the take-stock and room-to-change clauses.
        talk_path: the honest-talk path.
    """

    title: str
    language: str
    effective_from: date
    effective_to: date
    currency: str
    rate: Decimal
    rate_on: date
    governing_note: str = ""
    clauses: tuple[Clause, ...] = ()
    lines: tuple[BudgetLine, ...] = ()
    targets: tuple[Target, ...] = ()
    places: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    principles: tuple[str, ...] = ()
    rules: WorkingRules = WorkingRules()
    talk_path: TalkPath = TalkPath()

    @property
    def total(self) -> Decimal:
        """All money of all years, in `currency`."""
        return sum((line.amount for line in self.lines), Decimal(0))

    def by_year(self) -> dict[int, Decimal]:
        """Return the money of each year, oldest first."""
        years: dict[int, Decimal] = {}
        for line in self.lines:
            years[line.year] = years.get(line.year, Decimal(0)) + line.amount
        return dict(sorted(years.items()))


def clause_of_kind(terms: Terms, kind: ClauseKind) -> Clause | None:
    """Return the first clause of a kind, or None."""
    return next((clause for clause in terms.clauses if clause.kind == kind), None)


def promises_of(terms: Terms, side: OwnerSide) -> tuple[Promise, ...]:
    """Return the promises of one side, or of both together."""
    return tuple(promise for promise in terms.promises if promise.side == side)


JsonTerms = Mapping[str, Any]
