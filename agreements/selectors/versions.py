"""What does the page of one version show?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from agreements.models import Agreement, AgreementVersion, Renegotiation, Signature
from agreements.rules.force import ForceState
from agreements.rules.terms import Terms
from agreements.selectors.agreements import version_rows
from agreements.selectors.people import Names, names_in
from agreements.selectors.proofs import signatures_of, versions_with_all
from agreements.selectors.proposals import terms_of
from eclt_partners.common.actor import Actor
from eclt_partners.documents.models import Document


@dataclass(frozen=True, slots=True)
class SignedVersion:
    """One version with all that stands beside it.

    Attributes:
        terms: what both sides agreed.
        state: what it is on the day of the question.
        replaced_on: when something newer ended it before its last day, or None.
        signatures: in the order they were given; none of a registered version.
        renegotiation: what it came of; None for a registered version.
        before: number of the version before it, None for the first one held.
        after: number of the next one, None for the newest.
        names: of the people and partners in it.
        documents: files about the agreement or its change that the reader may open.
    """

    version: AgreementVersion
    terms: Terms
    state: ForceState
    replaced_on: date | None
    signatures: Sequence[Signature]
    renegotiation: Renegotiation | None
    before: int | None
    after: int | None
    names: Names
    documents: Sequence[Document]


def signed_version(
    actor: Actor, agreement: Agreement, number: int, *, today: date
) -> SignedVersion | None:
    """Return a version with its signatures, neighbours and files, or None.

    A fixed number of queries.
    """
    rows = {row.version.number: row for row in version_rows(agreement, today=today)}
    if number not in rows:
        return None
    (version,) = versions_with_all(agreement, number)
    terms = terms_of(version)
    signatures = signatures_of(version)
    renegotiation = getattr(version, "renegotiation", None)
    return SignedVersion(
        version=version,
        terms=terms,
        state=rows[number].state,
        replaced_on=rows[number].replaced_on,
        signatures=signatures,
        renegotiation=renegotiation,
        before=number - 1 if number - 1 in rows else None,
        after=number + 1 if number + 1 in rows else None,
        names=names_in(agreement, [terms], [row.entered_by for row in signatures]),
        documents=_documents(actor, agreement, renegotiation, signatures),
    )


def _documents(
    actor: Actor,
    agreement: Agreement,
    renegotiation: Renegotiation | None,
    signatures: Iterable[Signature],
) -> list[Document]:
    """Return scans of signatures and files about the agreement or its change."""
    about = Q(subject_type=agreement._meta.label_lower, subject_id=agreement.pk)
    if renegotiation is not None:
        about |= Q(
            subject_type=renegotiation._meta.label_lower, subject_id=renegotiation.pk
        )
    scans = [row.document_id for row in signatures if row.document_id]
    found = Document.objects.visible_to(actor).without_bytes()
    return list(found.filter(about | Q(pk__in=scans)))
