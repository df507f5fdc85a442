"""Packed files are judged by what is inside, before and while it is unpacked."""

import zipfile

import pytest

from eclt_partners.documents.rules.archives import (
    MOST_ENTRIES,
    MOST_UNPACKED,
    office_type,
)
from eclt_partners.documents.rules.refusals import FileRefused, Refusal
from tests.documents.files import (
    DOCX_PARTS,
    ODT_PARTS,
    XLSX_PARTS,
    declaring,
    docx,
    packed,
)

GIGABYTE = 1024**3


def refusal(content: bytes) -> Refusal:
    with pytest.raises(FileRefused) as refused:
        office_type(content)
    return refused.value.reason


def locked() -> bytes:
    """A Word file whose directory says that it has a password."""
    content = bytearray(docx())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def test_two_declared_gigabytes_are_refused_before_anything_is_unpacked() -> None:
    assert refusal(declaring(docx(), 2 * GIGABYTE)) == Refusal.TOO_MUCH_INSIDE


def test_a_small_file_that_becomes_huge_is_refused() -> None:
    bomb = docx(word__big=b"\0" * (MOST_UNPACKED + 1))
    assert len(bomb) < 200_000
    assert refusal(bomb) == Refusal.TOO_MUCH_INSIDE


def test_a_file_packed_too_tightly_is_refused() -> None:
    assert refusal(docx(word__big=b"\0" * 4_000_000)) == Refusal.TOO_MUCH_INSIDE


def test_more_inside_than_declared_is_refused() -> None:
    # The directory says 10 bytes; the part holds more and its checksum says so.
    assert refusal(declaring(docx(), 5)) == Refusal.BROKEN


def test_thousands_of_parts_are_refused() -> None:
    parts = {f"word/{number}": b"" for number in range(MOST_ENTRIES)}
    assert refusal(packed(DOCX_PARTS | parts)) == Refusal.TOO_MUCH_INSIDE


@pytest.mark.parametrize(
    "part", ["word/vbaProject.bin", "xl/vbaProject.bin", "Basic/script-lc.xml"]
)
def test_programs_inside_are_refused(part) -> None:
    assert refusal(packed(DOCX_PARTS | {part: b"x"})) == Refusal.MACROS


def test_a_password_is_told_apart_from_damage() -> None:
    assert refusal(locked()) == Refusal.LOCKED


@pytest.mark.parametrize(
    "content",
    [
        docx()[:-30],
        docx() + b"<script>",
        b"%PDF-" + docx(),
        packed(DOCX_PARTS, by=zipfile.ZIP_BZIP2),
        b"PK\x03\x04",
    ],
    ids=["cut", "tail", "head", "rare packing", "nothing"],
)
def test_archives_that_are_not_whole_are_refused(content) -> None:
    assert refusal(content) == Refusal.BROKEN


def test_a_file_that_is_two_types_at_once_is_neither() -> None:
    assert refusal(packed(DOCX_PARTS | XLSX_PARTS)) == Refusal.UNKNOWN
    assert refusal(packed(DOCX_PARTS | ODT_PARTS)) == Refusal.UNKNOWN


def test_a_comment_behind_the_archive_is_refused() -> None:
    content = docx()
    assert refusal(content[:-2] + b"\x04\x00%PDF") == Refusal.BROKEN
