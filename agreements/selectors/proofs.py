"""What is kept of agreements, for comparing it with what was signed?"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from agreements.models import (
    Agreement,
    AgreementHead,
    AgreementVersion,
    Clause,
    Commitment,
    EffectiveRange,
    Proposal,
    Signature,
)
from agreements.rules.proof import (
    HeldAgreement,
    HeldDays,
    HeldProposal,
    HeldVersion,
)
from eclt_partners.common.asking import ask_together

COLUMNS = ("kind", "origin", "summary", "size_class", "currency")
DAYS = ("effective_from", "effective_to", "rate_on")


def held_agreements(number: str | None = None) -> Iterator[HeldAgreement]:
    """Yield what the database holds of all agreements, or of one, by number.

    A fixed number of queries for each agreement.
    """
    agreements = Agreement.objects.order_by("number")
    if number is not None:
        agreements = agreements.filter(number=number)
    for agreement in agreements.iterator():
        yield held_agreement(agreement)


def held_agreement(agreement: Agreement) -> HeldAgreement:
    """Return what the database holds of one agreement."""
    head = AgreementHead.objects.filter(agreement=agreement).first()
    proposals = sent_proposals(agreement)
    ask_together(proposals)
    return HeldAgreement(
        number=agreement.number,
        versions=[_version(row) for row in versions_with_all(agreement)],
        head=(head.number, head.hash, head.effective_from) if head else None,
        days=[
            _days(row)
            for row in EffectiveRange.objects.filter(
                agreement=agreement
            ).select_related("version")
        ],
        continued_on=_continued_on(agreement),
        proposals=[_proposal(row) for row in proposals],
    )


def versions_with_all(
    agreement: Agreement, number: int | None = None
) -> list[AgreementVersion]:
    """Return the versions, oldest first, with clauses, promises and signatures.

    One query.

    Args:
        agreement: which deal.
        number: only of this version; None: all.
    """
    rows = (
        AgreementVersion.objects.filter(agreement=agreement)
        .select_related("renegotiation")
        .prefetch_related(
            Prefetch("clauses", Clause.objects.order_by("position")),
            Prefetch("commitments", Commitment.objects.order_by("code")),
        )
        .order_by("number")
    )
    if number is not None:
        rows = rows.filter(number=number)
    signatures = (
        Signature.objects.order_by("id")
        .select_related("party__partner")
        .prefetch_related("passed_warnings")
    )
    signed = Proposal.objects.filter(
        state="SIGNED", renegotiation__version__in=rows.order_by().values("pk")
    ).prefetch_related(Prefetch("signatures", signatures))
    ask_together(rows, signed)
    for row in rows:
        if renegotiation := getattr(row, "renegotiation", None):
            renegotiation.signed_ones = [
                each for each in signed if each.renegotiation_id == renegotiation.pk
            ]
    return list(rows)


def signatures_of(version: AgreementVersion) -> list[Signature]:
    """Return the signatures under a version of `versions_with_all`; no query."""
    renegotiation = getattr(version, "renegotiation", None)
    signed = renegotiation.signed_ones if renegotiation else []
    return [row for proposal in signed for row in proposal.signatures.all()]


def sent_proposals(agreement: Agreement) -> QuerySet[Proposal]:
    """Return all proposals that were put on the table, oldest first, to be asked.

    Those of the agreement before that became the first version of this one as well.
    """
    return (
        Proposal.objects.filter(
            Q(renegotiation__agreement=agreement)
            | Q(renegotiation__version__agreement=agreement)
        )
        .exclude(sent_at=None)
        .prefetch_related("acceptances", "signatures")
        .order_by("sent_at", "id")
    )


def signature_row(row: Signature) -> dict[str, Any]:
    """Return the keys of a signature, as the hashed text has them, and its hash."""
    return {
        "side": row.side,
        "party_id": row.party_id,
        "signer": row.signer,
        "method": row.method,
        "signed_on": row.signed_on.isoformat(),
        "text_hash": row.text_hash,
    }


def _continued_on(agreement: Agreement) -> date | None:
    later = AgreementVersion.objects.filter(agreement__continues=agreement)
    return (
        later.order_by("effective_from")
        .values_list("effective_from", flat=True)
        .first()
    )


def _days(row: EffectiveRange) -> HeldDays:
    """Return a stretch; the triggers write no open ends, so one counts as no day."""
    during = row.during
    return HeldDays(
        row.version.number, during.lower or date.min, during.upper or date.min
    )


def _version(row: AgreementVersion) -> HeldVersion:
    return HeldVersion(
        number=row.number,
        canonical=row.canonical,
        prev_hash=row.prev_hash,
        hash=row.hash,
        columns={
            "number": str(row.number),
            **{name: str(getattr(row, name)) for name in COLUMNS},
            **{name: getattr(row, name).isoformat() for name in DAYS},
            "rate": f"{row.rate:.6f}",
            "amount": f"{row.amount:.2f}",
            "reporting_amount": f"{row.reporting_amount:.2f}",
        },
        terms=row.terms,
        clauses=[_clause(clause) for clause in row.clauses.all()],
        promises=[_promise(promise) for promise in row.commitments.all()],
        signatures=[signature_row(each) for each in signatures_of(row)],
    )


def _clause(row: Clause) -> dict[str, Any]:
    return {
        "key": row.key,
        "kind": row.kind,
        "heading": row.heading,
        "text": row.text,
        "is_locked": row.is_locked,
    }


def _promise(row: Commitment) -> dict[str, Any]:
    return {
        "code": row.code,
        "side": row.side,
        "kind": row.kind,
        "text": row.text,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "rhythm": row.rhythm,
        "amount": None if row.amount is None else f"{row.amount:.2f}",
        "party_id": row.party_id,
        "rhythm_kind": row.rhythm_kind,
        "rhythm_number": row.rhythm_number,
        "measure": row.measure,
        "evidence_wanted": row.evidence_wanted,
        "owner_key": row.owner_key,
        "confirmer_key": row.confirmer_key,
    }


def _proposal(row: Proposal) -> HeldProposal:
    said = [("acceptance", each.text_hash) for each in row.acceptances.all()]
    said += [("signature", each.text_hash) for each in row.signatures.all()]
    return HeldProposal(
        place=f"change {row.renegotiation_id}, {row.audit_text}",
        canonical=row.canonical,
        text_hash=row.text_hash,
        terms=row.terms,
        said=said,
    )
