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
