"""How do the texts of a table become lines with named cells?"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from eclt_partners.common.rules.plain_texts import plain_line, plain_lines
from eclt_partners.exchange.rules.columns import NEEDED, Column, folded
from eclt_partners.exchange.rules.lines import (
    Line,
    ListProblem,
    NotAList,
    PartnerList,
)
from eclt_partners.exchange.rules.unread import (
    Hidden,
    Unread,
    column_letters,
    lost_below,
    unread_of,
)

Texts = Sequence[Sequence[str]]

MOST_LINES: Final = 500
# Titles and notes may stand above the headings.
HEADINGS_WITHIN: Final = 10
# Our own files put an apostrophe before what a spreadsheet would run.
_GUARDED: Final = re.compile("'(?=[-=+@\\t\\r\\n＝＋－＠])")  # noqa: RUF001

# Some programs write every number with a fraction: 265991234567.0
_WITH_FRACTION: Final = re.compile(r"(\d+)[.,]0")


def partner_list(
    table: Texts, known: Mapping[str, Column], hidden: Hidden = MappingProxyType({})
) -> PartnerList:
    """Find the headings and name the cells below them.

    Args:
        table: rows of cells, each as a text.
        known: folded heading -> column.
        hidden: which cells do not tell what they show.

    Raises:
        NotAList: no headings, one of them twice, no lines or too many.
    """
    place = _place_of_headings(table, known)
    columns, ignored = _columns(table[place], known)
    lost = lost_below(place + 1, hidden, {each + 1 for each in columns})
    lines = [
        line
        for number, row in enumerate(table[place + 1 :], start=place + 2)
        if (line := _line(number, row, columns, lost)).says_something
    ]
    if not lines:
        raise NotAList(ListProblem.NO_LINES)
    if len(lines) > MOST_LINES:
        raise NotAList(ListProblem.TOO_MANY_LINES)
    return PartnerList(lines, [*ignored, *_without_heading(table[place:])])


def plain_cell(text: str, *, has_lines: bool = False) -> str:
    """Return a cell as a person sees and means it.

    Without signs that nobody sees, blanks around it and a guard before it.
    """
    read = plain_lines if has_lines else plain_line
    bare = read(text.replace("\0", "").replace("\N{NO-BREAK SPACE}", " ")).strip()
    return _GUARDED.sub("", bare, count=1) if bare.startswith("'") else bare


def _place_of_headings(table: Texts, known: Mapping[str, Column]) -> int:
    for place, row in enumerate(table[:HEADINGS_WITHIN]):
        found = {known.get(folded(cell)) for cell in row}
        if found.issuperset(NEEDED):
            return place
    raise NotAList(ListProblem.NO_HEADINGS)


def _columns(
    headings: Sequence[str], known: Mapping[str, Column]
) -> tuple[dict[int, Column], list[str]]:
    columns: dict[int, Column] = {}
    ignored = []
    for place, heading in enumerate(headings):
        column = known.get(folded(heading))
        if column in columns.values():
            raise NotAList(ListProblem.HEADING_TWICE, heading.strip())
        if column is not None:
            columns[place] = column
        elif heading.strip():
            ignored.append(heading.strip())
    return columns, ignored


def _line(
    number: int, row: Sequence[str], columns: Mapping[int, Column], hidden: Hidden
) -> Line:
    cells: dict[Column, str] = {}
    unread: dict[Column, Unread] = {}
    for place, column in columns.items():
        cell = row[place] if place < len(row) else ""
        text = plain_cell(cell, has_lines=column is Column.ABOUT)
        if column is Column.PHONE and (whole := _WITH_FRACTION.fullmatch(text)):
            text = whole[1]
        if text:
            cells[column] = text
        if found := unread_of((number, place + 1), text, hidden):
            unread[column] = found
    return Line(number, cells, unread)


def _without_heading(table: Texts) -> list[str]:
    """Return the letters of columns that have something below no heading."""
    headings = table[0]
    filled = {
        place for row in table[1:] for place, cell in enumerate(row) if cell.strip()
    }
    return [
        column_letters(place + 1)
        for place in sorted(filled)
        if not "".join(headings[place : place + 1]).strip()
    ]
