"""How many children did the agreements reach in twelve months, at what direct cost?

A result counts in the year in which its period ended, with all its numbers. Agreements
without services for children are never divided (methods G), and nothing is ordered by
cost. Since one child may stand in two agreements, sums may count it twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from agreements.rules.results import WAYS
from eclt_partners.dashboards.rules.cost import Spent, costs, money_text
from eclt_partners.dashboards.rules.records import AgreementRow
from eclt_partners.dashboards.rules.results import ResultRow
from eclt_partners.dashboards.rules.rows import PartnershipRow, iso, named
from partners.rules.months import add_months

PERIOD_MONTHS: Final = 12

Days = tuple[date, date]


def children_and_cost(rows: Sequence[PartnershipRow], as_of: date) -> dict[str, Any]:
    """Return children, spending and cost of the last twelve months, by code.

    Returns:
        `from_on` and `to_on`, `ways` (children, and how many results did not count
        them), `costs` (`rules.cost`), `lines` (by agreement and currency) with
        `lines_count` and `agreement_count`, `double_count` (agreements in which a child
        may count twice), `excluded` (named with why) and `excluded_count`.
    """
    days = (add_months(as_of, -PERIOD_MONTHS) + timedelta(days=1), as_of)
    groups = [
        Spent(row, agreement, results)
        for row, agreement in _deals(rows)
        if agreement.serves_children
        for results in _by_money(agreement, days)
    ]
    counted = [each for group in groups for each in group.results]
    lines = [_line(group) for group in groups]
    excluded = list(_excluded(rows, days))
    return {
        "from_on": iso(days[0]),
        "to_on": iso(days[1]),
        "ways": [{"way": way, **_counted(counted, way)} for way in WAYS],
        "costs": costs(groups),
        "lines": lines,
        "lines_count": len(lines),
        "agreement_count": len({line["agreement_id"] for line in lines}),
        "double_count": len(
            {line["agreement_id"] for line in lines if line["may_double"]}
        ),
        "excluded": excluded,
        "excluded_count": len(excluded),
    }


def _deals(
    rows: Iterable[PartnershipRow],
) -> Iterator[tuple[PartnershipRow, AgreementRow]]:
    return ((row, each) for row in rows for each in row.record.agreements)


def _in_period(agreement: AgreementRow, days: Days) -> list[ResultRow]:
    return [each for each in agreement.results if days[0] <= each.to_on <= days[1]]


def _by_money(agreement: AgreementRow, days: Days) -> Iterable[list[ResultRow]]:
    """Return the results of the period, apart for each currency."""
    found: dict[tuple[str, str], list[ResultRow]] = defaultdict(list)
    for each in _in_period(agreement, days):
        found[each.currency, each.reporting_currency].append(each)
    return found.values()


def _counted(results: Iterable[ResultRow], way: str) -> dict[str, int | None]:
    counts = [getattr(each, way) for each in results]
    known = [count for count in counts if count is not None]
    return {
        "count": sum(known) if known else None,
        "without_count": len(counts) - len(known),
    }


def _line(group: Spent) -> dict[str, Any]:
    results, is_spent, cost = group.results, bool(group.spent), group.cost
    return {
        **named(group.row),
        "agreement_id": group.agreement.id,
        "number": group.agreement.number,
        "from_on": iso(min(each.from_on for each in results)),
        "to_on": iso(max(each.to_on for each in results)),
        **{way: _counted(results, way)["count"] for way in WAYS},
        "spending": money_text(group.spending) if is_spent else None,
        "unspent_count": len(results) - len(group.spent),
        "currency": results[0].currency,
        "reported": money_text(group.reported) if is_spent else None,
        "reporting_currency": results[0].reporting_currency,
        "cost": None if cost is None else money_text(cost),
        "cost_children": group.children if group.whole else None,
        "cost_spending": money_text(group.divided) if group.whole else None,
        "why": group.why,
        "left_out_count": group.left_out,
        "may_double": any(each.may_double_count for each in results),
    }


def _excluded(rows: Iterable[PartnershipRow], days: Days) -> Iterator[dict[str, Any]]:
    """Return the agreements of the period that no number is of, each with why."""
    for row, agreement in _deals(rows):
        has_results = bool(_in_period(agreement, days))
        is_of_period = has_results or any(
            each.effective_from <= days[1] and each.effective_to >= days[0]
            for each in agreement.versions
        )
        if is_of_period and not (agreement.serves_children and has_results):
            yield {
                **named(row),
                "agreement_id": agreement.id,
                "number": agreement.number,
                "why": "no_results" if agreement.serves_children else "no_services",
            }
