"""What stands in the first sheet of a spreadsheet? Run as a program of its own.

Reads the file from standard input and writes rows of texts as JSON. A small file can
unpack to very much, so this runs beside the web server with little memory and time,
and a file that asks for more ends only this program (docs/adr/0050). Cells of formulas
give the value that the spreadsheet program computed last; nothing is computed here.
"""

import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from openpyxl import load_workbook

MOST_MEMORY: Final = 512 * 1024 * 1024
MOST_SECONDS: Final = 10
MOST_ROWS: Final = 600
MOST_COLUMNS: Final = 60
MOST_SIGNS: Final = 4000
# A part that declares entities, or hides in another spelling, is read by nobody.
_DECLARES: Final = (b"<!DOCTYPE", b"<!ENTITY")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")

REFUSED: Final = 3


def texts_of(content: bytes) -> list[list[str]]:
    """Return the cells of the first sheet as texts; days as ISO.

    Raises:
        ValueError: a part of the file declares entities.
    """
    _refuse_entities(content)
    book = load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, keep_links=False
    )
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    return [[_text(cell) for cell in row] for row in islice(rows, MOST_ROWS)]


def _refuse_entities(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            part = archive.read(entry)
            if part.startswith(_WIDE) or any(word in part for word in _DECLARES):
                raise ValueError(entry.filename)


def _text(value: Any) -> str:
    """Write a cell as a person sees it: 2012 and not 2012.0."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:MOST_SIGNS]


def main() -> int:
    """Read, write, and say with the code of the end whether it went well."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        rows = texts_of(sys.stdin.buffer.read())
    except Exception:  # noqa: BLE001 - whatever breaks, the file is not taken
        return REFUSED
    json.dump(rows, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
