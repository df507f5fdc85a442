"""How do the stored figures of a country become a file that somebody can take along?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.utils import timezone, translation

from eclt_partners.dashboards.models import CountrySnapshot
from eclt_partners.dashboards.pdf import country_report
from eclt_partners.dashboards.services.pages import dated
from eclt_partners.dashboards.tables.about import about
from eclt_partners.dashboards.tables.workbook import GoOn, workbook
from eclt_partners.documents.choices import ContentType, JobKind


class Step(IntEnum):
    """What is done when a file is being made; the number is the progress."""

    READ = 1
    MADE = 2
    KEPT = 3


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file: its name, what it is, and its bytes."""

    name: str
    content_type: ContentType
    content: bytes


def made_file(
    kind: JobKind,
    snapshot: CountrySnapshot,
    *,
    language: str,
    now: datetime,
    step: Callable[[Step], None] = lambda step: None,
    go_on: GoOn = lambda: None,
) -> MadeFile:
    """Make a report or a spreadsheet of the stored figures, in the country's zone.

    Args:
        kind: REPORT or WORKBOOK.
        snapshot: the figures; nothing is computed anew.
        language: of the file.
        now: the moment that a report tells.
        step: is told how far it is.
        go_on: is called more often; both raise where the work is to stop.

    Raises:
        PdfUnavailable: a report, and Pango is missing on this server.
    """
    country = snapshot.country
    with translation.override(language), timezone.override(country.zone):
        figures = dated(snapshot.figures)
        said = about(figures, country, snapshot.built_at)
        step(Step.READ)
        if kind is JobKind.WORKBOOK:
            content = workbook(snapshot.figures, said, go_on=go_on)
            part, type_ = "figures", ContentType.XLSX
        else:
            content = country_report(
                figures, said, country=country, now=now, go_on=go_on
            )
            part, type_ = "report", ContentType.PDF
        step(Step.MADE)
    return MadeFile(file_name(snapshot, part, type_.name.lower()), type_, content)


def file_name(snapshot: CountrySnapshot, part: str, ending: str) -> str:
    """Name a file by country, part and day: "MW-heat-map-2026-11-23.csv"."""
    return f"{snapshot.country_id}-{part}-{snapshot.as_of.isoformat()}.{ending}"
