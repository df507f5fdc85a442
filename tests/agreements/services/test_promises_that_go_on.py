"""Promises that stand in the next version, or in the agreement that continues."""

from dataclasses import replace
from datetime import date

import pytest

from agreements.choices import InstanceState, RhythmKind
from agreements.models import Agreement, CommitmentInstance
from agreements.services.commitments import report_outcome
from agreements.services.confirming import agree, ask_other_side
from tests.agreements.table import (
    TERMS,
    changed,
    gift,
    make_agreement,
    raised,
    ready,
    signed,
    transformed,
)
from tests.cast import NOW

PAST, AHEAD = date(2026, 11, 15), date(2027, 4, 30)


@pytest.fixture
def promised(cast):
    """An agreement in which the partner promises a report for one day."""
    ready(cast)

    def make(due_on: date) -> Agreement:
        report = replace(TERMS.promises[1], due_on=due_on)
        return make_agreement(
            cast, replace(TERMS, promises=(TERMS.promises[0], report))
        )

    return make


def due_dates() -> list[tuple[int, str, str]]:
    """Version, day and state of each due date, in the order they were written."""
    found = CommitmentInstance.objects.order_by("pk")
    return [
        (each.commitment.version.number, str(each.due_on), each.state) for each in found
    ]


def keep(cast) -> None:
    report_outcome(
        actor=cast.actor("amina"),
        now=NOW,
        instance=CommitmentInstance.objects.get(),
        outcome=InstanceState.KEPT,
        evidence="It came by mail",
    )


@pytest.mark.parametrize("due_on", [PAST, AHEAD])
def test_what_was_kept_is_not_asked_for_again(cast, promised, due_on) -> None:
    agreement = promised(due_on)
    keep(cast)

    signed(cast, raised(cast, agreement))

    assert due_dates() == [(1, str(due_on), "KEPT")]


def test_what_was_due_before_the_new_version_is_counted_once(cast, promised) -> None:
    agreement = promised(PAST)

    signed(cast, raised(cast, agreement))

    assert due_dates() == [(1, str(PAST), "NOT_DUE")]


def test_what_both_sides_released_does_not_come_back(cast, promised) -> None:
    agreement = promised(AHEAD)
    asked = ask_other_side(
        actor=cast.actor("amina"),
        now=NOW,
        instance=CommitmentInstance.objects.get(),
        outcome=InstanceState.RELEASED,
        note="The audit is done by the ministry",
    )
    agree(actor=gift(cast), now=NOW, instance=asked)

    signed(cast, raised(cast, agreement))

    assert due_dates() == [(1, str(AHEAD), "RELEASED")]


def test_another_promise_for_a_day_ahead_is_asked_for(cast, promised) -> None:
    agreement = promised(AHEAD)
    keep(cast)
    other = "Report, and show it to the village"

    signed(
        cast,
        raised(cast, agreement),
        lambda terms: replace(
            changed(terms),
            promises=(terms.promises[0], replace(terms.promises[1], text=other)),
        ),
    )

    assert due_dates() == [(1, str(AHEAD), "KEPT"), (2, str(AHEAD), "NOT_DUE")]


def test_promises_go_on_in_the_agreement_that_continues(cast, promised) -> None:
    agreement = promised(AHEAD)
    before = CommitmentInstance.objects.get()

    version = transformed(cast, agreement)

    now_due = CommitmentInstance.objects.get()
    assert now_due.pk == before.pk
    assert now_due.commitment.version == version


def test_a_rhythm_keeps_its_days_in_the_agreement_that_continues(cast) -> None:
    ready(cast)
    months = replace(
        TERMS.promises[1],
        due_on=None,
        rhythm_kind=RhythmKind.QUARTERLY,
    )
    agreement = make_agreement(
        cast, replace(TERMS, promises=(TERMS.promises[0], months))
    )

    version = transformed(cast, agreement)

    found = CommitmentInstance.objects.filter(commitment__version=version)
    assert found.earliest("due_on").due_on == date(2027, 1, 1)
