"""Lists of partners as files, made in memory."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

from eclt_partners.documents.services import Upload


def xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    """A spreadsheet with one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
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
