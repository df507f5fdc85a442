"""Drafts of versions and promises that tests of agreements share."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from agreements.choices import VersionKind
from agreements.models import Agreement, AgreementVersion
from agreements.rules.terms import BudgetLine, Promise, Terms
from agreements.services.agreements import (
    AgreementFields,
    register_agreement,
    register_version,
)
from agreements.services.drafts import PromiseDraft, VersionFields
from agreements.services.versions import VersionFacts, insert_version
from partners.choices import OwnerSide
from partners.models import PartnershipParty
from tests.agreements.table import TERMS
from tests.cast import NOW

VERSION = VersionFields(
    effective_from=date(2026, 1, 1),
    effective_to=date(2027, 12, 31),
    amount=Decimal("1734000.00"),
    currency="MWK",
    rate=Decimal(1734),
    rate_on=date(2026, 1, 1),
)
PAY = PromiseDraft(
    OwnerSide.FOUNDATION, "PAY", "Pay in 15 working days", date(2026, 10, 1)
)
REPORT = PromiseDraft(
    OwnerSide.PARTNER, "REPORT", "Share the audit", date(2026, 12, 30)
)
NEXT = replace(
    VERSION,
    effective_from=date(2026, 7, 1),
    kind=VersionKind.AMENDMENT,
    summary="More schools",
)
KWACHA = replace(TERMS, currency="MWK", rate=Decimal(1734), places=("Mtsinje", "Zomba"))


def register(cast, now, who="amina", *, promises=(PAY, REPORT), **changes) -> Agreement:
    """Register an agreement of the Malawi partnership."""
    fields = AgreementFields(
        kind="GRANT",
        title=changes.pop("title", "Schools"),
        number=changes.pop("number", ""),
    )
    return register_agreement(
        actor=cast.actor(who),
        now=now,
        partnership=changes.pop("partnership", cast.malawi_partnership),
        fields=fields,
        version=replace(VERSION, **changes),
        promises=list(promises),
    )


def make_version(
    agreement: Agreement,
    *,
    number: int = 1,
    starts: date = date(2022, 3, 1),
    ends: date = date(2031, 12, 31),
    amount: Decimal = Decimal(0),
    promises: tuple[Promise, ...] = (),
    now: datetime = NOW,
) -> AgreementVersion:
    """Write a registered version without asking anybody."""
    kind = VersionKind.ORIGINAL if number == 1 else VersionKind.AMENDMENT
    return insert_version(
        now=now,
        agreement=agreement,
        facts=VersionFacts(number, kind, "REGISTERED", "system"),
        terms=Terms(
            title=agreement.title,
            language="en-gb",
            effective_from=starts,
            effective_to=ends,
            currency="USD",
            rate=Decimal(1),
            rate_on=starts,
            lines=(BudgetLine("total", "", starts.year, amount),),
            promises=promises,
        ),
    )


def agreement_of(party: PartnershipParty, *promises: Promise) -> Agreement:
    """An agreement with one partner of a coalition alone."""
    agreement = Agreement.objects.create(
        partnership=party.partnership,
        number=f"{party.partnership.code}/Z",
        kind_id="GRANT",
        title="With one partner",
        created_at=NOW,
    )
    agreement.parties.set([party])
    make_version(agreement, promises=promises)
    return agreement


def add_version(
    agreement: Agreement, number: int, terms: Terms = TERMS
) -> AgreementVersion:
    """Write a further registered version; each begins a day later."""
    later = terms.effective_from + timedelta(days=number)
    return insert_version(
        now=NOW,
        agreement=agreement,
        facts=VersionFacts(number, "AMENDMENT", "REGISTERED", "system"),
        terms=replace(terms, effective_from=later),
    )


def prolong(cast, now, agreement: Agreement, end: date) -> None:
    """Register a second version that ends on another day."""
    register_version(
        actor=cast.actor("amina"),
        now=now,
        agreement=agreement,
        base_number=1,
        fields=replace(NEXT, effective_to=end),
        promises=[PAY, REPORT],
    )
