"""How does a text become a table of rows and cells (RFC 4180)?"""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import Final

from eclt_partners.exchange.rules.columns import Column, folded
from eclt_partners.exchange.rules.lines import ListProblem, NotAList
from eclt_partners.exchange.rules.sizes import MOST_COLUMNS, MOST_ROWS, MOST_SIGNS
from eclt_partners.exchange.rules.tables import HEADINGS_WITHIN, Texts

SEPARATORS: Final = (";", ",", "\t")
# A row put below a text: a cell whose quotes nobody closes swallows it.
_END: Final = ["end of the text"]


def separated(text: str, known: Mapping[str, Column]) -> Texts:
    """Split a text into rows and cells, by the sign that shows most headings.

    Args:
        text: the whole file.
        known: folded heading -> column.

    Raises:
        NotAList: much more than a list holds, or the quotes of a cell are not closed,
            so all below it are one cell.
    """
    if len(text) > MOST_SIGNS:
        raise NotAList(ListProblem.TOO_MANY_LINES)
    tables = [_split(text, separator) for separator in SEPARATORS]
    table = max(tables, key=lambda table: _most_known(table, known))
    if len(table) > MOST_ROWS:
        raise NotAList(ListProblem.TOO_MANY_LINES)
    if _most_known(table, known) and table[-1] != _END:
        raise NotAList(ListProblem.OPEN_QUOTES, str(len(table)))
    return table[:-1]


def _split(text: str, separator: str) -> list[list[str]]:
    """Split by one sign, with `_END` below; a cell that is too long ends the table.

    Of a table that is too long there is one row too many.
    """
    rows = csv.reader(StringIO(f"{text}\n{_END[0]}", newline=""), delimiter=separator)
    table: list[list[str]] = []
    try:
        table.extend(row[:MOST_COLUMNS] for row in islice(rows, MOST_ROWS + 1))
    except csv.Error:
        table.append([])
    return table


def _count_known(row: Sequence[str], known: Mapping[str, Column]) -> int:
    return sum(folded(cell) in known for cell in row)


def _most_known(table: Texts, known: Mapping[str, Column]) -> int:
    first = table[:HEADINGS_WITHIN]
    return max((_count_known(row, known) for row in first), default=0)
