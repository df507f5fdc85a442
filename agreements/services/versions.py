"""How is a version written for good? Only here, for signed and for registered ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import OperationalError

from agreements.models import (
    Agreement,
    AgreementVersion,
    Clause,
    Commitment,
)
from agreements.rules.numbers import reporting_amount
from agreements.rules.seal import SignedBy, VersionLabel, version_text
from agreements.rules.terms import Promise, Terms
from agreements.rules.terms_json import to_json
from agreements.rules.terms_reading import from_json
from agreements.services.instances import (
    anchors_before,
    count_from,
    write_instances,
)
from agreements.services.reminders import stop_reminders_of_old_end
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import StaleObject

# What the ledger of promises needs beside the words.
LEDGER_FIELDS = (
    "rhythm_kind",
    "rhythm_number",
    "measure",
    "evidence_wanted",
    "owner_key",
    "confirmer_key",
)


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What a version says beside its terms.

    Attributes:
        number: which version.
        kind: original, amendment, extension or correction.
        origin: signed here, or registered from paper.
        created_by: key of the actor.
        summary: what changed, in plain words.
        size: how big the change was, "" when not known.
        health_index: of the partnership on that day, for "did it help?".
    """

    number: int
    kind: str
    origin: str
    created_by: str
    summary: str = ""
    size: str = ""
    health_index: Decimal | None = None


def insert_version(
    *,
    now: datetime,
    agreement: Agreement,
    facts: VersionFacts,
    terms: Terms,
    signatures: Sequence[SignedBy] = (),
) -> AgreementVersion:
    """Insert a version with its clauses, promises and their due dates.

    What waits about an earlier end is taken back.
    The caller holds the lock on the agreement, has asked for the right and writes
    the audit. Triggers check the text against the columns and chain the hash.

    Args:
        now: the moment, aware.
        agreement: which deal.
        facts: what the version is.
        terms: what both sides agreed.
        signatures: who signed, for the hashed text.

    Raises:
        InvalidInput: the end is not after the start, or money that cannot be.
        StaleObject: another version came in between.
    """
    terms = from_json(to_json(terms))
    version = _unsaved(agreement, facts, terms)
    version.canonical = version_text(_label(agreement, facts), terms, signatures)
    version.created_at = now
    check_constraints(version)
    try:
        version.save(force_insert=True)
    except OperationalError as problem:
        raise StaleObject("there is a newer version") from problem
    version.refresh_from_db(fields=["terms", "prev_hash", "hash"])
    _write_clauses(version, terms)
    _write_promises(version, terms)
    stop_reminders_of_old_end(version)
    return version


def _unsaved(
    agreement: Agreement, facts: VersionFacts, terms: Terms
) -> AgreementVersion:
    return AgreementVersion(
        agreement=agreement,
        number=facts.number,
        kind=facts.kind,
        origin=facts.origin,
        effective_from=terms.effective_from,
        effective_to=terms.effective_to,
        amount=terms.total,
        currency=terms.currency,
        reporting_amount=reporting_amount(terms.total, terms.rate),
        reporting_currency=settings.REPORTING_CURRENCY,
        rate=terms.rate,
        rate_on=terms.rate_on,
        summary=facts.summary,
        size_class=facts.size,
        health_index=facts.health_index,
        terms={},
        created_by=facts.created_by,
    )


def _label(agreement: Agreement, facts: VersionFacts) -> VersionLabel:
    return VersionLabel(
        agreement=agreement.number,
        version=facts.number,
        kind=facts.kind,
        origin=facts.origin,
        summary=facts.summary,
        size=facts.size,
    )


def _write_clauses(version: AgreementVersion, terms: Terms) -> None:
    Clause.objects.bulk_create(
        Clause(
            version=version,
            key=clause.key,
            position=position,
            kind=clause.kind,
            heading=clause.heading,
            text=clause.text,
            is_locked=clause.is_locked,
        )
        for position, clause in enumerate(terms.clauses, start=1)
    )


def _write_promises(version: AgreementVersion, terms: Terms) -> None:
    earlier = anchors_before(version)
    commitments = [_commitment(version, promise) for promise in terms.promises]
    for commitment in commitments:
        commitment.rhythm_from = count_from(commitment, earlier)
    write_instances(version, Commitment.objects.bulk_create(commitments))


def _commitment(version: AgreementVersion, promise: Promise) -> Commitment:
    return Commitment(
        version=version,
        code=promise.code,
        side=promise.side,
        party_id=promise.party_id,
        kind=promise.kind,
        text=promise.text,
        due_on=promise.due_on,
        rhythm=promise.rhythm,
        amount=promise.amount,
        currency=version.currency if promise.amount is not None else "",
        **{name: getattr(promise, name) for name in LEDGER_FIELDS},
    )
