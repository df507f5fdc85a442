"""For which changes a typed reason counts."""

from dataclasses import replace
from datetime import date

from agreements.rules.comparison import compare
from agreements.rules.reasons import reasons_of_page, to_explain
from tests.agreements.table import TERMS


def test_a_reason_counts_for_what_was_just_changed() -> None:
    known = {"line:a": "Old", "line:b": "Old"}
    assert reasons_of_page("New", ["line:b"], ["line:a", "line:b"], known) == {
        "line:b": "New"
    }


def test_a_change_without_a_reason_takes_the_next_one_of_its_page() -> None:
    found = reasons_of_page("New", ["line:b"], ["line:a", "line:b"], {})
    assert found == {"line:a": "New", "line:b": "New"}


def test_a_reason_worded_anew_counts_for_the_whole_page() -> None:
    known = {"line:a": "Old", "line:b": "Old"}
    found = reasons_of_page(" New ", [], ["line:a", "line:b"], known)
    assert found == {"line:a": "New", "line:b": "New"}


def test_no_words_leave_the_reasons_as_they_are() -> None:
    assert reasons_of_page("  ", ["line:a"], ["line:a"], {}) == {}


def test_the_first_day_of_a_version_alone_needs_no_reason() -> None:
    later = replace(TERMS, effective_from=date(2026, 6, 1))
    longer = replace(later, effective_to=date(2029, 1, 1))
    assert to_explain(compare(TERMS, later).changes) == []
    assert to_explain(compare(TERMS, longer).changes) == ["dates"]
