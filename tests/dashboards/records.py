"""What is written down about partnerships, for the pure rules of dashboards."""

from datetime import date
from decimal import Decimal

from agreements.choices import (
    InstanceState,
    RenegotiationState,
    VersionKind,
    VersionOrigin,
)
from eclt_partners.dashboards.rules.records import (
    AgreementRow,
    CheckRow,
    GoalRow,
    PromiseRow,
    Record,
    VersionRow,
)
from eclt_partners.dashboards.rules.results import ResultRow
from eclt_partners.dashboards.rules.wishes import WishRow
from partners.choices import CapacityDomain, CheckState, OwnerSide, PartnerKind, Side
from partners.rules.capacity import GoalReading
from partners.rules.months import add_months
from partners.rules.sustained import CheckItem
from tests.dashboards.rows import a_row

SIGNED_ON = date(2025, 6, 1)
STARTS, ENDS = date(2025, 7, 1), date(2027, 12, 31)


def a_version(number=2, *, agreed_on=SIGNED_ON, starts=STARTS, ends=ENDS, **fields):
    values = {
        "kind": VersionKind.ORIGINAL if number == 1 else VersionKind.AMENDMENT,
        "origin": VersionOrigin.SIGNED_HERE,
        "amount": Decimal("1734000.00"),
        "currency": "MWK",
        "reporting_amount": Decimal("1000.00"),
        "reporting_currency": "USD",
        "rate": Decimal("1734.000000"),
        "rate_on": agreed_on,
        **fields,
    }
    return VersionRow(
        number=number,
        agreed_on=agreed_on,
        effective_from=starts,
        effective_to=ends,
        **values,
    )


def a_first(**fields):
    """Version 1, in force until the usual second one begins."""
    return a_version(
        1, agreed_on=date(2024, 1, 1), starts=date(2024, 1, 1), ends=ENDS, **fields
    )


def a_wish(state=RenegotiationState.SIGNED, *, side=Side.FOUNDATION, **fields):
    values = {
        "id": 5,
        "party": "" if side == Side.FOUNDATION else "Nyali",
        "raised_on": date(2025, 4, 28),
        **fields,
    }
    return WishRow(state=state, side=side, **values)


def an_agreement(
    *versions,
    wishes=(),
    parties=(1,),
    kinds=(PartnerKind.LOCAL_NGO,),
    results=(),
    **fields,
):
    return AgreementRow(
        **{"id": 3, "number": "MW-01/2024", "title": "Schools", **fields},
        kinds=kinds,
        party_ids=parties,
        versions=versions,
        wishes=tuple(wishes),
        results=tuple(results),
    )


def a_result(withdrawn=40, prevented=100, protected=0, spending="1734000", **fields):
    """A result of the first half of 2026: 140 children for 1000 dollars."""
    values = {
        "id": 1,
        "from_on": date(2026, 1, 1),
        "to_on": date(2026, 6, 30),
        "currency": "MWK",
        "rate": Decimal("1734.000000"),
        "reporting_currency": "USD",
        **fields,
    }
    return ResultRow(
        withdrawn=withdrawn,
        prevented=prevented,
        protected=protected,
        spending=None if spending is None else Decimal(spending),
        **values,
    )


def a_promise(
    state=InstanceState.KEPT,
    side=OwnerSide.FOUNDATION,
    *,
    due_on=date(2026, 10, 1),
    sure=True,
    text="Pay in 15 days",
    number=1,
):
    return PromiseRow(number, side, text, due_on, state, sure)


def a_goal(
    start, target, now, *, side=Side.PARTNER, domain=CapacityDomain.C3, party="Nyali"
):
    return GoalRow(
        id=1,
        side=side,
        party=party if side == Side.PARTNER else "",
        domain=domain,
        reading=GoalReading(start, target, now),
        target_on=date(2027, 6, 30),
    )


def a_check(
    month,
    items=(),
    *,
    ended_on=date(2025, 9, 30),
    state=CheckState.DONE,
    number=1,
):
    return CheckRow(
        id=number,
        ended_on=ended_on,
        month=month,
        due_on=add_months(ended_on, month),
        state=state,
        items=tuple(CheckItem(importance, value) for importance, value in items),
    )


def recorded(
    code="MW-01", *, party_count=1, scores=(), pulses=(), stage=None, **fields
):
    """A partnership of which these things are written down."""
    more = {} if stage is None else {"stage": stage}
    return a_row(
        code,
        party_count=party_count,
        scores=tuple(scores),
        pulses=tuple(pulses),
        record=Record(**{name: tuple(rows) for name, rows in fields.items()}),
        **more,
    )
