"""What does it cost to reach one child, and what may be said of it over a country?

Cost is direct spending divided by children newly reached, of results that know both.
Over the country there is a quotient only from 5 partnerships on (rulings 10); below
that, the two sums stand beside each other, with the range of the agreements.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from eclt_partners.dashboards.rules.averages import AVERAGE_MIN_N
from eclt_partners.dashboards.rules.records import AgreementRow
from eclt_partners.dashboards.rules.results import ResultRow
from eclt_partners.dashboards.rules.rows import PartnershipRow
from partners.rules.rounding import half_up

RANGE_MIN_N: Final = 2


@dataclass(frozen=True)
class Spent:
    """The results of one agreement in one currency that ended in the period."""

    row: PartnershipRow
    agreement: AgreementRow
    results: Sequence[ResultRow]

    @cached_property
    def whole(self) -> list[ResultRow]:
        """Those that know their spending and all their children."""
        return [each for each in self.results if each.is_whole]

    @property
    def children(self) -> int:
        """Children of the whole results."""
        return sum(each.children or 0 for each in self.whole)

    @cached_property
    def spent(self) -> list[ResultRow]:
        """Those that know their spending, whether or not they know their children."""
        return [each for each in self.results if each.spending is not None]

    @property
    def spending(self) -> Decimal:
        """All spending that is known, in the currency of the agreement."""
        return sum((each.spending or Decimal(0) for each in self.spent), Decimal(0))

    @property
    def reported(self) -> Fraction:
        """The same in the reporting currency, exact."""
        return sum((each.reporting_spending for each in self.spent), Fraction(0))

    @property
    def divided(self) -> Fraction:
        """Spending of the whole results in the reporting currency, exact."""
        return sum((each.reporting_spending for each in self.whole), Fraction(0))

    @property
    def left_out(self) -> int:
        """How many results are not divided: they do not know both."""
        return len(self.results) - len(self.whole)

    @property
    def cost(self) -> Fraction | None:
        """Reporting currency for one child; None when nothing can be divided."""
        return self.divided / self.children if self.children else None

    @property
    def why(self) -> str | None:
        """Why there is no cost, by code; None when there is one."""
        if self.whole:
            return None if self.children else "no_child"
        if any(each.children is None for each in self.results):
            return "not_counted"
        return "no_spending"


def costs(groups: Iterable[Spent]) -> list[dict[str, Any]]:
    """Return the sums of each reporting currency, and what may be said of them.

    Returns:
        `currency`, `spending` and `children` (of results that know both),
        `left_out_count` (the other results), `partnership_count`, `lowest` and `highest`
        (of agreements, at least two with a cost) and `mean` (from 5 partnerships on).
    """
    found: dict[str, list[Spent]] = defaultdict(list)
    left_out: dict[str, int] = defaultdict(int)
    for group in groups:
        currency = group.results[0].reporting_currency
        left_out[currency] += group.left_out
        if group.whole:
            found[currency].append(group)
    return [
        {**_cost(currency, found[currency]), "left_out_count": left_out[currency]}
        for currency in sorted(found)
    ]


def _cost(currency: str, groups: Sequence[Spent]) -> dict[str, Any]:
    spent = sum((each.divided for each in groups), Fraction(0))
    children = sum(each.children for each in groups)
    known = [each.cost for each in groups if each.cost is not None]
    has_range = len(known) >= RANGE_MIN_N
    partnerships = len({each.row.id for each in groups})
    has_mean = partnerships >= AVERAGE_MIN_N and children > 0
    return {
        "currency": currency,
        "spending": money_text(spent),
        "children": children,
        "partnership_count": partnerships,
        "lowest": money_text(min(known)) if has_range else None,
        "highest": money_text(max(known)) if has_range else None,
        "mean": money_text(spent / children) if has_mean else None,
    }


def money_text(amount: Fraction | Decimal) -> str:
    """Write an amount for JSON, to the cent, half up."""
    return str(half_up(Fraction(amount), 2))
