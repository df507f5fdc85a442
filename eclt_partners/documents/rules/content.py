"""What is a file really? Its bytes say so; its name must agree.

Nine types are told apart by their first bytes and their inner structure (ADR 0019).
A file that is two types at once is taken as neither.
"""

import io
import re
import zipfile
from typing import Final

from eclt_partners.documents.choices import ContentType
from eclt_partners.documents.rules.archives import office_type
from eclt_partners.documents.rules.names import extension_of, fits
from eclt_partners.documents.rules.refusals import FileRefused, Refusal

PHOTOS: Final = frozenset({ContentType.JPEG, ContentType.PNG, ContentType.WEBP})
TEXTS: Final = frozenset({ContentType.TXT, ContentType.CSV})

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif"})
# A PDF ends with its mark; some programs write a little after it.
_PDF_TAIL: Final = 1024
# As far as browsers look when they guess a type, and a little further.
_SNIFFED: Final = 2048
_MARKUP: Final = re.compile(
    r"<\s*(!doctype|\?xml|html|head|body|svg|script|iframe|object|embed|img|a\s|!--)",
    re.IGNORECASE,
)
# Everything below the space but tab, ends of lines and of pages.
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def content_type_of(content: bytes, name: str) -> ContentType:
    """Return the type of a file, found in its bytes.

    Args:
        content: the whole file.
        name: as the browser sent it; must not say another type.

    Raises:
        FileRefused: a type that is not taken, a file in disguise or a broken one.
    """
    if not content:
        raise FileRefused(Refusal.EMPTY)
    kind = _by_first_bytes(content)
    if kind is None:
        kind = _text_type(content, name)
    if not fits(name, kind):
        raise FileRefused(Refusal.NOT_WHAT_IT_SAYS)
    return kind


def _by_first_bytes(content: bytes) -> ContentType | None:
    """Return the type that the first bytes tell, or None when it may be a text."""
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return ContentType.PDF
    if content.startswith(b"PK\x03\x04"):
        return office_type(content)
    if content.startswith(_OLE):
        raise FileRefused(Refusal.OLD_OFFICE)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        raise FileRefused(Refusal.HEIC)
    return _photo_type(content)


def _photo_type(content: bytes) -> ContentType | None:
    if content.startswith(b"\xff\xd8\xff"):
        return ContentType.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return ContentType.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ContentType.WEBP
    return None


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-_PDF_TAIL:]:
        raise FileRefused(Refusal.BROKEN)
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise FileRefused(Refusal.NOT_WHAT_IT_SAYS)


def text_of(content: bytes) -> str:
    """Return the text of a file.

    Old programs write one byte per sign; everything else is UTF-8.

    Raises:
        FileRefused: it is no text.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if _NO_TEXT.search(text):
        raise FileRefused(Refusal.UNKNOWN)
    return text


def _text_type(content: bytes, name: str) -> ContentType:
    text = text_of(content)
    if _MARKUP.search(text[:_SNIFFED]):
        raise FileRefused(Refusal.MARKUP)
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise FileRefused(Refusal.UNKNOWN)
    return ContentType.CSV if extension_of(name) == "csv" else ContentType.TXT
