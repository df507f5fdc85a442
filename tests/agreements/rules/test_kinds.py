"""A kind of agreement gets a code after its name."""

import pytest

from agreements.rules.kinds import LONGEST, free_code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Seed-sharing deal", "SEED_SHARING_DEAL"),
        ("  Côte d'Ivoire pact ", "COTE_D_IVOIRE_PACT"),
        ("2026 plan", "KIND_2026_PLAN"),
        ("协议", "KIND"),
    ],
)
def test_a_code_says_the_name_in_plain_capitals(name: str, code: str) -> None:
    assert free_code(name, set()) == code


def test_a_long_name_gives_a_short_code() -> None:
    assert len(free_code("Agreement " * 20, set())) <= LONGEST


def test_a_number_tells_a_code_from_those_that_are_taken() -> None:
    assert free_code("Pact", {"PACT", "PACT_2"}) == "PACT_3"
