"""Days that can be read in two ways are nobody's to guess."""

import pytest

from eclt_partners.exchange.rules.days import fits_both_orders, months_come_first


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (["02/27/2022", "3/4/2022"], True),
        (["27/2/2022", "3/4/2022"], False),
        (["2022-02-27", "27 March 2022", ""], False),
    ],
)
def test_one_day_with_its_month_first_tells_of_the_whole_column(texts, first) -> None:
    assert months_come_first(texts) is first


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("3/4/2022", True),
        ("03.04.2022", True),
        ("4/4/2022", False),
        ("27/2/2022", False),
        ("2022-03-04", False),
        ("3 April 2022", False),
    ],
)
def test_a_day_fits_both_orders_when_both_numbers_are_months(text, both) -> None:
    assert fits_both_orders(text) is both
