"""An agreement with targets, and results of it, that several tests share."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from agreements.models import Agreement, PeriodResult
from agreements.rules.parts import Target
from agreements.services.result_checks import ResultFields
from agreements.services.results import record_result
from partners.models import PartnershipParty
from tests.agreements.table import TERMS, make_agreement
from tests.cast import Cast

CHILDREN = Target("children", "Children back in school", 1800, date(2027, 6, 30))
CLUBS = Target("clubs", "School clubs", 24)
KWACHA = replace(TERMS, currency="MWK", rate=Decimal(1734), targets=(CHILDREN, CLUBS))
HALF = ResultFields(
    from_on=date(2026, 7, 1),
    to_on=date(2026, 9, 30),
    evidence="Register of September",
    withdrawn=40,
    prevented=100,
    protected=0,
    spending=Decimal("1734000.00"),
    reached={"children": 900},
)


def with_targets(cast: Cast, *parties: PartnershipParty) -> Agreement:
    """An agreement in kwacha that aims at something countable."""
    return make_agreement(cast, KWACHA, parties=parties)


def recorded(
    cast: Cast, now: datetime, agreement: Agreement, who: str = "amina", **changes: Any
) -> PeriodResult:
    """A result of a quarter, changed so."""
    return record_result(
        actor=cast.actor(who),
        now=now,
        agreement=agreement,
        fields=replace(HALF, **changes),
        client_key=uuid4(),
    )
