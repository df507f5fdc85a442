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

from agreements.choices import ClauseKind
from agreements.rules.parts import (
    NO_PATH,
    NO_RULES,
    BudgetLine,
    Clause,
    Promise,
    TalkPath,
    Target,
    WorkingRules,
)
from partners.choices import OwnerSide

__all__ = [
    "BudgetLine",
    "Clause",
    "JsonTerms",
    "Promise",
    "TalkPath",
    "Target",
    "Terms",
    "WorkingRules",
    "clause_of_kind",
    "promises_of",
]


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
    rules: WorkingRules = NO_RULES
    talk_path: TalkPath = NO_PATH

    @property
    def total(self) -> Decimal:
        """All money of all years, in `currency`."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def named_in_promises(self) -> frozenset[str]:
        """Keys of the people who look after promises or confirm them."""
        keys = ({each.owner_key, each.confirmer_key} for each in self.promises)
        return frozenset().union(*keys) - {""}

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
