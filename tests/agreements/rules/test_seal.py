"""The hashed text of a version and its chain."""

import json
from datetime import date
from hashlib import sha256

from agreements.rules.seal import (
    SignedBy,
    VersionLabel,
    anchor_hash,
    chain_hash,
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


def test_the_anchor_does_not_depend_on_the_order() -> None:
    heads = [("B/1", 1, "bb"), ("A/1", 3, "aa")]

    assert anchor_hash(heads) == anchor_hash(heads[::-1])
    assert anchor_hash(heads) == sha256(b"A/1 3 aa\nB/1 1 bb").hexdigest()
