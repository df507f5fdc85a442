"""What the page of an agreement is made of."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from agreements import selectors
from agreements.choices import InstanceState
from agreements.models import Agreement, CommitmentInstance
from agreements.rules.force import ForceState
from agreements.selectors.overview import agreed_and_promised, with_versions
from eclt_partners.dashboards.selectors.agreements import agreement_rows
from partners.choices import OwnerSide, Side, Stage
from partners.models import StageChange
from tests.agreements.drafts import PAY, REPORT, register
from tests.agreements.services.test_agreements import add_version
from tests.agreements.table import make_agreement, ready, transformed

TODAY = date(2026, 11, 23)
SETTLED = {
    "state": InstanceState.KEPT,
    "reported_on": TODAY,
    "confirmation": "CONFIRMED",
    "confirmed_on": TODAY,
}


def page(agreement: Agreement, today=TODAY) -> selectors.AgreementPage:
    return selectors.agreement_page(agreement, today=today)


def test_the_version_in_force_is_shown(cast, now) -> None:
    agreement = register(cast, now)
    add_version(cast, now, agreement)

    shown = page(agreement).shown
    assert (shown.version.number, shown.state) == (2, ForceState.IN_FORCE)


def test_a_version_to_come_does_not_hide_the_one_in_force(cast, now) -> None:
    agreement = register(cast, now)
    add_version(cast, now, agreement, effective_from=date(2027, 1, 1))

    found = page(agreement)
    assert found.shown.version.number == 1
    assert [row.state for row in found.rows] == [
        ForceState.UPCOMING,
        ForceState.IN_FORCE,
    ]


def test_the_newest_version_is_shown_when_none_is_in_force(cast, now) -> None:
    agreement = register(cast, now)

    found = page(agreement, date(2028, 1, 1))
    assert found.shown.state == ForceState.LAPSED
    assert selectors.version_at(agreement, date(2028, 1, 1)) is None


def test_promises_stand_side_by_side(cast, now) -> None:
    columns = page(register(cast, now)).columns

    assert [(c.side, [p.code for p, _dates in c.promises]) for c in columns] == [
        (OwnerSide.FOUNDATION, ["F1"]),
        (OwnerSide.PARTNER, ["P1"]),
    ]


def test_until_a_version_begins_the_one_in_force_keeps_the_days_of_its_promises(
    cast, now
) -> None:
    promises = [replace(each, due_on=date(2027, 4, 30)) for each in (PAY, REPORT)]
    agreement = register(cast, now, promises=promises)
    days = [due_days(column) for column in page(agreement).columns]
    starts = date(2027, 1, 1)
    add_version(cast, now, agreement, promises=promises, effective_from=starts)

    found = page(agreement)
    assert found.shown.version.number == 1
    assert [due_days(column) for column in found.columns] == days
    assert all(days)


def due_days(column: selectors.PromiseColumn) -> list[date]:
    """The days that stand beside the promises of a side."""
    return [each.due_on for _promise, dates in column.promises for each in dates]


def test_a_column_for_both_together_comes_with_such_a_promise(cast, now) -> None:
    joint = replace(PAY, side=OwnerSide.JOINT)

    columns = page(register(cast, now, promises=[joint, PAY, REPORT])).columns

    assert columns[-1].side == OwnerSide.JOINT


def test_open_due_dates_of_earlier_versions_are_not_lost(cast, now) -> None:
    agreement = register(cast, now)
    add_version(cast, now, agreement, effective_from=date(2026, 11, 1))

    older = page(agreement).older
    assert [instance.due_on for instance in older] == [date(2026, 10, 1)]


def test_no_percentage_is_shown_under_five(cast, now) -> None:
    agreement = register(cast, now)
    CommitmentInstance.objects.filter(commitment__code="F1").update(**SETTLED)

    (foundation, partner) = page(agreement).keeping
    assert (foundation.side, foundation.keeping.kept, foundation.percent) == (
        Side.FOUNDATION,
        1,
        None,
    )
    assert partner.keeping.due == 0


def test_the_percentage_counts_all_versions_from_five_on(cast, now) -> None:
    promises = [replace(PAY, text=str(n)) for n in range(5)]
    agreement = register(cast, now, promises=[*promises, REPORT])
    mine = CommitmentInstance.objects.filter(commitment__side=OwnerSide.FOUNDATION)
    mine.update(**SETTLED)
    mine.filter(commitment__code="F1").update(state=InstanceState.NOT_KEPT)

    assert page(agreement).keeping[0].percent == Decimal(80)


def test_a_report_that_waits_for_the_other_side_counts_nowhere(cast, now) -> None:
    agreement = register(cast, now)
    CommitmentInstance.objects.filter(commitment__code="F1").update(
        state=InstanceState.KEPT, reported_on=TODAY
    )

    (foundation, _partner) = page(agreement).keeping
    assert (foundation.keeping.due, foundation.waiting) == (0, 1)


def test_the_page_takes_the_same_queries_for_any_number_of_promises(
    cast, now, django_assert_num_queries
) -> None:
    promises = [replace(PAY, text=str(n)) for n in range(20)]
    agreement = register(cast, now, promises=[*promises, REPORT])

    with django_assert_num_queries(1):
        page(agreement)


def test_agreements_of_another_country_are_out_of_sight(cast, now) -> None:
    register(cast, now)

    assert not selectors.agreements_in_scope(cast.actor("chloe"))
    assert selectors.agreements_in_scope(cast.actor("fay")).count() == 1


def test_the_newest_version_is_the_head(cast, now) -> None:
    agreement = register(cast, now)
    add_version(cast, now, agreement, effective_from=date(2027, 1, 1))

    assert selectors.head_of(agreement).number == 2


def test_an_agreement_that_another_one_continues_has_ended(cast) -> None:
    ready(cast)
    old = make_agreement(cast)
    new = transformed(cast, old)

    first = new.effective_from
    before = page(old, first - timedelta(days=1)).shown
    assert before.state == ForceState.IN_FORCE
    assert page(old, first).shown.state == ForceState.LAPSED
    assert page(new.agreement, first).shown.state == ForceState.IN_FORCE


@pytest.mark.parametrize("stage", [Stage.SUSTAINING, Stage.ENDED_EARLY])
def test_an_agreement_ends_with_its_partnership(cast, now, stage) -> None:
    agreement = register(cast, now)
    ended_on = TODAY + timedelta(days=30)
    StageChange.objects.create(
        partnership=agreement.partnership,
        from_stage=Stage.ACTIVE,
        to_stage=stage,
        changed_at=now + timedelta(days=30),
        changed_on=ended_on,
        changed_by="user:1",
    )
    later = now + timedelta(days=60)
    next_one = register(
        cast, later, title="Clubs", effective_from=later.date(), number="MW/2"
    )

    after = ended_on + timedelta(days=1)
    assert page(agreement, ended_on).shown.state == ForceState.IN_FORCE
    assert page(agreement, after).shown.state == ForceState.LAPSED
    assert page(next_one, later.date()).shown.state == ForceState.IN_FORCE
    rows = agreement_rows(with_versions(Agreement.objects.all()), today=later.date())
    assert {row.agreement.title: row.state for row in rows} == {
        "Schools": ForceState.LAPSED,
        "Clubs": ForceState.IN_FORCE,
    }
    agreed = agreed_and_promised(agreement.partnership, today=after)
    assert not agreed.is_in_force
