"""The due dates of a version come from its rhythms."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agreements.choices import RhythmKind
from agreements.models import Commitment, CommitmentInstance
from agreements.services.agreements import register_version
from agreements.services.instances import write_instances
from eclt_partners.common.errors import InvalidInput
from tests.agreements.drafts import NEXT, PAY, REPORT, register

QUARTERS = replace(REPORT, due_on=None, rhythm_kind=RhythmKind.QUARTERLY)


def days(code: str = "P1", version: int = 1) -> list[date]:
    found = CommitmentInstance.objects.filter(
        commitment__code=code, commitment__version__number=version
    )
    return [each.due_on for each in found.order_by("due_on")]


def next_version(cast, now, agreement, *promises) -> None:
    register_version(
        actor=cast.actor("amina"),
        now=now,
        agreement=agreement,
        base_number=1,
        fields=NEXT,
        promises=list(promises),
    )


def test_a_rhythm_gives_due_dates_for_the_whole_time(cast, now) -> None:
    register(cast, now, promises=[PAY, QUARTERS])

    assert len(days()) == 8
    assert (days()[0], days()[-1]) == (date(2026, 4, 1), date(2027, 12, 31))
    assert days("F1") == [date(2026, 10, 1)]


def test_a_date_beside_a_rhythm_is_its_first_time(cast, now) -> None:
    first = replace(QUARTERS, due_on=date(2027, 1, 31))
    register(cast, now, promises=[PAY, first])

    assert days() == [
        date(2027, m, d) for m, d in [(1, 31), (4, 30), (7, 31), (10, 31)]
    ]


def test_words_and_requests_have_no_due_date(cast, now) -> None:
    words = replace(REPORT, due_on=None, rhythm="when the rains come")
    request = replace(PAY, rhythm_kind="AFTER_REQUEST", rhythm_number=15, due_on=None)
    register(cast, now, promises=[request, words])

    assert not CommitmentInstance.objects.exists()
    assert Commitment.objects.get(code="F1").how_often == (
        "Within 15 working days of each request"
    )
    assert Commitment.objects.get(code="P1").how_often == "when the rains come"


def test_writing_the_due_dates_again_writes_nothing(cast, now) -> None:
    agreement = register(cast, now, promises=[PAY, QUARTERS])
    version, before = agreement.versions.get(), CommitmentInstance.objects.count()

    write_instances(version, version.commitments.all())

    assert CommitmentInstance.objects.count() == before


@pytest.mark.parametrize(("kind", "number"), [("MONTHS", None), ("QUARTERLY", 3)])
def test_a_rhythm_without_its_number_is_refused(cast, now, kind, number) -> None:
    wrong = replace(QUARTERS, rhythm_kind=kind, rhythm_number=number)

    with pytest.raises(InvalidInput):
        register(cast, now, promises=[PAY, wrong])


def test_nobody_makes_hundreds_of_due_dates(cast, now) -> None:
    weekly = replace(QUARTERS, rhythm_kind="WEEKS", rhythm_number=1)

    with pytest.raises(InvalidInput):
        register(cast, now, promises=[PAY, weekly], effective_to=date(2029, 12, 31))


def test_a_promise_that_goes_on_keeps_its_days(cast, now) -> None:
    agreement = register(cast, now, promises=[PAY, QUARTERS])
    goes_on = replace(QUARTERS, code="P1")
    next_version(cast, now, agreement, PAY, goes_on)

    assert Commitment.objects.latest("pk").rhythm_from == date(2026, 1, 1)
    assert days(version=2)[:2] == [date(2026, 7, 1), date(2026, 10, 1)]
    assert days(version=1) == [date(2026, 4, 1)]
    assert not CommitmentInstance.objects.filter(
        commitment__code="P1", state="RELEASED"
    ).exists()


def test_another_rhythm_begins_with_its_version(cast, now) -> None:
    agreement = register(cast, now, promises=[PAY, QUARTERS])
    yearly = replace(QUARTERS, code="P1", rhythm_kind="YEARLY")
    next_version(cast, now, agreement, PAY, yearly)

    assert days(version=2) == [date(2027, 7, 1)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"rhythm_kind": "MONTHS", "rhythm_from": date(2026, 1, 1)},
        {"rhythm_kind": "QUARTERLY"},
        {"rhythm_number": 3},
        {"owner_key": "Amina"},
        {"due_on": None},
    ],
)
def test_the_database_refuses_half_a_rhythm_and_names(cast, now, wrong) -> None:
    version = register(cast, now).versions.get()
    whole = {"due_on": date(2026, 5, 1), **wrong}

    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.create(
            version=version, code="X1", side="PARTNER", kind="PAY", text="x", **whole
        )
