"""Does each version follow on the one before, and does its hash fit its text?"""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from agreements.rules.proof.days import wrong_days
from agreements.rules.proof.held import Difference, HeldAgreement, HeldVersion
from agreements.rules.proof.proposals import wrong_proposals
from agreements.rules.proof.rows import wrong_rows
from agreements.rules.proof.signatures import wrong_signatures
from agreements.rules.seal import chain_hash
from agreements.rules.terms_json import canonical


def differences(held: HeldAgreement) -> list[Difference]:
    """Return everything that does not fit the texts that were signed.

    Hashes are computed anew from the texts; columns, rows, heads, days and signatures
    are compared with what the texts say.
    """
    return [
        *_wrong_chain(held),
        *_wrong_head(held),
        *(
            found
            for version in held.versions
            for found in _wrong_version(held, version)
        ),
        *wrong_days(held),
        *wrong_proposals(held),
    ]


def _wrong_chain(held: HeldAgreement) -> Iterator[Difference]:
    before: HeldVersion | None = None
    for version in held.versions:
        place = f"{held.number}, version {version.number}"
        wanted = before.number + 1 if before else version.number
        if version.number != wanted:
            yield Difference(
                f"{held.number}, version {wanted}", "this version is missing"
            )
        elif version.prev_hash != (before.hash if before else ""):
            yield Difference(place, "it does not follow on the version before it")
        if version.hash != chain_hash(version.prev_hash, version.canonical):
            yield Difference(place, "its hash is not that of its text")
        before = version


def _wrong_head(held: HeldAgreement) -> Iterator[Difference]:
    place = f"{held.number}, newest version"
    newest = held.versions[-1] if held.versions else None
    if newest is None:
        if held.head is not None:
            yield Difference(place, f"version {held.head[0]} is missing")
        return
    first = date.fromisoformat(newest.columns["effective_from"])
    if held.head is None:
        yield Difference(place, "the note of the newest version is missing")
    elif held.head != (newest.number, newest.hash, first):
        yield Difference(
            place,
            f"the note says version {held.head[0]} from {held.head[2]} with hash "
            f"{held.head[1][:12]}, kept is version {newest.number} from {first} "
            f"with hash {newest.hash[:12]}",
        )


def _wrong_version(held: HeldAgreement, version: HeldVersion) -> Iterator[Difference]:
    place = f"{held.number}, version {version.number}"
    try:
        said = json.loads(version.canonical)
        if canonical(said) != version.canonical:
            yield Difference(place, "its text is not written in the agreed form")
        yield from _wrong_hash_of_words(place, said)
        yield from wrong_rows(held.number, place, said, version)
        yield from wrong_signatures(place, said, version)
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError):
        yield Difference(place, "its text cannot be read")


def _wrong_hash_of_words(place: str, said: dict[str, Any]) -> Iterator[Difference]:
    wanted = sha256(canonical(said["terms"]).encode()).hexdigest()
    if said["text_hash"] != wanted:
        yield Difference(place, "the hash that was signed is not that of its words")
