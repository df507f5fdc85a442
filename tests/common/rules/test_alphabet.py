"""Where does a name stand in a list?"""

from eclt_partners.common.rules.alphabet import without_accents


def test_accents_and_capitals_move_no_name() -> None:
    names = ["Zimbabwe", "Zâmbia", "África do Sul", "albânia"]
    by_name = ["África do Sul", "albânia", "Zâmbia", "Zimbabwe"]
    assert sorted(names, key=without_accents) == by_name
