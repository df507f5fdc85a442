"""Fingerprints tell whether an answer was changed since a page was opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.rules.fingerprints import fingerprint

SAVED = {"rating": "3", "evidence": "We met twice.\nIt helped."}


@pytest.mark.parametrize(
    "same",
    [
        {"evidence": "We met twice.\nIt helped.", "rating": "3"},
        {"rating": "3", "evidence": "We met twice.\r\nIt helped."},
        {"rating": 3, "evidence": " We met twice.\nIt helped. "},
        {**SAVED, "overall": None, "keep": ""},
    ],
)
def test_what_reads_the_same_has_the_same_fingerprint(same) -> None:
    assert fingerprint(same) == fingerprint(SAVED)


@pytest.mark.parametrize("other", [{}, {"rating": "4"}, {**SAVED, "evidence": "No"}])
def test_another_answer_has_another_fingerprint(other) -> None:
    assert fingerprint(other) != fingerprint(SAVED)


def test_nothing_and_empty_answers_are_the_same() -> None:
    assert fingerprint({}) == fingerprint({"rating": "", "evidence": ""})


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=4))
def test_a_fingerprint_is_twelve_letters_and_digits(values) -> None:
    found = fingerprint(values)
    assert len(found) == 12
    assert found.isalnum()
