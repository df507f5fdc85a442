"""How the key of the second step is shown, and whose account needs it."""

import pytest

from eclt_partners.accounts.rules.second_step import (
    QUIET,
    in_groups,
    needs_second_step,
    picture_path,
    picture_size,
)

DARK, LIGHT = True, False


@pytest.mark.parametrize(
    ("held", "asked_of", "needs"),
    [
        ({"ADMINISTRATOR"}, ["ADMINISTRATOR", "DIRECTOR"], True),
        ({"OFFICER", "DIRECTOR"}, ["DIRECTOR"], True),
        ({"OFFICER"}, ["DIRECTOR"], False),
        (set(), ["DIRECTOR"], False),
        ({"DIRECTOR"}, [], False),
    ],
)
def test_one_of_the_roles_is_enough(held, asked_of, needs) -> None:
    assert needs_second_step(held, asked_of) is needs


@pytest.mark.parametrize(
    ("key", "shown"), [("ABCDEFGH", "ABCD EFGH"), ("ABCDE", "ABCD E"), ("", "")]
)
def test_a_key_is_written_in_groups_of_four(key, shown) -> None:
    assert in_groups(key) == shown


def test_the_picture_draws_each_run_of_dark_modules_once() -> None:
    modules = [[DARK, DARK, LIGHT, DARK], [LIGHT] * 4, [LIGHT, LIGHT, DARK, DARK]]

    assert picture_path(modules) == (
        f"M{QUIET} {QUIET}h2v1h-2z"
        f"M{QUIET + 3} {QUIET}h1v1h-1z"
        f"M{QUIET + 2} {QUIET + 2}h2v1h-2z"
    )


def test_the_picture_has_a_white_border_of_four_modules_on_each_side() -> None:
    assert picture_size([[DARK] * 21] * 21) == 29
