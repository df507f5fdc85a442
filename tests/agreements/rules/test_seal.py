"""The hashed text of a version and its chain."""

import json
from datetime import date
from hashlib import sha256

import pytest

from agreements.rules.seal import (
    SignedBy,
    VersionLabel,
    anchor_hash,
    anchor_path,
    chain_hash,
    head_leaf,
    version_text,
)
from agreements.rules.terms_json import text_hash
from tests.agreements.rules.test_terms_json import SCHOOLS

LABEL = VersionLabel("MW-01/2026", 2, "AMENDMENT", "SIGNED_HERE", "More roofs", "SMALL")
SIGNED = SignedBy("PARTNER", 4, "contact:7", "IN_APP", date(2026, 3, 1))


def test_the_text_says_what_the_version_is_and_who_signed() -> None:
    found = json.loads(version_text(LABEL, SCHOOLS, [SIGNED]))

    assert (found["agreement"], found["version"], found["size"]) == (
        "MW-01/2026",
        2,
        "SMALL",
    )
    assert found["text_hash"] == text_hash(SCHOOLS)
    assert found["signatures"] == [
        {
            "side": "PARTNER",
            "party_id": 4,
            "signer": "contact:7",
            "method": "IN_APP",
            "signed_on": "2026-03-01",
        }
    ]


def test_a_hash_hangs_on_the_one_before() -> None:
    assert chain_hash("", "a") == sha256(b"\na").hexdigest()
    assert chain_hash("x", "a") != chain_hash("", "a")


LEAVES = [head_leaf(f"MW-{number:02}/1", 1, "aa") for number in range(7)]


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_the_anchor_does_not_depend_on_the_order() -> None:
    leaves = [head_leaf("B/1", 1, "bb"), head_leaf("A/1", 3, "aa")]
    first, second = sorted([_hash("head B/1 1 bb"), _hash("head A/1 3 aa")])

    assert anchor_hash(leaves) == anchor_hash(leaves[::-1])
    assert anchor_hash(leaves) == _hash(f"pair {first} {second}")


def test_no_agreement_has_an_anchor_too() -> None:
    assert anchor_hash([]) == _hash("no agreement")


@pytest.mark.parametrize("count", range(1, 8))
def test_a_path_leads_from_each_leaf_to_the_anchor(count) -> None:
    leaves = LEAVES[:count]
    for leaf in leaves:
        reached = leaf
        for side, beside in anchor_path(leaves, leaf):
            pair = (beside, reached) if side == "left" else (reached, beside)
            reached = _hash("pair {} {}".format(*pair))
        assert reached == anchor_hash(leaves)


def test_a_leaf_that_is_none_has_no_path() -> None:
    with pytest.raises(ValueError, match="not in"):
        anchor_path(LEAVES[:3], LEAVES[3])
