"""Lists of partners as files, made in memory."""

import io
from collections.abc import Sequence
from zipfile import ZipFile

from openpyxl import Workbook

from eclt_partners.documents.services import Upload


def xlsx(rows: Sequence[Sequence[object]], *, joined: str = "") -> bytes:
    """A spreadsheet with one sheet, in which some cells may be joined."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    if joined:
        book.active.merge_cells(joined)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """A spreadsheet with other words in one of its parts."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for before, after in changes if name == part else ():
                assert before in text
                text = text.replace(before, after)
            new.writestr(name, text)
    return out.getvalue()


def csv_upload(text: str, name: str = "partners.csv") -> Upload:
    """A CSV file as a browser sends it."""
    return Upload(name, text.encode())


FULL = {
    "Country": "Malawi",
    "Legal name": "Chuma Union",
    "Kind": "Trade union",
    "We know each other since": "27/3/2022",
    "Lead of the foundation": "amina@example.org",
    "Contact": "Tiya Banda",
    "E-mail": "tiya@union.example",
    "Head": "yes",
}


def list_of(*rows: dict[str, str]) -> Upload:
    """A list with these rows, each with what it says over a whole row."""
    headings = list(dict.fromkeys(key for row in rows for key in row))
    lines = [";".join(row.get(each, "") for each in headings) for row in rows]
    return csv_upload("\n".join([";".join(headings), *lines]))


def whole(**changes: str) -> dict[str, str]:
    """A row that can be imported; "_" in a name stands for a blank."""
    return FULL | {name.replace("_", " "): text for name, text in changes.items()}
