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
    return sha256(f"{prev_hash}\n{text}".encode()).hexdigest()


def anchor_hash(heads: Sequence[tuple[str, int, str]]) -> str:
    """Return one hash for the heads of all agreements.

    Args:
        heads: number of the agreement, number of its newest version, its hash.
    """
    lines = (
        f"{agreement} {number} {head}" for agreement, number, head in sorted(heads)
    )
    return sha256("\n".join(lines).encode()).hexdigest()


def _signature(signature: SignedBy) -> dict[str, Any]:
    return {
        "side": signature.side,
        "party_id": signature.party_id,
        "signer": signature.signer,
        "method": signature.method,
        "signed_on": signature.signed_on.isoformat(),
    }
