"""Do the signatures beside the text fit the ones that were hashed with it?"""

from collections.abc import Iterator
from typing import Any, Final

from agreements.rules.proof.held import Difference, HeldVersion, Row

_SIGNED: Final = {"signer": "signer", "method": "method", "signed_on": "day"}


def wrong_signatures(
    place: str, said: dict[str, Any], version: HeldVersion
) -> Iterator[Difference]:
    """Yield signatures that are missing, added, or name another person, day or text.

    Raises:
        KeyError, TypeError: the text lacks a part.
    """
    wanted = {_key(row): row for row in said["signatures"]}
    found = {_key(row): row for row in version.signatures}
    for key in [*wanted, *(key for key in found if key not in wanted)]:
        where = f"{place}, signature of {_who(*key)}"
        if key not in found:
            yield Difference(where, "the text names it, its row is missing")
        elif key not in wanted:
            yield Difference(where, "its row is there, the text does not name it")
        else:
            yield from _wrong_parts(where, wanted[key], found[key], said["text_hash"])


def _wrong_parts(
    where: str, wanted: Row, found: Row, text_hash: str
) -> Iterator[Difference]:
    for name, word in _SIGNED.items():
        if found[name] != wanted[name]:
            yield Difference(
                where, f"the {word} is {found[name]!r}, in the text {wanted[name]!r}"
            )
    if found["text_hash"] != text_hash:
        yield Difference(where, "it stands under another text")


def _key(row: Row) -> tuple[str, int | None]:
    return row["side"], row["party_id"]


def _who(side: str, party_id: int | None) -> str:
    return "the foundation" if party_id is None else f"{side.lower()} {party_id}"
