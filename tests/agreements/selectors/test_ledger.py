"""The ledger of promises: what it lists, in which order, for whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agreements.choices import InstanceState, Phase, PromiseStep
from agreements.ledger import (
    LedgerFilters,
    due_dates_seen,
    filtered,
    ledger_keeping,
    owners_named,
    partnerships_with_promises,
    people_for_promises,
)
from agreements.models import CommitmentInstance
from agreements.services.promise_reminders import plan_promise_reminders
from agreements.situations import ledger_rows, phase_on, promise_story, today_of
from partners.choices import OwnerSide, Side, Stage
from partners.models import Partnership, StageChange
from tests.agreements.drafts import PAY, REPORT, register
from tests.cast import TODAY
from tests.lifecycle.world import new_chapter

S = InstanceState
DAYS = (-30, -1, 0, 14, 15, 100)
CONFIRMED = {
    "state": S.KEPT,
    "reported_on": TODAY,
    "confirmation": "CONFIRMED",
    "confirmed_on": TODAY,
}


@pytest.fixture
def seen(cast, now):
    """Foundation's promises around today, one of the partner in each other phase."""
    ours = [replace(PAY, due_on=TODAY + timedelta(days=n)) for n in DAYS]
    theirs = [replace(REPORT, text=str(n)) for n in range(3)]
    register(cast, now, promises=[*ours, *theirs])
    change("P1", state=S.KEPT, reported_on=TODAY, reported_by="contact:1")
    change("P2", state=S.DISPUTED, objected_on=TODAY, objection="No")
    change("P3", **CONFIRMED)
    return due_dates_seen(cast.actor("amina"), now=now)


def change(code: str, **values) -> None:
    CommitmentInstance.objects.filter(commitment__code=code).update(**values)


def codes(rows) -> list[str]:
    return [row.commitment.code for row in rows]


def test_what_needs_somebody_comes_first_and_settled_is_left_out(seen) -> None:
    found = codes(filtered(seen, LedgerFilters()))

    assert found == ["F1", "F2", "P2", "P1", "F3", "F4", "F5", "F6"]


def test_the_database_and_the_rule_say_the_same_phase(seen) -> None:
    for phase in Phase:
        for row in filtered(seen, LedgerFilters(phase=phase)):
            assert phase_on(row, today_of(row)) == phase


@pytest.mark.parametrize(
    "stage", [Stage.SUSTAINING, Stage.CONCLUDED, Stage.ENDED_EARLY]
)
def test_nothing_of_a_partnership_that_has_ended_is_late(cast, seen, stage) -> None:
    """What was open at the end stays readable, after all that needs somebody."""
    Partnership.objects.update(stage=stage)

    assert codes(filtered(seen, LedgerFilters())) == [
        *("P2", "P1", "F1", "F2", "F3", "F4", "F5", "F6"),
    ]
    assert not filtered(seen, LedgerFilters(phase=Phase.OVERDUE))
    stopped = filtered(seen, LedgerFilters(phase=Phase.STOPPED))
    assert len(stopped) == 6
    assert {phase_on(row, today_of(row)) for row in stopped} == {Phase.STOPPED}
    assert not any(row.is_awaited for row in ledger_rows(stopped, cast.actor("amina")))


def test_what_was_open_when_the_chapter_before_ended_is_not_late_in_a_new_one(
    cast, seen, now
) -> None:
    new_chapter(cast.malawi_partnership, now)

    stopped = filtered(seen, LedgerFilters(phase=Phase.STOPPED))
    assert {phase_on(row, today_of(row)) for row in stopped} == {Phase.STOPPED}
    assert codes(stopped) == ["F1", "F2", "F3", "F4", "F5", "F6"]
    assert not filtered(seen, LedgerFilters(phase=Phase.OVERDUE))


def test_what_was_entered_as_ended_is_not_late_in_a_new_chapter_either(
    cast, seen, now
) -> None:
    """Nobody saw it end here: only the step into the new chapter is written down."""
    StageChange.objects.create(
        partnership=cast.malawi_partnership,
        from_stage=Stage.CONCLUDED,
        to_stage=Stage.SHAPING,
        changed_at=now + timedelta(minutes=1),
        changed_on=now.date(),
        changed_by="user:1",
    )

    assert not filtered(seen, LedgerFilters(phase=Phase.OVERDUE))
    assert len(filtered(seen, LedgerFilters(phase=Phase.STOPPED))) == 6
    assert plan_promise_reminders(now=now) == 0


def test_a_paper_of_the_chapter_before_that_is_registered_late_waits_for_nothing(
    cast, now
) -> None:
    """Its last day was over when the new chapter began, so nobody keeps it now."""
    new_chapter(cast.malawi_partnership, now)
    starts, ends = TODAY - timedelta(days=90), TODAY - timedelta(days=10)
    promise = replace(PAY, due_on=TODAY - timedelta(days=12))
    later = now + timedelta(hours=1)
    register(
        cast,
        later,
        promises=[promise, REPORT],
        effective_from=starts,
        effective_to=ends,
    )
    seen = due_dates_seen(cast.actor("amina"), now=later)

    assert not filtered(seen, LedgerFilters(phase=Phase.OVERDUE))
    assert len(filtered(seen, LedgerFilters(phase=Phase.STOPPED))) == 2
    assert plan_promise_reminders(now=later) == 0


