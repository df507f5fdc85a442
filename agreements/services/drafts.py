"""What is typed in about a version and its promises, before it is written for good?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from agreements.choices import CommitmentKind, VersionKind, VersionOrigin
from agreements.models import Agreement, AgreementVersion
from agreements.rules.numbers import promise_codes
from agreements.rules.terms import BudgetLine, Promise, Terms
from agreements.services.versions import VersionFacts, insert_version
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput
from partners.choices import OwnerSide
from partners.models import PartnershipParty

# The other parts of a text stay as they were before.
ASKED_OF_A_PAPER: Final = (
    "effective_from",
    "effective_to",
    "currency",
    "rate",
    "rate_on",
    "lines",
    "promises",
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
    base: Terms | None = None,
) -> AgreementVersion:
    """Insert one version from paper; it can never be changed afterwards.

    The caller holds the lock on the agreement, has asked for the right and writes
    the audit. What a paper is not asked for, such as clauses, targets and places,
    stays as it was in `base`, the text of the version before; None for the first.

    Raises:
        InvalidInput: the end is not after the start, a rate that cannot be, or a
            side without a promise (methods A3, gate G2 B1 and B2).
    """
    is_same = fields.currency == settings.REPORTING_CURRENCY
    if fields.rate <= 0 or (is_same and fields.rate != 1):
        raise InvalidInput(
            {"rate": _("The rate must be above 0, and exactly 1 for the same currency")}
        )
    check_both_sides_promise(promises)
    return insert_version(
        now=now,
        agreement=agreement,
        facts=VersionFacts(
            number=number,
            kind=fields.kind,
            origin=VersionOrigin.REGISTERED,
            created_by=actor.key,
            summary=fields.summary,
        ),
        terms=_terms(agreement, fields, promises, base),
    )


def _terms(
    agreement: Agreement,
    fields: VersionFields,
    promises: Sequence[PromiseDraft],
    base: Terms | None,
) -> Terms:
    """Return what is known of a paper: its dates, its money, its promises."""
    known = Terms(
        title=agreement.title,
        language=agreement.partnership.country.default_language,
        effective_from=fields.effective_from,
        effective_to=fields.effective_to,
        currency=fields.currency,
        rate=fields.rate,
        rate_on=fields.rate_on,
        lines=_lines(fields, base),
        promises=_promises(promises),
    )
    if base is None:
        return known
    return replace(base, **{name: getattr(known, name) for name in ASKED_OF_A_PAPER})


def _lines(fields: VersionFields, base: Terms | None) -> tuple[BudgetLine, ...]:
    """Return the money in one sum, or the budget of before where it is as much.

    One sum that is put right stays the sum of its year.
    """
    asked = (fields.amount, fields.currency)
    if base is not None and (base.total, base.currency) == asked:
        return base.lines
    before = base.lines if base is not None else ()
    if [line.key for line in before] == ["total"]:
        return (replace(before[0], amount=fields.amount),)
    year = fields.effective_from.year
    return (BudgetLine("total", "", year, fields.amount),)


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


def _promises(drafts: Sequence[PromiseDraft]) -> tuple[Promise, ...]:
    given = [draft.code for draft in drafts if draft.code]
    fresh = iter(
        promise_codes([draft.side for draft in drafts if not draft.code], given)
    )
    return tuple(
        Promise(
            code=draft.code or next(fresh),
            side=draft.side,
            kind=CommitmentKind(draft.kind),
            text=draft.text,
            due_on=draft.due_on,
            rhythm=draft.rhythm,
            amount=draft.amount,
            party_id=draft.party.pk if draft.party else None,
            rhythm_kind=draft.rhythm_kind,
            rhythm_number=draft.rhythm_number,
            measure=draft.measure,
            evidence_wanted=draft.evidence_wanted,
            owner_key=draft.owner_key,
            confirmer_key=draft.confirmer_key,
        )
        for draft in drafts
    )
