"""What comes out when one part of a text is edited."""

from dataclasses import replace

from agreements.choices import ClauseKind
from agreements.rules.editing import (
    coded_promises,
    keyed_lines,
    moved_clause,
    used_keys,
    with_clause,
    with_ready_clause,
)
from agreements.rules.terms import Clause, Terms
from tests.agreements.table import TERMS


def _keys(terms: Terms) -> list[str]:
    return [clause.key for clause in terms.clauses]


def test_a_clause_at_the_end_does_not_move_further() -> None:
    assert moved_clause(TERMS, "paying", 1) == TERMS
    assert _keys(moved_clause(TERMS, "paying", -1))[2:] == ["paying", "talk"]


def test_a_new_clause_never_gets_the_key_of_one_that_was_taken_out() -> None:
    draft = replace(TERMS, clauses=TERMS.clauses[:3])
    fresh = Clause("", ClauseKind.OTHER, "Paying", "Soon")
    added = with_clause(draft, fresh, used_keys(TERMS, draft))
    assert _keys(added)[-1] == "paying-2"


def test_a_ready_clause_keeps_its_key_while_it_is_free() -> None:
    ready = Clause("reports", ClauseKind.REPORTS, "Simple reports", "Short", True)
    once = with_ready_clause(TERMS, ready, used_keys(TERMS, TERMS))
    twice = with_ready_clause(once, ready, used_keys(TERMS, once))
    assert _keys(twice)[-2:] == ["reports", "reports-2"]
    assert twice.clauses[-1].is_locked


def test_lines_and_promises_keep_what_they_are_called_by() -> None:
    fresh = replace(TERMS.lines[0], key="", label="Schools")
    keyed = keyed_lines([TERMS.lines[0], fresh], used_keys(TERMS, TERMS))
    assert [line.key for line in keyed] == ["schools", "schools-2"]
    promise = replace(TERMS.promises[0], code="")
    coded = coded_promises([*TERMS.promises, promise], ["F1", "P1", "F2"])
    assert [each.code for each in coded] == ["F1", "P1", "F3"]
