"""Which file lets somebody check an agreement without this product?

One fact a line, in a fixed order, without the time of making: the same agreement gives
the same bytes. `agreements/verify_export.py` checks it (docs/agreements-proof.md).
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from agreements.models import Agreement, AgreementVersion, Anchor, Proposal, Signature
from agreements.rules.terms_json import canonical
from agreements.selectors.anchors import newest_anchor, place_in
from agreements.selectors.proofs import (
    sent_proposals,
    signature_row,
    signatures_of,
    versions_with_all,
)
from eclt_partners.common.asking import ask_together

HEADER: Final = "agreement-bundle 1"


def bundle_of(agreement: Agreement, anchor: Anchor | None = None) -> bytes:
    """Return the whole story of an agreement as one file.

    Args:
        agreement: which deal.
        anchor: the night to prove; None: the latest one, if there is any.
    """
    body = "".join(f"{line}\n" for line in _lines(agreement, anchor or newest_anchor()))
    return f"{body}seal {sha256(body.encode()).hexdigest()}\n".encode()


def _lines(agreement: Agreement, anchor: Anchor | None) -> Iterator[str]:
    yield HEADER
    yield _line("agreement", _agreement(agreement))
    for version in versions_with_all(agreement):
        yield _line("version", _version(version))
        yield f"text {version.canonical}"
        for signature in signatures_of(version):
            yield _line("signature", _signature(version, signature))
    proposals = sent_proposals(agreement).select_related(
        "renegotiation__version", "party__partner"
    )
    ask_together(proposals)
    for proposal in proposals:
        yield _line("proposal", _proposal(agreement, proposal))
    place = place_in(anchor, agreement) if anchor else None
    if anchor and place:
        yield _line("anchor", _anchor(anchor, *place))


def _line(word: str, said: dict[str, Any]) -> str:
    return f"{word} {canonical(said)}"


def _agreement(agreement: Agreement) -> dict[str, Any]:
    parties = agreement.parties.select_related("partner").order_by("pk")
    return {
        "number": agreement.number,
        "title": agreement.title,
        "kind": agreement.kind_id,
        "partners": [
            {"party_id": party.pk, "name": party.partner.name} for party in parties
        ],
    }


def _version(version: AgreementVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "prev_hash": version.prev_hash,
        "hash": version.hash,
        "created_at": version.created_at.isoformat(),
    }


def _signature(version: AgreementVersion, row: Signature) -> dict[str, Any]:
    return {
        **signature_row(row),
        "version": version.number,
        "name": row.name,
        "role": row.role,
        "signed_at": row.signed_at.isoformat(),
        "entered_by": row.entered_by,
    }


def _proposal(agreement: Agreement, row: Proposal) -> dict[str, Any]:
    made = row.renegotiation.version
    is_here = made is not None and made.agreement_id == agreement.pk
    return {
        "change": row.renegotiation_id,
        "round": row.round,
        "side": row.side,
        "party_id": row.party_id,
        "state": row.state,
        "text_hash": row.text_hash,
        "sent_at": row.sent_at.isoformat() if row.sent_at else None,
        "version": made.number if made and is_here else None,
    }


def _anchor(
    anchor: Anchor, version: AgreementVersion, path: list[tuple[str, str]]
) -> dict[str, Any]:
    return {
        "day": anchor.day.isoformat(),
        "hash": anchor.hash,
        "version": version.number,
        "path": [list(step) for step in path],
    }
