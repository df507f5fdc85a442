"""Which number does a person mean?"""

from decimal import Decimal

import pytest

from eclt_partners.common.rules.plain_numbers import (
    NotANumber,
    NumberProblem,
    parse_number,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("40000", "40000"),
        ("1234.5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\u202f234\u00a0567,5", "1234567.5"),
        ("1'234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("0.125", "0.125"),
        ("12345.678", "12345.678"),
        (".5", "0.5"),
        ("-3,5", "-3.5"),
    ],
)
def test_point_and_comma_are_both_understood(text: str, number: str) -> None:
    assert parse_number(text, thousands=",") == Decimal(number)


@pytest.mark.parametrize(("text", "thousands"), [("1,234", ","), ("1.234", ".")])
def test_the_sign_of_the_language_groups_thousands(text: str, thousands: str) -> None:
    assert parse_number(text, thousands=thousands) == 1234


@pytest.mark.parametrize(("text", "thousands"), [("1.500", ","), ("1,500", "\u202f")])
def test_a_number_that_could_be_two_is_asked_about(text: str, thousands: str) -> None:
    with pytest.raises(NotANumber) as caught:
        parse_number(text, thousands=thousands)
    assert caught.value.problem is NumberProblem.IN_DOUBT
    assert caught.value.readings == (Decimal("1.500"), Decimal(1500))


@pytest.mark.parametrize(
    "text",
    ["", "ten", "1,23,4", "1 23", "12 34,5", "1.2,3.4", "USD 5", "--5", ",", "9" * 29],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber) as caught:
        parse_number(text, thousands=",")
    assert caught.value.problem is NumberProblem.NOT_A_NUMBER