def test_what_is_promised_in_a_new_chapter_is_waited_for(cast, seen, now) -> None:
    new_chapter(cast.malawi_partnership, now)
    promise = replace(PAY, due_on=TODAY + timedelta(days=3))
    later = now + timedelta(hours=1)
    register(cast, later, title="Two", promises=[promise, REPORT])

    assert len(filtered(seen, LedgerFilters(phase=Phase.DUE_SOON))) == 1
    assert len(filtered(seen, LedgerFilters(phase=Phase.STOPPED))) == 6


def test_today_is_the_day_in_the_country(cast, seen, now) -> None:
    late = now.replace(hour=22, minute=30)

    row = due_dates_seen(cast.actor("amina"), now=late).first()

    assert today_of(row) == TODAY + timedelta(days=1)


def test_filters_narrow_the_list(cast, seen) -> None:
    place = cast.malawi_partnership.pk

    assert codes(filtered(seen, LedgerFilters(side=OwnerSide.PARTNER))) == ["P2", "P1"]
    assert codes(filtered(seen, LedgerFilters(phase=Phase.SETTLED))) == ["P3"]
    assert len(filtered(seen, LedgerFilters(partnership=place))) == 8
    assert not filtered(seen, LedgerFilters(partnership=cast.uganda_partnership.pk))
    assert not filtered(seen, LedgerFilters(owner="user:1"))


@pytest.mark.parametrize(
    ("who", "count"), [("chloe", 0), ("ada", 0), ("eve", 9), ("fay", 9), ("dan", 9)]
)
def test_everybody_sees_the_own_scope(cast, seen, now, who, count) -> None:
    assert due_dates_seen(cast.actor(who), now=now).count() == count


@pytest.mark.parametrize(
    ("who", "steps"),
    [
        ("amina", {PromiseStep.CONFIRM, PromiseStep.OBJECT, PromiseStep.RELEASED}),
        ("eve", set()),
        ("fay", set()),
    ],
)
def test_a_row_offers_what_the_reader_may_do(cast, seen, who, steps) -> None:
    rows = ledger_rows(filtered(seen, LedgerFilters(phase="WAITING")), cast.actor(who))

    assert set(rows[0].steps) == steps


def test_the_helper_is_offered_ways_out_of_a_dispute(cast, seen) -> None:
    disputed = filtered(seen, LedgerFilters(phase="DISPUTED"))

    assert len(ledger_rows(disputed, cast.actor("eve"))[0].steps) == 5


def test_both_sides_are_counted_whatever_is_shown(seen) -> None:
    ours, theirs = ledger_keeping(seen, LedgerFilters(side="FOUNDATION"))

    assert (ours.side, ours.keeping.due) == (Side.FOUNDATION, 0)
    assert (theirs.keeping.kept, theirs.keeping.disputed) == (1, 1)
    assert (theirs.waiting, theirs.percent) == (1, None)


def test_a_few_partnerships_are_not_averaged(cast, seen, now) -> None:
    CommitmentInstance.objects.update(**CONFIRMED)
    assert ledger_keeping(seen, LedgerFilters())[0].percent == 100
    register(cast, now, "chloe", partnership=cast.uganda_partnership, number="UG-01/X")
    CommitmentInstance.objects.update(**CONFIRMED)

    of_all = due_dates_seen(cast.actor("dan"), now=now)
    assert ledger_keeping(of_all, LedgerFilters())[0].percent is None
    one = LedgerFilters(partnership=cast.malawi_partnership.pk)
    assert ledger_keeping(of_all, one)[0].percent == 100


def test_owners_and_partnerships_can_be_chosen(cast, now) -> None:
    owned = replace(PAY, owner_key=f"user:{cast.brian.pk}")
    theirs = replace(REPORT, owner_key=f"contact:{cast.gift.pk}")
    register(cast, now, promises=[owned, theirs])
    rows = due_dates_seen(cast.actor("amina"), now=now)

    assert set(owners_named(rows).values()) == {"Brian", "Gift"}
    assert list(partnerships_with_promises(rows)) == [cast.malawi_partnership]
    found = filtered(rows, LedgerFilters(owner=owned.owner_key))
    assert [row.owner for row in ledger_rows(found, cast.actor("amina"))] == ["Brian"]


def test_people_of_both_sides_can_look_after_a_promise(cast) -> None:
    people = people_for_promises([cast.malawi_party])

    assert {(each.name, each.side) for each in people} == {
        ("Amina", Side.FOUNDATION),
        ("Brian", Side.FOUNDATION),
        ("Dan", Side.FOUNDATION),
        ("Gift", Side.PARTNER),
    }


def test_the_story_tells_what_both_sides_said_in_order(cast, seen) -> None:
    change("P2", reported_by=f"contact:{cast.gift.pk}", reported_on=date(2026, 11, 1))
    change("P2", objected_by=f"user:{cast.amina.pk}", asked_note="")
    row = filtered(seen, LedgerFilters(phase="DISPUTED")).get()

    story = promise_story(row, cast.actor("amina"))

    assert [(each.what, each.who, each.side) for each in story.said] == [
        ("reported", "Gift", Side.PARTNER),
        ("objected", "Amina", Side.FOUNDATION),
    ]
    assert story.said[1].words == "No"
