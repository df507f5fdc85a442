"""Which text of a version is hashed, and how is it chained to the one before?

The text holds the terms, what the version is and who signed when; people by key
only (rulings 11). Anybody can rebuild the chain: `hash` is the SHA-256 of the hash
before, a line end and the text (trust 2.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from agreements.rules.terms import Terms
from agreements.rules.terms_json import canonical, text_hash, to_json


@dataclass(frozen=True, slots=True)
class SignedBy:
    """One signature as it is hashed: no name, only keys.

    Attributes:
        side: FOUNDATION or PARTNER.
        party_id: the party, None for the foundation.
        signer: actor key of who signed.
        method: in the product or on paper.
        signed_on: the day.
    """

    side: str
    party_id: int | None
    signer: str
    method: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class VersionLabel:
    """What a version is, beside its terms.

    Attributes:
        agreement: number of the agreement.
        version: number of the version.
        kind: original, amendment, extension or correction.
        origin: signed here or registered.
        summary: what changed, in plain words.
        size: how big the change was, "" when not known.
    """

    agreement: str
    version: int
    kind: str
    origin: str
    summary: str = ""
    size: str = ""


def version_text(
    label: VersionLabel, terms: Terms, signatures: Sequence[SignedBy] = ()
) -> str:
    """Return the canonical text of a version."""
    return canonical(
        {
            "agreement": label.agreement,
            "version": label.version,
            "kind": label.kind,
            "origin": label.origin,
            "summary": label.summary,
            "size": label.size,
            "terms": to_json(terms),
            "text_hash": text_hash(terms),
            "signatures": [_signature(signature) for signature in signatures],
        }
    )


def chain_hash(prev_hash: str, text: str) -> str:
    """Return the hash of a version: 64 hex digits.

    Args:
        prev_hash: of the version before, "" for the first one held.
        text: the canonical text.
    """
    return _sha256(f"{prev_hash}\n{text}")


def head_leaf(agreement: str, number: int, head: str) -> str:
    """Return the hash that stands for one agreement in an anchor.

    Args:
        agreement: its number.
        number: of its newest version.
        head: the hash of that version.
    """
    return _sha256(f"head {agreement} {number} {head}")


def anchor_hash(leaves: Sequence[str]) -> str:
    """Return one hash for the heads of all agreements (docs/adr/0026).

    Neighbours are hashed together until one is left; the last one of an odd row
    moves up as it is.

    Args:
        leaves: `head_leaf` of each agreement, in any order.
    """
    row = sorted(leaves)
    while len(row) > 1:
        row = _row_above(row)
    return row[0] if row else _sha256("no agreement")


def anchor_path(leaves: Sequence[str], leaf: str) -> list[tuple[str, str]]:
    """Return what leads from one leaf to the anchor, and says nothing of the others.

    Returns:
        "left" or "right" and the hash that stands there, from the leaf upwards.

    Raises:
        ValueError: the leaf is none of them.
    """
    row, path = sorted(leaves), []
    at = row.index(leaf)
    while len(row) > 1:
        beside = at ^ 1
        if beside < len(row):
            path.append(("left" if beside < at else "right", row[beside]))
        row, at = _row_above(row), at // 2
    return path


def _row_above(row: Sequence[str]) -> list[str]:
    return [
        _sha256(f"pair {row[at]} {row[at + 1]}") if at + 1 < len(row) else row[at]
        for at in range(0, len(row), 2)
    ]


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _signature(signature: SignedBy) -> dict[str, Any]:
    return {
        "side": signature.side,
        "party_id": signature.party_id,
        "signer": signature.signer,
        "method": signature.method,
        "signed_on": signature.signed_on.isoformat(),
    }
