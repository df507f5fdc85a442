"""What is typed in about a version and its promises, before it is written for good?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from agreements.choices import VersionKind, VersionOrigin
from agreements.models import Agreement, AgreementVersion, Commitment
from agreements.rules.numbers import promise_codes, reporting_amount
from agreements.services.instances import (
    anchors_before,
    count_from,
    write_instances,
)
from eclt_partners.common.actor import Actor
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput
from partners.choices import OwnerSide
from partners.models import PartnershipParty

# What a promise takes over from its draft as it is.
AS_TYPED = (
    "side",
    "party",
    "kind",
    "text",
    "due_on",
    "rhythm",
    "amount",
    "rhythm_kind",
    "rhythm_number",
    "measure",
    "evidence_wanted",
    "owner_key",
    "confirmer_key",
)


@dataclass(frozen=True, slots=True)
class PromiseDraft:
    """One promise as typed; a code only when it goes on from an earlier version.

    With a rhythm (`rhythm_kind`), `due_on` is the first due date. People are named by
    their key: "user:12" or "contact:7".
    """

    side: OwnerSide
    kind: str
    text: str
    due_on: date | None = None
    rhythm: str = ""
    amount: Decimal | None = None
    code: str = ""
    party: PartnershipParty | None = None
    rhythm_kind: str = ""
    rhythm_number: int | None = None
    measure: str = ""
    evidence_wanted: str = ""
    owner_key: str = ""
    confirmer_key: str = ""

    @property
    def has_a_day(self) -> bool:
        """True with a date or a rhythm, in numbers or in words."""
        return bool(self.due_on or self.rhythm or self.rhythm_kind)


@dataclass(frozen=True, slots=True)
class VersionFields:
    """The dates and the money of one version.

    `rate` is units of `currency` for one unit of the reporting currency; 1 when
    they are the same.
    """

    effective_from: date
    effective_to: date
    amount: Decimal
    currency: str
    rate: Decimal
    rate_on: date
    kind: VersionKind = VersionKind.ORIGINAL
    summary: str = ""


def write_version(
    *,
    actor: Actor,
    now: datetime,
    agreement: Agreement,
    number: int,
    fields: VersionFields,
    promises: Sequence[PromiseDraft],
) -> AgreementVersion:
    """Insert one version with its promises; they can never be changed afterwards.

    The caller holds the lock on the agreement, has asked for the right and writes
    the audit.

    Raises:
        InvalidInput: the end is not after the start, a rate that cannot be, or a
            side without a promise (methods A3, gate G2 B1 and B2).
    """
    is_same = fields.currency == settings.REPORTING_CURRENCY
    if fields.rate <= 0 or (is_same and fields.rate != 1):
        raise InvalidInput({"rate": _("The rate must be above 0, and 1 for the same")})
    check_both_sides_promise(promises)
    version = AgreementVersion(
        agreement=agreement,
        number=number,
        kind=fields.kind,
        origin=VersionOrigin.REGISTERED,
        effective_from=fields.effective_from,
        effective_to=fields.effective_to,
        amount=fields.amount,
        currency=fields.currency,
        reporting_amount=reporting_amount(fields.amount, fields.rate),
        reporting_currency=settings.REPORTING_CURRENCY,
        rate=fields.rate,
        rate_on=fields.rate_on,
        summary=fields.summary,
        created_at=now,
        created_by=actor.key,
    )
    check_constraints(version)
    version.save(force_insert=True)
    _write_promises(version, promises)
    return version


def check_both_sides_promise(promises: Sequence[PromiseDraft]) -> None:
    """Refuse an agreement in which one side promises nothing.

    Raises:
        InvalidInput: about the whole form, or about a promise without any date.
    """
    sides = {promise.side for promise in promises}
    if OwnerSide.JOINT not in sides and len(sides) < 2:
        raise InvalidInput(
            {
                "": _(
                    "Write at least one promise of the foundation and one of the partner"
                )
            }
        )
    if not all(promise.has_a_day for promise in promises):
        raise InvalidInput({"": _("Give each promise a date or a rhythm")})


def _write_promises(
    version: AgreementVersion, promises: Sequence[PromiseDraft]
) -> None:
    given = [promise.code for promise in promises if promise.code]
    fresh = iter(
        promise_codes([promise.side for promise in promises if not promise.code], given)
    )
    earlier = anchors_before(version)
    commitments = []
    for promise in promises:
        commitment = Commitment(
            version=version,
            code=promise.code or next(fresh),
            currency=version.currency if promise.amount is not None else "",
            **{name: getattr(promise, name) for name in AS_TYPED},
        )
        commitment.rhythm_from = count_from(commitment, earlier)
        commitments.append(commitment)
    write_instances(version, Commitment.objects.bulk_create(commitments))
