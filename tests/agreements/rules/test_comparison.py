"""Comparing two versions leaves nothing out and puts first what matters."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from agreements.choices import ClauseKind
from agreements.rules.comparison import (
    Change,
    ChangeKind,
    Counts,
    Currency,
    Dates,
    KeyChange,
    KeyFact,
    Language,
    Money,
    Party,
    apply,
    compare,
)
from agreements.rules.terms import (
    BudgetLine,
    Clause,
    TalkPath,
    Target,
    WorkingRules,
)
from partners.choices import OwnerSide
from tests.agreements.rules.some_terms import (
    PURPOSE,
    REPORTS,
    ROOM,
    SOME_TERMS,
    TAKE_STOCK,
    TERMS,
    changed,
    with_clause,
    with_line,
)

NEW_CLAUSE = Clause("extra", ClauseKind.OTHER, "Extra", "More.")


@settings(max_examples=50)
@given(SOME_TERMS, SOME_TERMS)
def test_a_comparison_applied_to_the_old_terms_gives_the_new_ones(old, new) -> None:
    assert apply(old, compare(old, new)) == new


@settings(max_examples=50)
@given(SOME_TERMS, SOME_TERMS)
def test_every_change_has_a_key_of_its_own(old, new) -> None:
    keys = [change.key for change in compare(old, new).changes]
    assert len(keys) == len(set(keys))
    assert bool(keys) == (old != new)


@settings(max_examples=50)
@given(SOME_TERMS)
def test_equal_terms_have_no_changes(terms) -> None:
    found = compare(terms, terms)
    assert (found.changes, found.key_changes) == ((), ())
    assert found.counts == Counts(0, 0, 0, 0)


def test_applying_to_other_terms_is_a_mistake() -> None:
    comparison = compare(TERMS, with_line("staff-2027", 1))
    with pytest.raises(KeyError):
        apply(changed(clauses=()), comparison)


def kinds(**values: object) -> list[tuple[str, ChangeKind]]:
    found = compare(TERMS, changed(**values)).clauses
    return [(change.key.removeprefix("clause:"), change.kind) for change in found]


def test_moving_one_clause_marks_one_clause() -> None:
    assert kinds(clauses=(REPORTS, PURPOSE, TAKE_STOCK, ROOM)) == [
        ("reports", ChangeKind.MOVED),
        ("purpose", ChangeKind.SAME),
        ("take-stock", ChangeKind.SAME),
        ("room-to-change", ChangeKind.SAME),
    ]


def test_a_removed_clause_is_shown_where_it_stood() -> None:
    assert kinds(clauses=(PURPOSE, ROOM, NEW_CLAUSE, REPORTS)) == [
        ("purpose", ChangeKind.SAME),
        ("take-stock", ChangeKind.REMOVED),
        ("room-to-change", ChangeKind.SAME),
        ("extra", ChangeKind.ADDED),
        ("reports", ChangeKind.SAME),
    ]
    assert kinds(clauses=(TAKE_STOCK, ROOM, REPORTS))[0] == (
        "purpose",
        ChangeKind.REMOVED,
    )


def test_a_clause_that_was_changed_and_moved_counts_as_changed() -> None:
    reworded = replace(REPORTS, text="A report comes twice a year.")
    found = compare(TERMS, changed(clauses=(reworded, PURPOSE, TAKE_STOCK, ROOM)))
    assert found.clauses[0] == Change("clause:reports", REPORTS, reworded, True)
    assert found.counts == Counts(changed=1, added=0, removed=0, moved=0)


@pytest.mark.parametrize(
    "values",
    [
        {"heading": "Other"},
        {"text": "Other"},
        {"kind": ClauseKind.OTHER},
        {"is_locked": True},
    ],
)
def test_each_part_of_a_clause_counts_as_a_change(values) -> None:
    found = compare(TERMS, with_clause("reports", **values))
    assert [change.key for change in found.changes] == ["clause:reports"]


LATER = date(2029, 6, 30)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"title": "New"}, Change("title", TERMS.title, "New")),
        (
            {"effective_to": LATER},
            Change(
                "dates",
                Dates(TERMS.effective_from, TERMS.effective_to),
                Dates(TERMS.effective_from, LATER),
            ),
        ),
        (
            {"rate": Decimal(2)},
            Change(
                "currency",
                Currency("USD", Decimal(1), TERMS.rate_on),
                Currency("USD", Decimal(2), TERMS.rate_on),
            ),
        ),
        (
            {"language": "fr"},
            Change("language", Language("en-gb", ""), Language("fr", "")),
        ),
        ({"places": ("Nyota",)}, Change("places", TERMS.places, ("Nyota",))),
        ({"principles": ()}, Change("principles", TERMS.principles, ())),
        (
            {"rules": WorkingRules(4, 6, 30)},
            Change("rules", TERMS.rules, WorkingRules(4, 6, 30)),
        ),
        ({"talk_path": TalkPath()}, Change("talk-path", TERMS.talk_path, TalkPath())),
    ],
)
def test_whole_parts_are_changes_with_their_values(values, expected) -> None:
    assert compare(TERMS, changed(**values)).changes == (expected,)


def test_items_have_keys_that_answers_can_refer_to() -> None:
    promise = replace(TERMS.promises[0], code="F2")
    new = changed(
        with_line("staff-2027", 50_000),
        promises=(*TERMS.promises, promise),
        targets=(),
    )
    found = compare(TERMS, new)
    assert {change.key: change.kind for change in found.changes} == {
        "line:staff-2027": ChangeKind.CHANGED,
        "target:children": ChangeKind.REMOVED,
        "promise:F2": ChangeKind.ADDED,
    }
    assert found.counts == Counts(changed=1, added=1, removed=1, moved=0)


def dollars(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


def test_amounts_come_first_in_total_and_per_year() -> None:
    assert compare(TERMS, with_line("staff-2028", 9_000)).key_changes == (
        KeyChange(KeyFact.TOTAL, "", dollars(100_000), dollars(109_000)),
        KeyChange(KeyFact.YEAR, "2028", None, dollars(9_000)),
    )


def test_money_that_moves_within_a_year_is_shown_line_by_line() -> None:
    staff = BudgetLine("staff", "Staff", 2026, Decimal(60_000))
    rooms = BudgetLine("rooms", "Rooms", 2026, Decimal(40_000))
    roofs = BudgetLine("roofs", "Roofs", 2026, Decimal(40_000))
    cheaper = replace(rooms, amount=Decimal(5_000))
    dearer = replace(staff, amount=Decimal(55_000))
    found = compare(
        changed(lines=(staff, rooms)), changed(lines=(dearer, cheaper, roofs))
    )
    assert found.key_changes == (
        KeyChange(KeyFact.LINE, "staff", dollars(60_000), dollars(55_000)),
        KeyChange(KeyFact.LINE, "rooms", dollars(40_000), dollars(5_000)),
        KeyChange(KeyFact.LINE, "roofs", None, dollars(40_000)),
    )


def test_another_currency_changes_every_amount() -> None:
    found = compare(TERMS, changed(currency="EUR", rate=Decimal(2))).key_changes
    assert [change.fact for change in found][:4] == [
        KeyFact.TOTAL,
        KeyFact.YEAR,
        KeyFact.YEAR,
        KeyFact.RATE,
    ]
    assert found[0].new == Money(Decimal(100_000), "EUR")


def test_dates_targets_and_parties_of_promises_are_key_changes() -> None:
    new = changed(
        effective_from=date(2026, 2, 1),
        effective_to=LATER,
        targets=(Target("children", "children", 2_000, LATER),),
        promises=(
            replace(
                TERMS.promises[0],
                side=OwnerSide.JOINT,
                due_on=LATER,
                amount=Decimal(5),
            ),
            TERMS.promises[1],
        ),
    )
    assert compare(TERMS, new).key_changes == (
        KeyChange(KeyFact.STARTS_ON, "", date(2026, 1, 1), date(2026, 2, 1)),
        KeyChange(KeyFact.ENDS_ON, "", date(2028, 12, 31), LATER),
        KeyChange(KeyFact.TARGET, "children", 3_000, 2_000),
        KeyChange(KeyFact.TARGET_BY, "children", date(2028, 6, 30), LATER),
        KeyChange(
            KeyFact.PROMISE_BY,
            "F1",
            Party(OwnerSide.FOUNDATION, None),
            Party(OwnerSide.JOINT, None),
        ),
        KeyChange(KeyFact.PROMISE_AMOUNT, "F1", dollars(60_000), dollars(5)),
        KeyChange(KeyFact.PROMISE_DUE, "F1", date(2026, 6, 30), LATER),
    )


def test_a_target_that_goes_leaves_its_old_number() -> None:
    assert compare(TERMS, changed(targets=())).key_changes == (
        KeyChange(KeyFact.TARGET, "children", 3_000, None),
        KeyChange(KeyFact.TARGET_BY, "children", date(2028, 6, 30), None),
    )


def test_a_new_promise_is_no_key_change() -> None:
    promises = (*TERMS.promises, replace(TERMS.promises[0], code="F2"))
    assert compare(TERMS, changed(promises=promises)).key_changes == ()
