"""How does a signature on paper get in, together with its scan?"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agreements.models import AgreementVersion, Proposal
from agreements.services.signing import PaperSignature, enter_paper_signature
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import Actor
from eclt_partners.documents.choices import DocumentCategory, Readers
from eclt_partners.documents.services import Filing, Upload, store_document


@transaction.atomic
def file_paper_signature(
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    seen_hash: str,
    upload: Upload,
    client_key: UUID,
    signature: Callable[[int], PaperSignature],
) -> AgreementVersion | None:
    """File the scan with the renegotiation and enter the signature; both or nothing.

    Args:
        actor: a person of the foundation who may register papers.
        now: the moment, aware.
        proposal: an accepted one.
        seen_hash: the hash of the text that the page showed.
        upload: the scan.
        client_key: made by the form; a second sending files no second scan.
        signature: makes the signature of the id of the scan.

    Returns:
        The new version, or None while signatures are missing.

    Raises:
        NotPermitted, IllegalTransition, StaleObject, GateBlocked: as
            `enter_paper_signature`.
        InvalidInput: the file is not taken, the person may not sign, the day cannot be.
    """
    partnership = proposal.renegotiation.agreement.partnership
    scan = store_document(
        actor=actor,
        now=now,
        upload=upload,
        filing=Filing(
            subject=proposal.renegotiation,
            place=Place(partnership.country_id, partnership.pk),
            category=DocumentCategory.SIGNED_SCAN,
            readers=Readers.BOTH,
        ),
        client_key=client_key,
    )
    return enter_paper_signature(
        actor=actor,
        now=now,
        proposal=proposal,
        seen_hash=seen_hash,
        paper=signature(scan.pk),
    )
