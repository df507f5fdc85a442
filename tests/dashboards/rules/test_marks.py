"""Which facts of a partnership are kept to compare two days?"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from agreements.choices import InstanceState, VersionKind, VersionOrigin
from eclt_partners.dashboards.rules.marks import marks_of
from eclt_partners.dashboards.rules.records import (
    AgreementRow,
    PromiseRow,
    Record,
    VersionRow,
)
from eclt_partners.dashboards.rules.taken import Taken
from partners.choices import OwnerSide, Stage, Status
from tests.dashboards.rows import TODAY, a_row, a_standing


def _one(row, **taken):
    return marks_of([replace(row, taken=Taken(**taken))], TODAY)[0]


def _version(number, begins, ends):
    return VersionRow(
        number=number,
        kind=VersionKind.ORIGINAL,
        origin=VersionOrigin.SIGNED_HERE,
        agreed_on=begins,
        effective_from=begins,
        effective_to=ends,
        amount=Decimal(1),
        currency="USD",
        reporting_amount=Decimal(1),
        reporting_currency="USD",
        rate=Decimal(1),
        rate_on=begins,
    )


def test_every_fact_of_a_partnership_is_there():
    standing = a_standing(status=Status.AMBER, days_overdue=3, hri=Fraction(129, 2))
    row = a_row(standing=standing)
    assert _one(row, talks=2, reviews=1) == {
        "id": 1,
        "code": "MW-01",
        "name": "Partner MW-01",
        "stage": "ACTIVE",
        "status": "AMBER",
        "overdue": True,
        "talks": 2,
        "reviews": 1,
        "versions": {},
        "late": [],
        "kept": 0,
        "hri": 65,
    }


def test_partnerships_stand_by_code_whatever_their_order():
    rows = [a_row("MW-02"), a_row("MW-01")]
    assert [each["code"] for each in marks_of(rows, TODAY)] == ["MW-01", "MW-02"]


def test_an_ended_partnership_has_no_status_and_no_late_review():
    row = a_row(stage=Stage.CONCLUDED, standing=a_standing(days_overdue=90))
    found = _one(row)
    assert (found["status"], found["overdue"]) == (None, False)


def test_the_version_in_force_counts_not_the_newest():
    versions = (
        _version(1, date(2025, 1, 1), date(2027, 1, 1)),
        _version(2, TODAY + timedelta(days=1), date(2028, 1, 1)),
    )
    record = Record(agreements=(AgreementRow(7, "MW-01/2025", "", versions=versions),))
    assert _one(a_row(record=record))["versions"] == {"MW-01/2025": 1}


@pytest.mark.parametrize(
    ("state", "days", "confirmed", "late", "kept"),
    [
        (InstanceState.NOT_DUE, -1, False, [5], 0),
        (InstanceState.NOT_DUE, 0, False, [], 0),
        (InstanceState.KEPT, -1, True, [], 1),
        (InstanceState.KEPT_LATE, -1, True, [], 1),
        (InstanceState.KEPT, -1, False, [], 0),
        (InstanceState.NOT_KEPT, -1, True, [], 0),
    ],
)
def test_promises_are_late_or_surely_kept(state, days, confirmed, late, kept):
    due_on = TODAY + timedelta(days=days)
    promise = PromiseRow(5, OwnerSide.PARTNER, "Report", due_on, state, confirmed)
    found = _one(a_row(record=Record(promises=(promise,))))
    assert (found["late"], found["kept"]) == (late, kept)
