"""Files of every kind, made in memory, for tests of documents."""

import io
import struct
import zipfile
from collections.abc import Mapping
from uuid import uuid4

from PIL import Image

from eclt_partners.audit.services import Place
from eclt_partners.documents.choices import DocumentCategory, Readers
from eclt_partners.documents.models import Document
from eclt_partners.documents.services import Filing, Upload, store_document
from tests.cast import NOW, Cast

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\nstartxref\n9\n%%EOF\n"
GPS = 0x8825


def photo(
    kind: str = "JPEG", size: tuple[int, int] = (64, 48), *, told: bool = True
) -> bytes:
    """A picture; one that tells where, when and by whom it was taken."""
    exif = Image.Exif()
    if told:
        exif[0x010F] = "CanaryPhone"
        exif[0x0132] = "2026:11:23 09:00:00"
        exif.get_ifd(GPS).update({1: "S", 2: (13.0, 57.0, 40.0), 29: "2026:11:23"})
    file = io.BytesIO()
    extra = {"comment": b"CanaryComment"} if kind == "JPEG" else {}
    picture = Image.new("RGB", size, (10, 120, 60))
    picture.save(
        file, kind, exif=exif, xmp=b"<x:xmpmeta>CanaryXmp</x:xmpmeta>", **extra
    )
    return file.getvalue()


def packed(parts: Mapping[str, bytes], *, by: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of the parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", by) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


DOCX_PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
XLSX_PARTS = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
ODT_PARTS = {
    "mimetype": b"application/vnd.oasis.opendocument.text",
    "content.xml": b"<office:document-content/>",
}


def docx(**more: bytes) -> bytes:
    """A Word file with further parts; "__" in a name stands for "/"."""
    extra = {name.replace("__", "/"): part for name, part in more.items()}
    return packed(DOCX_PARTS | extra)


def declaring(content: bytes, size: int) -> bytes:
    """The same archive whose directory says that its first part has `size` bytes."""
    start = content.index(b"PK\x01\x02")
    lie = struct.pack("<L", size)
    return content[: start + 24] + lie + content[start + 28 :]


def filing(
    cast: Cast, *, readers: Readers = Readers.FOUNDATION, country: str = "malawi"
) -> Filing:
    """How a report is filed with the partnership of a country."""
    partnership = getattr(cast, f"{country}_partnership")
    place = Place(partnership.country_id, partnership.pk)
    return Filing(partnership, place, DocumentCategory.REPORT, readers)


def file_document(
    cast: Cast,
    *,
    name: str = "report.pdf",
    content: bytes = PDF,
    readers: Readers = Readers.FOUNDATION,
) -> Document:
    """File a document with the Malawi partnership, by Amina."""
    return store_document(
        actor=cast.actor("amina"),
        now=NOW,
        upload=Upload(name, content),
        filing=filing(cast, readers=readers),
        client_key=uuid4(),
    )
