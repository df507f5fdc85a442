"""The canonical text of terms."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from hypothesis import given

from agreements.choices import ClauseKind
from agreements.rules.terms import BudgetLine, Clause, Terms
from agreements.rules.terms_json import canonical, plain, text_hash, to_json
from agreements.rules.terms_reading import from_json
from tests.agreements.strategies import terms

SCHOOLS = Terms(
    title="Schools",
    language="en-gb",
    effective_from=date(2026, 1, 1),
    effective_to=date(2027, 12, 31),
    currency="MWK",
    rate=Decimal(1734),
    rate_on=date(2026, 1, 1),
    clauses=(Clause("talk", ClauseKind.HONEST_TALK, "Honest talk", "Call."),),
    lines=(
        BudgetLine("staff", "Staff", 2026, Decimal(100)),
        BudgetLine("roofs", "Roofs", 2026, Decimal("50.5")),
        BudgetLine("roofs-2", "Roofs", 2027, Decimal(7)),
    ),
)


@given(terms())
def test_what_is_written_is_read_back(value: Terms) -> None:
    once = from_json(to_json(value))

    assert from_json(json.loads(canonical(to_json(once)))) == once
    assert text_hash(once) == text_hash(value)


def test_the_hash_is_that_of_the_text() -> None:
    text = canonical(to_json(SCHOOLS))

    assert text_hash(SCHOOLS) == sha256(text.encode("utf-8")).hexdigest()
    assert ", " not in text.replace('"Call."', "")


def test_amounts_are_texts_with_two_digits() -> None:
    assert [line["amount"] for line in to_json(SCHOOLS)["lines"]] == [
        "100.00",
        "50.50",
        "7.00",
    ]


def test_equal_money_written_in_another_way_gives_the_same_hash() -> None:
    same = replace(
        SCHOOLS,
        rate=Decimal("1734.0"),
        lines=(replace(SCHOOLS.lines[0], amount=Decimal("100.00")), *SCHOOLS.lines[1:]),
    )

    assert text_hash(same) == text_hash(SCHOOLS)


def test_one_other_letter_gives_another_hash() -> None:
    other = replace(SCHOOLS, clauses=(replace(SCHOOLS.clauses[0], text="Call!"),))

    assert text_hash(other) != text_hash(SCHOOLS)


def test_letters_are_composed_and_line_ends_are_one_kind() -> None:
    assert plain("e\u0301cole\r\nA\rB") == "école\nA\nB"


def test_control_characters_do_not_stay() -> None:
    assert plain("pay\x00 on\x1b time\t!") == "pay on time\t!"


def test_money_is_added_up_by_year() -> None:
    assert SCHOOLS.total == Decimal("157.50")
    assert SCHOOLS.by_year() == {2026: Decimal("150.50"), 2027: Decimal(7)}
