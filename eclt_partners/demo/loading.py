"""How does a portfolio become rows? All of it, or nothing.

Loading twice gives the same rows: partnerships are found by code, reviews by date,
functions by name; what is there already is left alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_noop

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM
from eclt_partners.countries.models import Country
from eclt_partners.countries.services import fill_working_days, usual_weekend
from eclt_partners.demo.after_checks import load_checks
from eclt_partners.demo.history import load_reviews
from eclt_partners.demo.reading import (
    CountryRow,
    FunctionRow,
    PartnershipRow,
    Portfolio,
)
from eclt_partners.demo.registering import register_agreement
from eclt_partners.demo.telling import NOTHING, Telling
from partners.choices import Fate, HandoverMode, PartnerKind, Stage
from partners.models import (
    Function,
    Partner,
    Partnership,
    PartnershipParty,
    PillarReading,
    StageChange,
    SustainabilityPlan,
)

INTERFACE_LANGUAGES = {"en": "en-gb", "fr": "fr", "es": "es", "pt": "pt"}
STAGE_BEFORE_PAUSE = Stage.ACTIVE
# Stored in English, said in the language of the reader (lifecycle/selectors/story.py).
REGISTERED = gettext_noop("Registered with its stage of that day.")
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class LoadReport:
    """How many rows a load wrote; loading again writes none."""

    countries: int = 0
    partnerships: int = 0
    reviews: int = 0
    functions: int = 0


@transaction.atomic
def load_portfolio(
    portfolio: Portfolio,
    *,
    now: datetime,
    progress: Progress,
    telling: Telling = NOTHING,
) -> LoadReport:
    """Write a portfolio without problems into the database.

    Args:
        portfolio: rows from `read_portfolio`.
        now: the moment of loading, aware.
        progress: called with (partnerships done, partnerships in all).
        telling: what the portfolio's file does not know.

    Returns:
        What was new.
    """
    report = LoadReport()
    rates = {country.code: country.rate for country in portfolio.countries}
    for country in portfolio.countries:
        report.countries += _load_country(country)
    if report.countries:
        fill_working_days(now=now)
    total = len(portfolio.partnerships)
    for done, row in enumerate(portfolio.partnerships, start=1):
        _load_partnership(row, rates[row.country], telling, now=now, report=report)
        progress(done, total)
    return report


def _load_country(row: CountryRow) -> int:
    _country, is_new = Country.objects.get_or_create(
        code=row.code,
        defaults={
            "time_zone": row.time_zone,
            "weekend": usual_weekend(row.code),
            "working_languages": row.language,
            "default_language": INTERFACE_LANGUAGES.get(row.language, "en-gb"),
            "currency": row.currency,
        },
    )
    return int(is_new)


def _load_partnership(
    row: PartnershipRow,
    rate: Decimal,
    telling: Telling,
    *,
    now: datetime,
    report: LoadReport,
) -> None:
    partnership = Partnership.objects.filter(code=row.code).first()
    if partnership is None:
        partnership = _create_partnership(row, now=now)
        register_agreement(row, partnership, rate, telling, now=now)
        report.partnerships += 1
    party = partnership.parties.get()
    report.functions += _load_functions(row, partnership)
    load_checks(partnership, row.agreement_end)
    said = telling.reviews.get(row.code, {})
    report.reviews += load_reviews(row.reviews, partnership, party, said, now=now)


def _create_partnership(row: PartnershipRow, *, now: datetime) -> Partnership:
    country = Country.objects.get(code=row.country)
    partner = Partner.objects.create(
        name=row.name, kind=PartnerKind(row.kind), country=country, is_fictional=True
    )
    is_paused = row.stage == Stage.PAUSED
    partnership = Partnership.objects.create(
        code=row.code,
        name=row.name,
        country=country,
        stage=row.stage,
        stage_before_pause=STAGE_BEFORE_PAUSE if is_paused else "",
        relationship_start=row.start,
        note=row.note,
    )
    PartnershipParty.objects.create(
        partnership=partnership, partner=partner, from_on=row.start
    )
    StageChange.objects.create(
        partnership=partnership,
        to_stage=row.stage,
        changed_at=now,
        changed_on=country.today(now=now),
        changed_by=SYSTEM.key,
        reason=REGISTERED,
    )
    audit.record(
        "partners.partnership.registered",
        actor=SYSTEM,
        subject=partnership,
        now=now,
        place=Place(country.code, partnership.pk),
    )
    return partnership


def _load_functions(row: PartnershipRow, partnership: Partnership) -> int:
    if not row.functions:
        return 0
    plan, _is_new = SustainabilityPlan.objects.get_or_create(
        partnership=partnership, defaults={"mode": HandoverMode.PHASE_OVER}
    )
    known = set(plan.functions.values_list("name", flat=True))
    read_on = row.reviews[-1].on if row.reviews else row.start
    new = [function for function in row.functions if function.name not in known]
    for function in new:
        _create_function(function, plan, read_on=read_on)
    return len(new)


def _create_function(
    row: FunctionRow, plan: SustainabilityPlan, *, read_on: date
) -> None:
    function = Function.objects.create(
        plan=plan,
        name=row.name,
        importance=row.importance,
        fate=Fate.CONTINUE,
        owner_accepted_on=read_on if row.owner_accepted else None,
    )
    resources, capacity, motivation, linkages = row.pillars
    PillarReading.objects.create(
        function=function,
        read_on=read_on,
        resources=resources,
        capacity=capacity,
        motivation=motivation,
        linkages=linkages,
    )
