"""Does each proposal still carry the words that were sent, and only their hash?"""

import json
from collections.abc import Iterator
from hashlib import sha256

from agreements.rules.proof.held import Difference, HeldAgreement, HeldProposal


def wrong_proposals(held: HeldAgreement) -> Iterator[Difference]:
    """Yield proposals whose words, hash, terms or answers do not fit together."""
    for proposal in held.proposals:
        yield from _wrong_proposal(f"{held.number}, {proposal.place}", proposal)


def _wrong_proposal(place: str, proposal: HeldProposal) -> Iterator[Difference]:
    if sha256(proposal.canonical.encode()).hexdigest() != proposal.text_hash:
        yield Difference(place, "its hash is not that of its words")
    try:
        if json.loads(proposal.canonical) != proposal.terms:
            yield Difference(place, "the terms beside its words say something else")
    except ValueError:
        yield Difference(place, "its words cannot be read")
    for who, text_hash in proposal.said:
        if text_hash != proposal.text_hash:
            yield Difference(place, f"the {who} is for another text")
