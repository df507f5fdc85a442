"""How is the last dashboard of a month kept for good, and compared with today?

Rows of the product are those of today: figures of the past cannot be computed again.
So the first build in a new month keeps what it is about to replace.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import structlog

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import (
    CountrySnapshot,
    MonthlyPage,
    MonthlySnapshot,
    SnapshotPart,
)
from eclt_partners.dashboards.rules.months import (
    compared_months,
    first_of_month,
    since_figures,
)
from eclt_partners.dashboards.rules.since import Marks
from eclt_partners.dashboards.selectors.months import kept_months, marks_of_months

log = structlog.get_logger(__name__)


def keep_last_month(country: Country, *, today: date, now: datetime) -> bool:
    """Keep the present dashboard if it is of an earlier month; safe to repeat.

    Called by whoever holds the country's lock, in the transaction that replaces the
    dashboard: either both happen or neither. A country that nobody built for weeks
    keeps its last known figures with the day they are of.

    Args:
        country: whose.
        today: the day in the country.
        now: the moment, aware.

    Returns:
        True when a month was kept just now.
    """
    month = first_of_month(today)
    old = CountrySnapshot.objects.filter(country=country, as_of__lt=month).first()
    if old is None:
        return False
    kept = MonthlySnapshot(
        country=country,
        month=first_of_month(old.as_of),
        as_of=old.as_of,
        schema=old.schema,
        figures=old.figures,
        marks=old.marks,
        built_at=old.built_at,
        kept_at=now,
    )
    known = MonthlySnapshot.objects.filter(country=country, month=kept.month)
    if known.exists():
        return False
    kept.save(force_insert=True)
    MonthlyPage.objects.bulk_create(
        MonthlyPage(
            kept=kept, language=page.language, packed=page.packed, etag=page.etag
        )
        for page in old.pages.filter(part=SnapshotPart.MAIN).order_by("language")
    )
    log.info("dashboards.month_kept", country=country.code, month=str(kept.month))
    return True


def since_of(country: Country, marks: Sequence[Marks], today: date) -> dict[str, Any]:
    """Return what the dashboard of a country says about earlier days. Two queries.

    Args:
        country: whose.
        marks: the facts of today, as `rules.marks.marks_of` makes them.
        today: the day in the country.
    """
    kept = kept_months(country)
    months = [each.month for each in compared_months(kept, today).values()]
    return since_figures(kept, marks_of_months(country, months), marks, today)
