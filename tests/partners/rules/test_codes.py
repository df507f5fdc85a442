"""Codes of partnerships."""

import pytest

from partners.rules.codes import next_code


@pytest.mark.parametrize(
    ("used", "code"),
    [
        ([], "MW-01"),
        (["MW-03"], "MW-04"),
        (["MW-03", "MW-01"], "MW-04"),
        (["MW-99"], "MW-100"),
        (["MW-09", "MW-100"], "MW-101"),
    ],
)
def test_the_next_code_follows_the_highest(used, code) -> None:
    assert next_code("MW", used) == code
