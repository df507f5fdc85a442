"""Has everybody signed the same text? B10 of gate G2."""

from collections.abc import Iterator

from agreements.rules.gate_g2.facts import GateFacts, Signed
from agreements.rules.gate_g2.lines import Gap, Lack
from partners.choices import Side

Signer = tuple[Side, int | None]


def signed_by_all(facts: GateFacts, text_hash: str) -> Iterator[Gap]:
    """B10: name, role, date and the same text, of the foundation and each party.

    One complete signature of each is enough; others do no harm.

    Args:
        facts: the signatures, and who has to sign.
        text_hash: of the text that comes into force.
    """
    for side, party_id in _signers(facts):
        found = [
            _gap(signed, text_hash)
            for signed in facts.signatures
            if signed.side == side and party_id in {None, signed.party_id}
        ]
        if not found:
            yield Gap(Lack.NOT_SIGNED, about=side, value=party_id)
        elif None not in found:
            yield Gap(found[0] or Lack.NOT_SIGNED, about=side, value=party_id)


def _signers(facts: GateFacts) -> Iterator[Signer]:
    yield Side.FOUNDATION, None
    for party_id in sorted(facts.party_ids):
        yield Side.PARTNER, party_id
    if not facts.party_ids:
        yield Side.PARTNER, None


def _gap(signed: Signed, text_hash: str) -> Lack | None:
    if signed.text_hash != text_hash:
        return Lack.OTHER_TEXT_SIGNED
    if signed.name and signed.role and signed.signed_on:
        return None
    return Lack.SIGNATURE_INCOMPLETE
