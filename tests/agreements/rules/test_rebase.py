"""A proposal meets another version in force, and nothing that was typed is lost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings

from agreements.choices import ClauseKind
from agreements.rules.rebase import budget_of, rebase
from agreements.rules.terms import Clause, TalkPath, Terms, WorkingRules
from agreements.rules.three_way import Conflict
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

MINE = Clause("mine", ClauseKind.OTHER, "Mine", "Ours is new.")
YOURS = Clause("yours", ClauseKind.OTHER, "Yours", "Theirs is new.")


def typed(base: Terms, side: Terms) -> set[str]:
    """The clause texts that a side wrote itself."""
    before = {clause.key: clause.text for clause in base.clauses}
    return {c.text for c in side.clauses if before.get(c.key) != c.text}


@settings(max_examples=60)
@given(SOME_TERMS, SOME_TERMS, SOME_TERMS)
def test_every_text_that_was_typed_is_merged_or_named(base, theirs, ours) -> None:
    found = rebase(base, theirs, ours)
    kept = {clause.text for clause in found.terms.clauses}
    for conflict in found.conflicts:
        values = (conflict.theirs, conflict.ours)
        kept |= {value for value in values if isinstance(value, str)}
        kept |= {value.text for value in values if isinstance(value, Clause)}
    assert typed(base, ours) | typed(base, theirs) <= kept


@settings(max_examples=30)
@given(SOME_TERMS, SOME_TERMS)
def test_where_only_one_side_changed_that_side_is_taken(base, other) -> None:
    for theirs, ours in ((base, other), (other, base), (other, other)):
        found = rebase(base, theirs, ours)
        assert (found.terms, found.conflicts) == (other, ())


@settings(max_examples=30)
@given(SOME_TERMS, SOME_TERMS, SOME_TERMS)
def test_each_conflict_is_a_real_one(base, theirs, ours) -> None:
    for conflict in rebase(base, theirs, ours).conflicts:
        assert conflict.theirs != conflict.ours
        assert conflict.base not in (conflict.theirs, conflict.ours)


def test_changes_of_both_sides_to_different_clauses_come_together() -> None:
    found = rebase(
        TERMS,
        with_clause("reports", text="A report comes once a year."),
        with_clause("purpose", text="No child works."),
    )
    assert found.conflicts == ()
    texts = [clause.text for clause in found.terms.clauses]
    assert texts[0] == "No child works."
    assert texts[-1] == "A report comes once a year."


def test_changes_to_different_fields_of_one_clause_come_together() -> None:
    found = rebase(
        TERMS,
        with_clause("reports", heading="Reports"),
        with_clause("reports", text="Twice a year."),
    )
    assert found.conflicts == ()
    assert found.terms.clauses[-1] == replace(
        REPORTS, heading="Reports", text="Twice a year."
    )


def test_two_wordings_of_one_clause_are_a_conflict_and_ours_stays() -> None:
    found = rebase(
        TERMS,
        with_clause("reports", text="Once a year."),
        with_clause("reports", text="Twice a year."),
    )
    assert found.terms.clauses[-1].text == "Twice a year."
    assert found.conflicts == (
        Conflict(
            "clause:reports", "text", REPORTS.text, "Once a year.", "Twice a year."
        ),
    )


def test_a_clause_that_one_removed_and_the_other_changed_is_a_conflict() -> None:
    without = changed(clauses=TERMS.clauses[:-1])
    edited = with_clause("reports", text="Twice a year.")
    new = edited.clauses[-1]
    kept = rebase(TERMS, without, edited)
    assert kept.terms == edited
    assert kept.conflicts == (Conflict("clause:reports", "", REPORTS, None, new),)
    gone = rebase(TERMS, edited, without)
    assert gone.terms == without
    assert gone.conflicts == (Conflict("clause:reports", "", REPORTS, new, None),)


def test_two_new_clauses_with_one_key_are_compared_field_by_field() -> None:
    yours = replace(MINE, text="Theirs")
    found = rebase(
        TERMS,
        changed(clauses=(*TERMS.clauses, yours)),
        changed(clauses=(*TERMS.clauses, MINE)),
    )
    assert found.terms.clauses[-1] == MINE
    assert found.conflicts == (
        Conflict("clause:mine", "text", None, "Theirs", "Ours is new."),
    )


def test_additions_of_both_stand_behind_what_they_stood_behind() -> None:
    found = rebase(
        TERMS,
        changed(clauses=(PURPOSE, YOURS, TAKE_STOCK, ROOM, REPORTS)),
        changed(clauses=(PURPOSE, TAKE_STOCK, ROOM, MINE, REPORTS)),
    )
    assert found.terms.clauses == (PURPOSE, YOURS, TAKE_STOCK, ROOM, MINE, REPORTS)


def test_the_order_follows_the_side_that_moved_something() -> None:
    moved = (REPORTS, PURPOSE, TAKE_STOCK, ROOM)
    added = changed(clauses=(PURPOSE, MINE, *TERMS.clauses[1:]))
    theirs = rebase(TERMS, changed(clauses=moved), added)
    assert theirs.terms.clauses == (REPORTS, PURPOSE, MINE, TAKE_STOCK, ROOM)
    ours = rebase(
        TERMS, changed(clauses=(*TERMS.clauses, YOURS)), changed(clauses=moved)
    )
    assert [c for c in ours.terms.clauses if c != YOURS] == list(moved)
    assert (theirs.conflicts, ours.conflicts) == ((), ())


def test_two_new_orders_are_a_conflict_and_ours_stays() -> None:
    ours = (ROOM, PURPOSE, TAKE_STOCK, REPORTS)
    found = rebase(
        TERMS,
        changed(clauses=(REPORTS, PURPOSE, TAKE_STOCK, ROOM)),
        changed(clauses=ours),
    )
    assert found.terms.clauses == ours
    assert [(each.key, each.field) for each in found.conflicts] == [("clause", "order")]


def test_single_values_and_numbers_are_merged_field_by_field() -> None:
    found = rebase(
        TERMS,
        changed(
            effective_from=date(2026, 3, 1),
            rules=WorkingRules(4, 6, 30),
            talk_path=replace(TERMS.talk_path, partner_person="contact:9"),
            places=("Nyota",),
        ),
        changed(
            title="New",
            effective_to=date(2029, 3, 31),
            rules=WorkingRules(6, 6, 20),
            talk_path=replace(TERMS.talk_path, foundation_person="user:9"),
            places=("Nyota", "Mtsinje", "Dzanja"),
        ),
    )
    assert found.conflicts == ()
    assert found.terms == changed(
        title="New",
        effective_from=date(2026, 3, 1),
        effective_to=date(2029, 3, 31),
        rules=WorkingRules(4, 6, 20),
        talk_path=TalkPath("user:9", "user:2", "contact:9", "contact:2"),
        places=("Nyota", "Dzanja"),
    )


def test_two_ends_are_a_conflict_of_the_dates() -> None:
    one, two = date(2029, 1, 1), date(2029, 2, 1)
    found = rebase(TERMS, changed(effective_to=one), changed(effective_to=two))
    assert found.conflicts == (
        Conflict("dates", "effective_to", TERMS.effective_to, one, two),
    )


def test_lines_are_merged_one_by_one_in_one_currency() -> None:
    found = rebase(TERMS, with_line("staff-2027", 1), with_line("staff-2028", 2))
    assert found.conflicts == ()
    assert {line.key: line.amount for line in found.terms.lines} == {
        "staff-2026": Decimal(60_000),
        "staff-2027": Decimal(1),
        "staff-2028": Decimal(2),
    }


def test_amounts_of_two_currencies_are_never_mixed() -> None:
    theirs = changed(currency="MWK", rate=Decimal(1734))
    ours = with_line("staff-2028", 2)
    found = rebase(TERMS, theirs, ours)
    assert found.terms == ours
    assert found.conflicts == (
        Conflict("currency", "", budget_of(TERMS), budget_of(theirs), budget_of(ours)),
    )
