"""Which two texts of an agreement does somebody want to see beside each other?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from agreements.models import Agreement, AgreementVersion, Proposal, Signature
from agreements.rules.terms import Terms
from agreements.selectors.people import Names, names_in
from agreements.selectors.proofs import signatures_of
from agreements.selectors.proposals import terms_of


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts of one agreement.

    Attributes:
        old: the version to start from.
        version: the one to arrive at; None when it is a proposal.
        proposal: the one to arrive at; None when it is a version.
        old_terms: what the first one says.
        new_terms: what the second one says.
        steps: the versions that lie between both, the later end included, oldest
            first; each with the renegotiation it came of.
        reasons: key of a change -> why, when both follow on each other.
        names: of the people and partners in both.
        signatures: under the later version; none under a proposal.
    """

    old: AgreementVersion
    version: AgreementVersion | None
    proposal: Proposal | None
    old_terms: Terms
    new_terms: Terms
    steps: Sequence[AgreementVersion]
    reasons: Mapping[str, str]
    names: Names
    signatures: Sequence[Signature] = ()


def compared_versions(agreement: Agreement, a: int, b: int) -> Compared | None:
    """Return two versions, in the order that was asked for; None when one is missing.

    A fixed number of queries, however many versions lie between.
    """
    first, last = min(a, b), max(a, b)
    signed = Proposal.objects.filter(state="SIGNED").prefetch_related("signatures")
    between = {
        version.number: version
        for version in agreement.versions.filter(number__range=(first, last))
        .select_related("renegotiation")
        .prefetch_related(
            Prefetch("renegotiation__proposals", signed, to_attr="signed_ones")
        )
        .order_by("number")
    }
    if a not in between or b not in between:
        return None
    reasons = _reasons(between[b]) if b == a + 1 else {}
    steps = [version for number, version in between.items() if number > first]
    texts = (terms_of(between[a]), terms_of(between[b]))
    signatures = signatures_of(between[b])
    names = names_in(agreement, texts, [row.entered_by for row in signatures])
    return Compared(
        between[a], between[b], None, *texts, steps, reasons, names, signatures
    )


def compared_proposal(
    agreement: Agreement, a: int, proposal_id: int
) -> Compared | None:
    """Return a version beside a proposal that was sent; None when one is missing.

    A draft belongs to its side alone until it is sent, so it is missing here.
    """
    old = agreement.versions.filter(number=a).first()
    proposal = (
        Proposal.objects.filter(pk=proposal_id, renegotiation__agreement=agreement)
        .exclude(sent_at=None)
        .select_related("renegotiation")
        .first()
    )
    if old is None or proposal is None:
        return None
    reasons = proposal.reasons if proposal.base_version_id == old.pk else {}
    texts = (terms_of(old), terms_of(proposal))
    names = names_in(agreement, texts)
    return Compared(old, None, proposal, *texts, [], reasons, names)


def _reasons(version: AgreementVersion) -> Mapping[str, str]:
    renegotiation = getattr(version, "renegotiation", None)
    signed = renegotiation.signed_ones if renegotiation else []
    return signed[0].reasons if signed else {}
