"""What a file is, is told by its bytes."""

import pytest

from eclt_partners.documents.choices import ContentType
from eclt_partners.documents.rules.content import content_type_of, text_of
from eclt_partners.documents.rules.refusals import FileRefused, Refusal
from tests.documents.files import (
    DOCX_PARTS,
    ODT_PARTS,
    PDF,
    XLSX_PARTS,
    docx,
    packed,
    photo,
)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>x</title>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, ContentType.PDF),
        ("A.PDF", PDF, ContentType.PDF),
        ("no extension", PDF, ContentType.PDF),
        ("a.jpeg", photo(), ContentType.JPEG),
        ("a.png", photo("PNG"), ContentType.PNG),
        ("a.webp", photo("WEBP"), ContentType.WEBP),
        ("a.docx", packed(DOCX_PARTS), ContentType.DOCX),
        ("a.xlsx", packed(XLSX_PARTS), ContentType.XLSX),
        ("a.odt", packed(ODT_PARTS), ContentType.ODT),
        ("a.txt", b"Plain words, 5 < 6 and 7 > 6.", ContentType.TXT),
        ("a.csv", "name;école\n".encode("cp1252"), ContentType.CSV),
    ],
)
def test_the_bytes_tell_the_type(name, content, kind) -> None:
    assert content_type_of(content, name) == kind


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", Refusal.EMPTY),
        ("a.pdf", photo(), Refusal.NOT_WHAT_IT_SAYS),
        ("a.jpg", PDF, Refusal.NOT_WHAT_IT_SAYS),
        ("a.pdf", b"just words", Refusal.NOT_WHAT_IT_SAYS),
        ("a.docx", packed(XLSX_PARTS), Refusal.NOT_WHAT_IT_SAYS),
        ("a.html", b"just words", Refusal.NOT_WHAT_IT_SAYS),
        ("a.pdf", PDF[:40], Refusal.BROKEN),
        ("a.pdf", PDF + docx() + b"%%EOF", Refusal.NOT_WHAT_IT_SAYS),
        ("a.txt", b"words " + docx(), Refusal.UNKNOWN),
        ("a.svg", SVG, Refusal.MARKUP),
        ("a.txt", SVG, Refusal.MARKUP),
        ("a.jpg", HTML, Refusal.MARKUP),
        ("a.txt", b"\xef\xbb\xbf \n" + HTML, Refusal.MARKUP),
        ("a.txt", b"words first <script>alert(1)</script>", Refusal.MARKUP),
        ("a.xml", b'<?xml version="1.0"?><svg/>', Refusal.MARKUP),
        ("a.doc", OLE, Refusal.OLD_OFFICE),
        ("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40, Refusal.HEIC),
        ("a.exe", b"MZ\x90\0\x03\0\0\0", Refusal.UNKNOWN),
        ("a.gif", b"GIF89a\x01\0\x01\0", Refusal.UNKNOWN),
        ("a.txt", "words".encode("utf-16"), Refusal.UNKNOWN),
        ("a.zip", packed({"a.txt": b"words"}), Refusal.UNKNOWN),
    ],
)
def test_everything_else_is_refused_for_its_reason(name, content, reason) -> None:
    with pytest.raises(FileRefused) as refused:
        content_type_of(content, name)
    assert refused.value.reason == reason


def test_texts_of_old_programs_are_read() -> None:
    assert text_of("école".encode("cp1252")) == text_of("école".encode()) == "école"
