"""Which kinds of partner do we work with, and what money is agreed in force?

Amounts are those of the version in force on the day, for its whole time. They are added
up in the reporting currency only, at the rate that each version was signed with.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from agreements.rules.force import EffectiveRange, closed_by, version_in_force
from eclt_partners.dashboards.rules.recent import came_on, is_recent
from eclt_partners.dashboards.rules.records import AgreementRow, VersionRow
from eclt_partners.dashboards.rules.rows import PartnershipRow, iso, named
from partners.choices import PartnerKind
from partners.rules.rounding import half_up

# Several kinds in one agreement: nobody knows how its money is shared.
SEVERAL = "SEVERAL"
BAR_WIDTH = 100


def in_force(agreement: AgreementRow, as_of: date) -> VersionRow | None:
    """Return the version that is in force on a day, or None."""
    ranges = [
        EffectiveRange(row.number, row.effective_from, row.held_to or row.effective_to)
        for row in agreement.versions
    ]
    number = version_in_force(closed_by(ranges, agreement.continued_on), as_of)
    return next((each for each in agreement.versions if each.number == number), None)


def kinds_and_money(
    rows: Sequence[PartnershipRow], as_of: date, since: date | None = None
) -> dict[str, Any]:
    """Return the kinds of partner with their money, and each amount in force, by code.

    With `since`, of the money in force only what was agreed from that day on.

    Returns:
        `kinds` (running partnerships and money in force of each), `agreements` (in
        force, each in both currencies), `totals` by reporting currency, `running` and
        `without_count`: running partnerships without an agreement in force.
    """
    present = list(_in_force(rows, as_of))
    deals = [_deal(*each) for each in present if is_recent(came_on(each[2]), since)]
    running = [row for row in rows if row.is_reviewed]
    with_deal = {row.id for row, _agreement, _version in present}
    totals = _totals(deals)
    return {
        "kinds": _kinds(running, deals),
        "agreements": deals,
        "totals": _written(totals),
        "running": len(running),
        "without_count": sum(row.id not in with_deal for row in running),
    }


def _in_force(
    rows: Iterable[PartnershipRow], as_of: date
) -> Iterator[tuple[PartnershipRow, AgreementRow, VersionRow]]:
    for row in rows:
        for agreement in row.record.agreements:
            version = in_force(agreement, as_of)
            if version is not None:
                yield row, agreement, version


def _deal(
    row: PartnershipRow, agreement: AgreementRow, version: VersionRow
) -> dict[str, Any]:
    return {
        **named(row),
        "agreement_id": agreement.id,
        "number": agreement.number,
        "version": version.number,
        "kind": _kind(agreement.kinds),
        "amount": str(version.amount),
        "currency": version.currency,
        "reporting_amount": str(version.reporting_amount),
        "reporting_currency": version.reporting_currency,
        "rate": f"{version.rate.normalize():f}",
        "rate_on": iso(version.rate_on),
        "from_on": iso(version.effective_from),
        "to_on": iso(version.effective_to),
        "places": list(version.places),
    }


def _kind(kinds: Sequence[PartnerKind]) -> str:
    return kinds[0].value if len(set(kinds)) == 1 else SEVERAL


def _totals(deals: Iterable[dict[str, Any]]) -> dict[str, Decimal]:
    """Add up in the reporting currency; another one is a total of its own."""
    found: dict[str, Decimal] = {}
    for deal in deals:
        currency = deal["reporting_currency"]
        amount = Decimal(deal["reporting_amount"])
        found[currency] = found.get(currency, Decimal(0)) + amount
    return found


def _written(totals: dict[str, Decimal]) -> list[dict[str, str]]:
    return [
        {"currency": currency, "amount": str(totals[currency])}
        for currency in sorted(totals)
    ]


def _kinds(
    running: Iterable[PartnershipRow], deals: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return one small figure per kind that occurs, in the order of the kinds."""
    by_kind = [_kind(row.record.kinds) for row in running]
    found = []
    for kind in [*(each.value for each in PartnerKind), SEVERAL]:
        mine = [deal for deal in deals if deal["kind"] == kind]
        if kind in by_kind or mine:
            found.append(
                {
                    "kind": kind,
                    "count": by_kind.count(kind),
                    "deal_count": len(mine),
                    "totals": _written(_totals(mine)),
                }
            )
    _draw(found)
    return found


def _draw(kinds: Sequence[dict[str, Any]]) -> None:
    """Give each kind its bars: partnerships, and its share of each currency's money."""
    most = max((each["count"] for each in kinds), default=0) or 1
    biggest = max(
        (Decimal(total["amount"]) for each in kinds for total in each["totals"]),
        default=Decimal(0),
    ) or Decimal(1)
    for each in kinds:
        each["count_bar"] = _length(Fraction(each["count"], most))
        for total in each["totals"]:
            share = Fraction(Decimal(total["amount"])) / Fraction(biggest)
            total["bar"] = _length(share)


def _length(share: Fraction) -> float:
    return float(half_up(BAR_WIDTH * share, 1))
