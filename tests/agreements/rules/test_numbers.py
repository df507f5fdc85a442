"""Codes of promises and money in the reporting currency."""

from decimal import Decimal

import pytest

from agreements.rules.numbers import promise_codes, reporting_amount
from partners.choices import OwnerSide

F, P, B = OwnerSide.FOUNDATION, OwnerSide.PARTNER, OwnerSide.JOINT


def test_each_side_counts_its_own_promises() -> None:
    assert promise_codes([F, P, F, B]) == ["F1", "P1", "F2", "B1"]


def test_a_code_that_stands_already_is_not_given_again() -> None:
    assert promise_codes([F, F], used=["F1", "F3"]) == ["F2", "F4"]


@pytest.mark.parametrize(
    ("amount", "rate", "reported"),
    [
        ("1109760000", "1734", "640000.00"),
        ("1000", "1734", "0.58"),
        ("0", "1734", "0.00"),
        ("0.25", "2", "0.13"),
        ("40000", "1", "40000.00"),
    ],
)
def test_money_is_reported_to_the_cent_half_up(amount, rate, reported) -> None:
    assert reporting_amount(Decimal(amount), Decimal(rate)) == Decimal(reported)
