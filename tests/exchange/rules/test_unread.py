"""Which cells do not tell what they show?"""

import pytest

from eclt_partners.exchange.rules.unread import (
    Unread,
    Why,
    cell_name,
    lost_below,
    unread_of,
)


@pytest.mark.parametrize(
    "text", ["#N/A", "#N/D", "#REF!", "#¿NOMBRE?", "#NÚM!", "#DIV/0!", "#VALEUR!"]
)
def test_an_error_of_a_spreadsheet_is_no_value(text: str) -> None:
    assert unread_of((2, 3), text, {}) == Unread("C2", Why.ERROR, text)


@pytest.mark.parametrize("text", ["2.65991E+11", "2,65991E+11", "3E+11"])
def test_a_shortened_number_is_no_value(text: str) -> None:
    assert unread_of((2, 3), text, {}) == Unread("C2", Why.SHORTENED, text)


@pytest.mark.parametrize(
    "text", ["", "E+11", "12E+1", "# 1 Union", "#Union", "NGO #1!", "#EndChild!"]
)
def test_a_name_with_such_a_sign_is_one(text: str) -> None:
    assert unread_of((2, 3), text, {}) is None


@pytest.mark.parametrize(
    ("place", "name"), [((1, 1), "A1"), ((30, 26), "Z30"), ((2, 27), "AA2")]
)
def test_cells_are_called_as_on_the_screen(place: tuple[int, int], name: str) -> None:
    assert cell_name(place) == name


def test_only_joined_cells_below_the_headings_lose_something() -> None:
    hidden = {
        (2, 1): (1, 1),  # A heading over two rows.
        (3, 2): (3, 1),  # One wide cell, read in its first column.
        (3, 4): (3, 3),  # The same from a column that is not read.
        (5, 2): (4, 1),  # Two rows joined.
        (6, 1): None,  # A formula.
    }
    assert set(lost_below(1, hidden, {1, 2, 4})) == {(3, 4), (5, 2), (6, 1)}
