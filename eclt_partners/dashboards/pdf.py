"""How does the report of a country read on paper? As a tagged PDF, question by question.

Charts are those of the page; tables are those of `tables`, cut where they are long: the
spreadsheet has all lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from eclt_partners.common.pdf import render_pdf
from eclt_partners.common.words import (
    money,
    plain_date,
    plain_figure,
    plain_number,
    plain_rate,
)
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.record_words import OF_RUNNING
from eclt_partners.dashboards.tables import TABLES
from eclt_partners.dashboards.tables.about import About, Answer
from eclt_partners.dashboards.tables.columns import (
    NUMBERS,
    Column,
    Figures,
    Kind,
    Line,
    Table,
)
from eclt_partners.dashboards.tables.workbook import GoOn

TEMPLATE = "pdf/country/report.html"
LINES_MOST = 40
UNKNOWN = "\N{EN DASH}"
# Drawn by hand instead of the table: a heat map, and bars with their counts.
DRAWN: Final = frozenset({"heat-map", "keeping"})
WITH_CHART_OR_NOTE: Final = frozenset(
    {
        "status",
        "heat-map",
        "gap",
        "trends",
        "changes",
        "keeping",
        "growing",
        "lasting",
        "children",
        "money",
    }
)


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A text with the kind of its column as a class."""

    text: str
    css: str


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table in words, with its first lines."""

    caption: str
    columns: list[dict[str, str]]
    rows: list[list[PrintedCell]]
    count: int

    @property
    def shown(self) -> int:
        """How many lines are printed."""
        return len(self.rows)


def country_report(
    figures: Figures,
    said: About,
    *,
    country: Country,
    now: datetime,
    go_on: GoOn = lambda: None,
) -> bytes:
    """Return the report in the active language; moments in the active zone.

    Args:
        figures: with days as dates (`services.pages.dated`).
        said: what stands before the answers.
        country: which.
        now: the moment that its foot tells.
        go_on: is called before each step and each page.

    Raises:
        PdfUnavailable: Pango is missing on this server.
    """
    page = reverse("dashboards:country", args=[country.code])
    context = {
        "title": said.title,
        "subtitle": said.data_of,
        "page_url": f"{settings.SITE_URL}{page}",
        "about": said,
        "figures": figures,
        "parts": list(_parts(figures, said)),
        "others": printed(TABLES["others"], figures),
        "most": f":{LINES_MOST}",
    }
    return render_pdf(TEMPLATE, context, now=now, go_on=go_on)


def _parts(figures: Figures, said: About) -> Iterator[dict[str, Any]]:
    """Yield the questions that this country has an answer to."""
    for answer in said.answers:
        if figures["opening"]["partnerships"] or answer.anchor not in OF_RUNNING:
            yield _part(figures, answer)


def _part(figures: Figures, answer: Answer) -> dict[str, Any]:
    anchor = answer.anchor
    name = f"pdf/country/{anchor.replace('-', '_')}.html"
    return {
        "anchor": anchor,
        "number": answer.number,
        "question": answer.question,
        "finding": answer.finding,
        "template": name if anchor in WITH_CHART_OR_NOTE else "",
        "tables": [
            printed(table, figures) for table in answer.tables if table.key not in DRAWN
        ],
    }


def printed(table: Table, figures: Figures) -> PrintedTable:
    """Return a table in words: the columns for print and the first lines."""
    columns = table.for_print()
    lines = islice(table.lines(figures), LINES_MOST)
    return PrintedTable(
        caption=str(table.title),
        columns=[{"heading": str(each.heading), "css": _css(each)} for each in columns],
        rows=[
            [PrintedCell(_words(each, line), _css(each)) for each in columns]
            for line in lines
        ],
        count=sum(1 for _line in table.lines(figures)),
    )


def _css(column: Column) -> str:
    is_number = column.kind in NUMBERS
    return f"is-{column.kind.value}{' number' if is_number else ''}"


def _words(column: Column, line: Line) -> str:
    """Write a cell as pages write it."""
    cell = column.read(line)
    if cell is None:
        return UNKNOWN
    if isinstance(cell, date):
        return plain_date(cell)
    if isinstance(cell, str):
        return cell
    if column.currency:
        return money(cell, line[column.currency])
    if column.kind == Kind.RATE:
        return plain_rate(str(cell))
    if column.kind in {Kind.WHOLE, Kind.MONEY}:
        return plain_number(cell)
    return plain_figure(str(cell))
