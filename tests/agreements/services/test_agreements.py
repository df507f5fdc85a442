"""Registering agreements and their versions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, transaction

from agreements.choices import InstanceState, VersionKind
from agreements.models import (
    Agreement,
    AgreementVersion,
    Commitment,
    CommitmentInstance,
)
from agreements.selectors.proposals import terms_of
from agreements.services.agreements import register_version
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted, StaleObject
from partners.choices import EventKind, OwnerSide, Stage
from partners.models import Event, Partnership
from tests.agreements.drafts import NEXT, PAY, REPORT, register
from tests.agreements.table import TERMS, make_agreement


def add_version(
    cast, now, agreement, who="amina", *, promises=(PAY, REPORT), **changes
):
    return register_version(
        actor=cast.actor(who),
        now=now,
        agreement=agreement,
        base_number=changes.pop("base_number", 1),
        fields=replace(NEXT, **changes),
        promises=list(promises),
    )


def test_an_agreement_has_its_first_version_and_all_parties(cast, now) -> None:
    agreement = register(cast, now)

    assert agreement.number == "MW-01/2026"
    assert list(agreement.parties.all()) == [cast.malawi_party]
    assert agreement.versions.get().kind == VersionKind.ORIGINAL


def test_the_amount_for_reports_is_computed_to_the_cent(cast, now) -> None:
    version = register(cast, now, amount=Decimal("1000.00")).versions.get()

    assert version.reporting_amount == Decimal("0.58")
    assert version.reporting_currency == "USD"


def test_the_number_on_the_paper_is_kept(cast, now) -> None:
    assert register(cast, now, number="ECLT/77").number == "ECLT/77"


def test_a_number_is_used_once(cast, now) -> None:
    register(cast, now, number="ECLT/77")

    with pytest.raises(InvalidInput) as refusal:
        register(cast, now, number="eclt/77", title="Other")

    assert set(refusal.value.problems) == {"number"}


def test_a_second_agreement_of_a_year_gets_its_own_number(cast, now) -> None:
    register(cast, now)

    assert register(cast, now, title="Wells").number == "MW-01/2026-2"


def test_a_second_press_of_the_button_registers_nothing_twice(cast, now) -> None:
    register(cast, now)

    with pytest.raises(InvalidInput) as refusal:
        register(cast, now)

    assert set(refusal.value.problems) == {"title"}
    assert Agreement.objects.count() == 1


def test_promises_get_codes_and_one_due_date_each(cast, now) -> None:
    register(cast, now, promises=[PAY, REPORT, replace(PAY, text="Reply")])

    rows = CommitmentInstance.objects.values_list("commitment__code", "due_on", "state")
    assert sorted(rows) == [
        ("F1", date(2026, 10, 1), "NOT_DUE"),
        ("F2", date(2026, 10, 1), "NOT_DUE"),
        ("P1", date(2026, 12, 30), "NOT_DUE"),
    ]


def test_a_promise_with_a_rhythm_has_no_due_date_yet(cast, now) -> None:
    rhythm = replace(PAY, due_on=None, rhythm="each quarter")

    register(cast, now, promises=[rhythm, REPORT])

    assert CommitmentInstance.objects.count() == 1


@pytest.mark.parametrize("promises", [(), (PAY,), (REPORT,), (REPORT, REPORT)])
def test_both_sides_promise_something(cast, now, promises) -> None:
    with pytest.raises(InvalidInput) as refusal:
        register(cast, now, promises=promises)

    assert "at least one promise" in refusal.value.problems[""]
    assert not Agreement.objects.exists()


def test_a_promise_of_both_together_is_enough(cast, now) -> None:
    joint = replace(PAY, side=OwnerSide.JOINT)

    assert register(cast, now, promises=[joint]).pk


def test_a_promise_without_any_date_is_refused(cast, now) -> None:
    with pytest.raises(InvalidInput):
        register(cast, now, promises=[replace(PAY, due_on=None), REPORT])


def test_the_end_comes_after_the_start(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        register(cast, now, effective_to=date(2026, 1, 1))

    assert "end must be after" in refusal.value.problems[""]


@pytest.mark.parametrize(
    ("currency", "rate"), [("MWK", Decimal(0)), ("USD", Decimal(2))]
)
def test_a_rate_that_cannot_be_is_refused(cast, now, currency, rate) -> None:
    with pytest.raises(InvalidInput) as refusal:
        register(cast, now, currency=currency, rate=rate)

    assert set(refusal.value.problems) == {"rate"}


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada", "sam"])
def test_others_register_nothing(cast, now, who) -> None:
    with pytest.raises(NotPermitted):
        register(cast, now, who)


def test_registering_writes_one_audit_entry(cast, now) -> None:
    agreement = register(cast, now)

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id) == (
        "agreements.agreement.registered",
        agreement.pk,
    )
    assert (entry.country_code, entry.partnership_id) == (
        "MW",
        cast.malawi_partnership.pk,
    )


def test_the_next_version_counts_up_and_leaves_the_first_alone(cast, now) -> None:
    agreement = register(cast, now)

    version = add_version(cast, now, agreement)

    assert version.number == 2
    assert agreement.versions.count() == 2
    assert AuditEntry.objects.filter(verb="agreements.version.registered").count() == 1


def test_what_a_paper_is_not_asked_for_stays_as_it_was(cast, now) -> None:
    agreement = make_agreement(cast)

    version = add_version(
        cast,
        now,
        agreement,
        effective_from=date(2027, 1, 1),
        amount=TERMS.total,
        currency=TERMS.currency,
        rate=TERMS.rate,
    )

    text = terms_of(version)
    for part in (
        "title",
        "language",
        "clauses",
        "lines",
        "targets",
        "places",
        "principles",
        "rules",
        "talk_path",
    ):
        assert getattr(text, part) == getattr(TERMS, part), part
    assert text.effective_from == date(2027, 1, 1)
    assert [promise.text for promise in text.promises] == [PAY.text, REPORT.text]


def test_another_amount_on_a_paper_is_one_sum(cast, now) -> None:
    agreement = make_agreement(cast)

    version = add_version(cast, now, agreement, effective_from=date(2027, 1, 1))

    assert [line.amount for line in terms_of(version).lines] == [NEXT.amount]
    assert terms_of(version).clauses == TERMS.clauses


def test_a_wrong_amount_put_right_stays_the_sum_of_its_year(cast, now) -> None:
    """Else the comparison says that the money moved from one year to another."""
    agreement = register(cast, now)
    (first,) = terms_of(agreement.versions.get(number=1)).lines
    version = add_version(
        cast,
        now,
        agreement,
        kind=VersionKind.CORRECTION,
        effective_from=date(first.year + 2, 1, 1),
        effective_to=date(first.year + 9, 1, 1),
        amount=Decimal(77),
    )
    assert terms_of(version).lines == (replace(first, amount=Decimal(77)),)


def test_a_version_registered_meanwhile_is_stale(cast, now) -> None:
    agreement = register(cast, now)
    add_version(cast, now, agreement)

    with pytest.raises(StaleObject):
        add_version(cast, now, agreement, effective_from=date(2026, 9, 1))


def test_a_version_begins_after_the_one_before(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add_version(cast, now, register(cast, now), effective_from=date(2026, 1, 1))

    assert set(refusal.value.problems) == {"effective_from"}


def test_a_version_says_what_changed(cast, now) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add_version(cast, now, register(cast, now), summary="")

    assert set(refusal.value.problems) == {"summary"}


def test_a_changed_agreement_is_an_event_on_its_first_day(cast, now) -> None:
    add_version(cast, now, register(cast, now), effective_from=date(2027, 1, 1))

    event = Event.objects.get()
    assert (event.kind, event.happened_on) == (EventKind.AMENDMENT, date(2027, 1, 1))


def test_a_correction_is_no_event(cast, now) -> None:
    add_version(cast, now, register(cast, now), kind=VersionKind.CORRECTION)

    assert not Event.objects.exists()


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada"])
def test_others_register_no_version(cast, now, who) -> None:
    agreement = register(cast, now)

    with pytest.raises(NotPermitted):
        add_version(cast, now, agreement, who)


def test_a_promise_that_goes_on_counts_its_due_date_once(cast, now) -> None:
    agreement = register(cast, now)

    add_version(
        cast,
        now,
        agreement,
        promises=[replace(PAY, code="F1"), replace(REPORT, code="P1")],
    )

    instances = CommitmentInstance.objects.filter(commitment__code="P1")
    assert instances.get().commitment.version.number == 2


def test_a_promise_that_ends_is_released(cast, now) -> None:
    agreement = register(cast, now)

    other = replace(REPORT, text="Hold 12 meetings", due_on=date(2027, 6, 30))
    add_version(cast, now, agreement, promises=[replace(PAY, code="F1"), other])

    old = CommitmentInstance.objects.get(due_on=date(2026, 12, 30))
    assert (old.state, old.reported_by) == (
        InstanceState.RELEASED,
        f"user:{cast.amina.pk}",
    )


def test_a_due_date_before_the_new_version_stays_open(cast, now) -> None:
    agreement = register(cast, now)

    add_version(cast, now, agreement, effective_from=date(2026, 12, 1))

    old = CommitmentInstance.objects.get(
        due_on=date(2026, 10, 1), commitment__version__number=1
    )
    assert old.state == InstanceState.NOT_DUE


def at_stage(cast, stage: Stage) -> Partnership:
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(stage=stage)
    return Partnership.objects.get(pk=cast.malawi_partnership.pk)


def test_a_partnership_becomes_active_on_the_first_day(cast, now) -> None:
    partnership = at_stage(cast, Stage.SHAPING)

    register(cast, now, partnership=partnership)

    partnership.refresh_from_db()
    assert partnership.stage == Stage.ACTIVE


@pytest.mark.parametrize(
    "statement",
    [
        lambda: AgreementVersion.objects.update(amount=1),
        lambda: Commitment.objects.update(text="Other"),
        lambda: AgreementVersion.objects.all()._raw_delete("default"),
    ],
)
def test_the_database_never_changes_what_was_agreed(cast, now, statement) -> None:
    register(cast, now)

    with pytest.raises(DatabaseError), transaction.atomic():
        statement()


@pytest.mark.parametrize(
    "values",
    [
        {"effective_from": date(2026, 1, 1)},
        {"effective_to": date(2025, 1, 1)},
        {"amount": -1},
        {"rate": 0},
        {"currency": "mwk"},
    ],
)
def test_the_database_refuses_what_no_version_may_be(cast, now, values) -> None:
    version = register(cast, now).versions.get()
    version.pk = None
    version.number, version.effective_from = 2, date(2026, 5, 1)
    for name, value in values.items():
        setattr(version, name, value)

    with pytest.raises(IntegrityError), transaction.atomic():
        version.save(force_insert=True)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_database_refuses_a_version_that_does_not_follow(cast, now, number) -> None:
    version = register(cast, now).versions.get()
    version.pk, version.number = None, number

    with (
        pytest.raises(OperationalError, match="does not follow version 1"),
        transaction.atomic(),
    ):
        version.save(force_insert=True)
