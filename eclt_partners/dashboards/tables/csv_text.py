"""How is a table written as CSV? UTF-8 with its mark, one heading, ISO days.

Programs that open CSV run what looks like a formula, so such texts get an apostrophe
in front. Numbers have a point, whatever the language: a cell of -3 is no formula.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from django.utils import translation

from eclt_partners.dashboards.tables.columns import Cell, Figures, Table

MARK = "\ufeff"
# The wide ones of East Asian keyboards count as well.
STARTS_A_FORMULA = (*"=+-@\t\r\n", *"＝＋－＠")  # noqa: RUF001
LINES_AT_ONCE = 500


def csv_pieces(table: Table, figures: Figures, *, language: str) -> Iterator[bytes]:
    """Yield a table as CSV, some hundred lines at a time.

    The language holds only while a piece is made: the answer is read when the request
    is over, among others.
    """
    rows = table.rows(figures)
    with translation.override(language):
        heading = [str(column.heading) for column in table.columns]
        piece = MARK + _text([heading])
    while piece:
        yield piece.encode()
        with translation.override(language):
            piece = _text(islice(rows, LINES_AT_ONCE))


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _text(rows: "Iterator[list[Cell]] | list[list[str]]") -> str:
    out = StringIO()
    csv.writer(out).writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue()


def _written(cell: Cell) -> str:
    """Write one cell: days as ISO, numbers with all their places, nothing for None."""
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else str(cell)
