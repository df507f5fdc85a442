"""What may not be changed in a protected clause."""

import pytest

from agreements.choices import ClauseKind
from agreements.rules.locked import LockReason, Refusal, refusals
from agreements.rules.stronger import is_stronger
from agreements.rules.terms import Clause, WorkingRules
from tests.agreements.rules.some_terms import (
    PURPOSE,
    REPORTS,
    ROOM,
    TAKE_STOCK,
    TERMS,
    changed,
    with_clause,
)

CHILDREN = Clause(
    "children-first",
    ClauseKind.SAFEGUARDING,
    "Children first",
    "Nobody under 18 years works. A concern is reported within 24 hours.",
    is_locked=True,
)
WITH_CHILDREN = changed(clauses=(*TERMS.clauses, CHILDREN))


def refused(new, old=TERMS) -> list[tuple[str, LockReason]]:
    return [(each.key, each.reason) for each in refusals(old, new)]


def test_a_protected_clause_stays() -> None:
    new = changed(clauses=(PURPOSE, TAKE_STOCK, REPORTS))
    assert refusals(TERMS, new) == (
        Refusal("clause:room-to-change", LockReason.REMOVED),
    )


def test_a_clause_without_protection_may_go_or_change() -> None:
    assert refused(changed(clauses=(TAKE_STOCK, ROOM))) == []
    assert refused(with_clause("reports", text="None.")) == []


def test_protection_may_be_given_and_not_taken() -> None:
    assert refused(with_clause("reports", is_locked=True)) == []
    assert refused(with_clause("take-stock", is_locked=False)) == [
        ("clause:take-stock", LockReason.UNLOCKED)
    ]


def test_a_protected_clause_keeps_its_kind() -> None:
    assert refused(with_clause("take-stock", kind=ClauseKind.OTHER)) == [
        ("clause:take-stock", LockReason.OTHER_KIND)
    ]


def test_a_protected_clause_may_be_moved_and_get_another_heading() -> None:
    new = with_clause("take-stock", heading="We look back")
    assert refused(changed(new, clauses=new.clauses[::-1])) == []


@pytest.mark.parametrize(
    ("text", "is_allowed"),
    [
        (f"{TAKE_STOCK.text} Children are asked as well.", True),
        (TAKE_STOCK.text.replace("6 months", "4 months"), True),
        (TAKE_STOCK.text.replace("6 months", "7 months"), False),
        (TAKE_STOCK.text.replace("6 months", "0 months"), False),
        (TAKE_STOCK.text.replace("6 months", "4 years"), False),
        (TAKE_STOCK.text.replace("both organisations", "both"), False),
        (TAKE_STOCK.text.replace("ten questions", "questions"), False),
        ("", False),
    ],
)
def test_the_text_may_gain_words_and_shorter_times(text, is_allowed) -> None:
    expected = [] if is_allowed else [("clause:take-stock", LockReason.WEAKER_TEXT)]
    assert refused(with_clause("take-stock", text=text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        CHILDREN.text.replace("18", "16"),
        CHILDREN.text.replace("24 hours", "48 hours"),
    ],
)
def test_where_smaller_is_not_always_better_numbers_stay(text) -> None:
    new = with_clause("children-first", WITH_CHILDREN, text=text)
    assert refused(new, WITH_CHILDREN) == [
        ("clause:children-first", LockReason.WEAKER_TEXT)
    ]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((6, 6, 30), []),
        ((4, 3, 14), []),
        ((7, 6, 30), [("clause:take-stock", LockReason.LONGER_INTERVAL)]),
        ((None, 6, 30), [("clause:take-stock", LockReason.LONGER_INTERVAL)]),
        ((6, 7, 30), [("clause:take-stock", LockReason.LATER_FIRST_REVIEW)]),
        ((6, 6, 31), [("clause:room-to-change", LockReason.LONGER_ANSWER)]),
        ((6, 6, None), [("clause:room-to-change", LockReason.LONGER_ANSWER)]),
    ],
)
def test_the_numbers_behind_protected_clauses_only_get_shorter(
    numbers, expected
) -> None:
    assert refused(changed(rules=WorkingRules(*numbers))) == expected


def test_a_number_that_was_not_set_may_be_set() -> None:
    old = changed(rules=WorkingRules())
    assert refused(TERMS, old) == []


def test_numbers_of_clauses_without_protection_are_free() -> None:
    old = with_clause("room-to-change", is_locked=False)
    assert refused(changed(old, rules=WorkingRules(6, 6, 60)), old) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dans les 30 jours", "dans les 20 jours"),
        ("en 30 días.", "en 15 días."),
        ("em 6 meses", "em 3 meses"),
    ],
)
def test_times_are_known_in_every_language(old, new) -> None:
    assert is_stronger(old, new, with_times=True)
    assert not is_stronger(new, old, with_times=True)
    assert not is_stronger(old, new, with_times=False)


def test_a_number_without_a_unit_of_time_is_no_time() -> None:
    assert not is_stronger("2 people meet", "1 people meet", with_times=True)
