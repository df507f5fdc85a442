"""What stands in the first sheet of a spreadsheet that shows one? Run as a program of its own.

Reads the file from standard input and writes as JSON `rows` of texts, and as `hidden`
which cells do not tell what they show. A small file can unpack to very much, so this
runs beside the web server with little memory and time, and a file that asks for more
ends only this program (docs/adr/0050). Cells of formulas give the value that the
spreadsheet program computed last; nothing is computed here.
"""

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence, Sized
from datetime import date, datetime
from typing import Any, Final, TypeAlias
from xml.etree.ElementTree import Element, iterparse

from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from eclt_partners.exchange.rules.masks import masked
from eclt_partners.exchange.rules.sizes import (
    MOST_COLUMNS,
    MOST_HIDDEN,
    MOST_ROWS,
    MOST_SIGNS,
)

MOST_MEMORY: Final = 512 * 1024 * 1024
MOST_SECONDS: Final = 10
# Rows that hold something; a list ends where nothing follows for long.
MOST_FILLED: Final = 600
MOST_EMPTY: Final = 1000
MOST_SIGNS_OF_CELL: Final = 4000
# A part that declares entities, or hides in another spelling, is read by nobody.
_DECLARES: Final = (b"<!DOCTYPE", b"<!ENTITY")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
# Stands behind all rows.
_JOINED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"'](\w+:\w+)[\"']")

Cell: TypeAlias = EmptyCell | ReadOnlyCell
# Row and column -> the first cell of those it is joined with; None for a formula.
Place: TypeAlias = tuple[int, int]
Hidden = tuple[Place, Place | None]

REFUSED: Final = 3
TOO_MUCH: Final = 4


class TooMuchError(Exception):
    """Raised when a file holds much more than a list of partners does."""


def sheet_of(content: bytes) -> dict[str, list[Any]]:
    """Return the cells of the first shown sheet as texts, and what it hides.

    Raises:
        ValueError: a part of the file declares entities.
        TooMuchError: whoever reads the answer would need much memory, however small
            the file is.
    """
    _refuse_entities(content)
    book = load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    shown = [each for each in book.worksheets if each.sheet_state == "visible"]
    sheet = (shown or book.worksheets)[0]
    sheet.reset_dimensions()
    texts = _texts(sheet.iter_rows(max_col=MOST_COLUMNS))
    with sheet._get_source() as source:
        part = source.read()
    hidden: dict[Place, Place | None] = {}
    for place, first in _uncomputed(part, len(texts)):
        hidden[place] = first
        _count(hidden)
    shows = hidden.keys() | {
        (row, column)
        for row, cells in enumerate(texts, start=1)
        for column, text in enumerate(cells, start=1)
        if text
    }
    for place, first in _joined(part, shows, texts):
        hidden[place] = first
        _count(hidden)
    return {
        "rows": texts,
        "hidden": [(*place, first) for place, first in hidden.items()],
    }


def _count(hidden: Sized) -> None:
    if len(hidden) > MOST_HIDDEN:
        raise TooMuchError


def _texts(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    """Return rows as texts, from the first one on: empty ones may stand between."""
    texts: list[list[str]] = []
    filled = last = signs = 0
    for row in rows:
        texts.append(_without_end([_text(cell) for cell in row]))
        signs += sum(map(len, texts[-1]))
        if signs > MOST_SIGNS or len(texts) > MOST_ROWS:
            raise TooMuchError
        if texts[-1]:
            filled, last = filled + 1, len(texts)
        if filled == MOST_FILLED or len(texts) - last == MOST_EMPTY:
            break
    return texts


def _without_end(cells: list[str]) -> list[str]:
    """Leave out the empty cells behind the last one that holds something."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _uncomputed(part: bytes, rows: int) -> Iterator[Hidden]:
    """Return the formulas without a result: no spreadsheet program saved the file."""
    number = 0
    # No part declares anything: such a file is refused before.
    for _event, row in iterparse(io.BytesIO(part)):  # noqa: S314
        if _name(row) != "row":
            continue
        number, column = int(float(row.get("r", number + 1))), 0
        if number > rows:
            return
        for cell in row:
            at = cell.get("r")
            column = coordinate_to_tuple(at)[1] if at else column + 1
            parts = {_name(each): each.text for each in cell}
            # A text may be computed and empty; nothing else is.
            if "f" in parts and not parts.get("v") and cell.get("t") != "str":
                yield (number, column), None
        row.clear()


def _joined(
    part: bytes, shows: Collection[Place], texts: Sequence[Sequence[str]]
) -> Iterator[Hidden]:
    """Return the cells that show the value of another one, which shows something.

    Rows that hold nothing of their own are no lines of the list.
    """
    for found in _JOINED.finditer(part, part.rfind(b"sheetData")):
        left, top, right, bottom = range_boundaries(found[1].decode())
        if (top, left) not in shows:
            continue
        for row in range(top, min(bottom, len(texts)) + 1):
            if not texts[row - 1]:
                continue
            for column in range(left, min(right, MOST_COLUMNS) + 1):
                if (row, column) != (top, left):
                    yield (row, column), (top, left)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _refuse_entities(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            part = archive.read(entry)
            if part.startswith(_WIDE) or any(word in part for word in _DECLARES):
                raise ValueError(entry.filename)


def _text(cell: Cell) -> str:
    """Write a cell as a person sees it: 2012 and not 2012.0, 0991234567 with its 0."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return (masked(value, _format(cell)) or str(value))[:MOST_SIGNS_OF_CELL]
    return str(value)[:MOST_SIGNS_OF_CELL]


def _format(cell: Cell) -> str:
    """Return how a cell shows a number; "" where the file names no format it has."""
    try:
        return cell.number_format or ""
    except IndexError:
        return ""


def main() -> int:
    """Read, write, and say with the code of the end whether it went well."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        sheet = sheet_of(sys.stdin.buffer.read())
    except TooMuchError:
        return TOO_MUCH
    except Exception:  # noqa: BLE001 - whatever breaks, the file is not taken
        return REFUSED
    json.dump(sheet, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
