"""How does the agreement of a partnership of the portfolio become rows?

One version is registered (rulings 3): the one in force, or the one before the changes
that the demonstration tells. Those come later, step by step (`changes.py`).
"""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from agreements.choices import FirstKind, VersionKind, VersionOrigin
from agreements.clause_library import clause_library
from agreements.models import Agreement
from agreements.rules.library import usual_rules, worded
from agreements.rules.terms import Terms
from agreements.services.versions import VersionFacts, insert_version
from eclt_partners.common.actor import SYSTEM
from eclt_partners.demo.deeds import noon
from eclt_partners.demo.reading import PartnershipRow
from eclt_partners.demo.telling import Telling, read_lines
from partners.choices import PartnerKind
from partners.models import Partnership
from partners.rules.method import METHOD

# The longest that the method allows: the portfolio's file knows of nothing shorter.
TAKE_STOCK_MONTHS: Final = METHOD.max_interval_months
WHOLE: Final = ("total", "", 100)


def register_agreement(
    row: PartnershipRow,
    partnership: Partnership,
    rate: Decimal,
    telling: Telling,
    *,
    now: datetime,
) -> None:
    """Register the one version that is known, if there is an agreement.

    Args:
        row: of the portfolio's file.
        partnership: new, with its party.
        rate: units of the country's currency for one of the reporting currency.
        telling: what the file does not know.
        now: the moment of loading.
    """
    if row.agreement_end is None or row.versions == 0:
        return
    later = telling.later.get(row.code, 0)
    on = telling.registered.get(row.code)
    at = now if on is None else noon(on)
    agreement = Agreement.objects.create(
        partnership=partnership,
        number=f"{row.code}/{row.start:%Y}",
        kind_id=_kind(row),
        title=row.name,
        created_at=at,
    )
    agreement.parties.set(partnership.parties.all())
    number = row.versions - later
    terms = _terms(row, partnership, row.agreement_end, telling)
    insert_version(
        now=at,
        agreement=agreement,
        facts=VersionFacts(
            number=number,
            kind=VersionKind.ORIGINAL if number == 1 else VersionKind.AMENDMENT,
            origin=VersionOrigin.REGISTERED,
            created_by=SYSTEM.key,
        ),
        terms=replace(terms, rate=rate, rate_on=partnership.country.today(now=at)),
    )


def _kind(row: PartnershipRow) -> FirstKind:
    is_public = row.kind == PartnerKind.GOVERNMENT
    return FirstKind.MOU if is_public else FirstKind.PROGRAMME


def _terms(
    row: PartnershipRow, partnership: Partnership, end: date, telling: Telling
) -> Terms:
    """Return what the version says; of its rate the caller knows."""
    lines = telling.lines.get(row.code, [WHOLE])
    terms = Terms(
        title=row.name,
        language=partnership.country.default_language,
        effective_from=row.start,
        effective_to=end,
        currency=row.currency,
        rate=Decimal(1),
        rate_on=row.start,
        lines=read_lines(lines, year=row.start.year, total=row.amount),
        promises=telling.promises.get(row.code, ()),
        targets=telling.targets.get(row.code, ()),
    )
    return _with_clauses(terms) if telling.has_clauses else terms


def _with_clauses(terms: Terms) -> Terms:
    library, months = clause_library(), {"take_stock_months": TAKE_STOCK_MONTHS}
    return replace(
        terms,
        clauses=tuple(worded(each, terms.language, months) for each in library.clauses),
        rules=replace(usual_rules(library), take_stock_months=TAKE_STOCK_MONTHS),
    )
