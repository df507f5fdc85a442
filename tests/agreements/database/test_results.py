"""What the database itself holds true of results, whoever writes them."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from agreements.models import PeriodResult, ResultPeriod
from eclt_partners.common.migrations_sql import APP_ROLE
from tests.agreements.drafts import register
from tests.agreements.results import recorded, with_targets
from tests.cast import NOW


@pytest.fixture
def row(cast, now):
    """A result that stands."""
    return recorded(cast, now, with_targets(cast))


def _twin(row, **changes):
    """Another row of the same agreement, for October."""
    fields = {
        "agreement": row.agreement,
        "version": row.version,
        "currency": row.currency,
        "from_on": date(2026, 10, 1),
        "to_on": date(2026, 10, 31),
        "withdrawn": 3,
        "evidence": "Register",
        "recorded_at": row.recorded_at,
        "recorded_by": row.recorded_by,
        "client_key": uuid4(),
        **changes,
    }
    return PeriodResult.objects.create(**fields)


REFUSED = {
    "an end before the start": {"to_on": date(2026, 9, 30)},
    "days that another result has": {"from_on": date(2026, 9, 30)},
    "more than a year": {
        "to_on": date(2027, 10, 2),
        "recorded_at": NOW + timedelta(days=700),
    },
    "days to come": {"to_on": date(2026, 12, 1)},
    "days before the agreement": {
        "from_on": date(2025, 12, 1),
        "to_on": date(2026, 1, 31),
    },
    "fewer than no children": {"withdrawn": -1},
    "negative spending": {"spending": Decimal("-0.01")},
    "another currency": {"currency": "USD"},
    "no number at all": {"withdrawn": None},
    "no evidence": {"evidence": ""},
    "a reason without a correction": {"reason": "Wrong"},
    "taking back nothing": {"is_taken_back": True, "withdrawn": None},
    "a note without its tick": {"double_note": "Two clubs"},
    "a target that was not agreed": {"reached": {"wells": 3}},
    "a target below zero": {"reached": {"clubs": -3}},
    "half a club": {"reached": {"clubs": 2.5}},
    "a target in words": {"reached": {"clubs": "many"}},
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(row, what) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _twin(row, **REFUSED[what])
    assert connection.settings_dict["USER"] == APP_ROLE
    assert PeriodResult.objects.count() == 1


def test_the_same_row_without_a_fault_is_taken(row) -> None:
    assert _twin(row, reached={"clubs": 3}).period.during.upper == date(2026, 11, 1)


def test_the_money_of_another_agreement_is_refused(cast, now, row) -> None:
    other = register(cast, now, title="Clubs", number="MW-01/X").versions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        _twin(row, version=other)


def test_a_correction_has_a_reason_and_its_own_agreement(cast, now, row) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _twin(row, replaces=row)
    other = register(cast, now, title="Clubs", number="MW-01/X")
    with pytest.raises(IntegrityError), transaction.atomic():
        _twin(
            row,
            agreement=other,
            version=other.versions.get(),
            replaces=row,
            reason="Wrong",
        )


def test_one_row_is_corrected_once_and_what_is_replaced_stands_no_more(row) -> None:
    _twin(row, replaces=row, reason="October")
    assert not ResultPeriod.objects.filter(result=row).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        _twin(row, replaces=row, reason="Again")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE agreements_periodresult SET withdrawn = 1",
        "DELETE FROM agreements_periodresult",
        "TRUNCATE agreements_periodresult CASCADE",
        "UPDATE agreements_resultperiod SET during = '[2020-01-01,2020-02-01)'",
        "DELETE FROM agreements_resultperiod",
    ],
)
def test_nothing_that_was_recorded_can_be_changed(row, change) -> None:
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    row.refresh_from_db()
    assert row.withdrawn == 40
