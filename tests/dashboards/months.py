"""Kept months for tests of pages, as if the dashboard had been built on their last day."""

from datetime import date

from django.conf import settings

from eclt_partners.common.packing import packed
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import MonthlyPage, MonthlySnapshot
from eclt_partners.dashboards.rules.figures import SCHEMA
from tests.cast import NOW


def keep_month(country: Country, as_of: date, marks=()) -> MonthlySnapshot:
    """Keep a month whose page says its country and its day."""
    kept = MonthlySnapshot.objects.create(
        country=country,
        month=as_of.replace(day=1),
        as_of=as_of,
        schema=SCHEMA,
        figures={},
        marks=None if marks is None else list(marks),
        built_at=NOW,
        kept_at=NOW,
    )
    for language, _name in settings.LANGUAGES:
        html = f"<p>{country.code} as it was on {as_of}, in {language}</p>"
        MonthlyPage.objects.create(
            kept=kept,
            language=language,
            packed=packed(html),
            etag=f"{as_of}-{language}",
        )
    return kept
