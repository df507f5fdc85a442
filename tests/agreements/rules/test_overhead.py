"""Which budget line pays for overhead, in whatever language it is named."""

from decimal import Decimal

import pytest

from agreements.rules.overhead import pays_for_overhead
from agreements.rules.terms import BudgetLine


@pytest.mark.parametrize(
    ("label", "pays"),
    [
        ("Overhead, 8 %", True),
        ("Salaries of the office and other core costs", True),
        ("Frais généraux", True),
        ("Gastos generales", True),
        ("Custos administrativos", True),
        ("Schools", False),
        ("", False),
    ],
)
def test_a_line_pays_for_overhead_by_its_name(label, pays) -> None:
    line = BudgetLine("line", label, 2026, Decimal(100))
    assert pays_for_overhead([line]) is pays
