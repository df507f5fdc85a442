"""What is taken out of names and numbers before they are compared."""

import pytest

from partners.rules.likeness import bare_number, without_accents


@pytest.mark.parametrize(
    ("typed", "bare"),
    [("NGO/R/16-02", "NGOR1602"), (" ngo r 1602 ", "NGOR1602"), ("--", ""), ("", "")],
)
def test_a_number_is_compared_without_its_signs(typed: str, bare: str) -> None:
    assert bare_number(typed) == bare


def test_a_name_is_compared_without_accents() -> None:
    assert without_accents("Fundação Semillas de Mañana") == (
        "Fundacao Semillas de Manana"
    )
