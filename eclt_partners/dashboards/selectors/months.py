"""Which months of a country are kept, and what is known of them?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import (
    CountrySnapshot,
    MonthlyPage,
    MonthlySnapshot,
)
from eclt_partners.dashboards.rules.months import KeptMonth, since_block

Marks = Sequence[Mapping[str, Any]]


def kept_months(country: Country) -> list[KeptMonth]:
    """Return the kept months of a country, newest first. One query."""
    rows = MonthlySnapshot.objects.filter(country=country).order_by("-month")
    return [KeptMonth(*row) for row in rows.values_list("month", "as_of")]


def marks_of_months(country: Country, months: Iterable[date]) -> dict[date, Marks]:
    """Return the facts that were kept of some months, by month. One query.

    A month that was kept without them cannot be compared and is left out.
    """
    rows = MonthlySnapshot.objects.filter(
        country=country, month__in=list(months), marks__isnull=False
    )
    return {month: marks or [] for month, marks in rows.values_list("month", "marks")}


def present_marks(country: Country) -> Marks | None:
    """Return the facts of the present dashboard; None without them. One query."""
    rows = CountrySnapshot.objects.filter(country=country)
    return rows.values_list("marks", flat=True).first()


def kept_page(country: Country, month: date, language: str) -> MonthlyPage | None:
    """Return a kept month with its words in one language; None when it is not kept.

    One query, and none of the figures is read.
    """
    return (
        MonthlyPage.objects.filter(
            kept__country=country, kept__month=month, language=language
        )
        .select_related("kept")
        .defer("kept__figures", "kept__marks")
        .first()
    )


def since_month(country: Country, kept: KeptMonth) -> dict[str, Any] | None:
    """Return all that changed since a kept month; None when it cannot be compared.

    Reads the stored facts of both days. Two queries.
    """
    before = marks_of_months(country, [kept.month]).get(kept.month)
    now = present_marks(country)
    if before is None or now is None:
        return None
    return since_block(kept, before, now, shown=None)
