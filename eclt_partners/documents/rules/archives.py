"""Is a packed office file what it says, and is there no more inside than it says?

Word, Excel and OpenDocument files are zip archives. Their directory is judged before
anything is unpacked; then everything is unpacked once into nothing and counted.
"""

import io
import struct
import zipfile
import zlib
from typing import Final

from eclt_partners.documents.choices import ContentType
from eclt_partners.documents.rules.refusals import FileRefused, Refusal

MOST_ENTRIES: Final = 2000
MOST_UNPACKED: Final = 50 * 1024 * 1024
MOST_RATIO: Final = 100
# Small files may be packed tighter: an empty table is mostly repetition.
_RATIO_COUNTS_FROM: Final = 2 * 1024 * 1024
_MOST_DIRECTORY: Final = 512 * 1024
_STEP: Final = 64 * 1024

_END: Final = struct.Struct("<4s4H2LH")
_PLAIN_PACKING: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_IS_ENCRYPTED: Final = 0x1
# What zipfile raises for archives that are cut, mixed up or packed in rare ways.
_BREAKS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
_MACROS: Final = ("vbaproject.bin", "basic/", "scripts/")
_PARTS_OF: Final = {
    ContentType.DOCX: ("[Content_Types].xml", "word/document.xml"),
    ContentType.XLSX: ("[Content_Types].xml", "xl/workbook.xml"),
}
_ODT_MARK: Final = b"application/vnd.oasis.opendocument.text"


def office_type(content: bytes) -> ContentType:
    """Return which office file an archive is.

    Args:
        content: the whole file, beginning with a local header.

    Raises:
        FileRefused: another archive, a locked or broken one, one with macros or one
            that unpacks to too much.
    """
    _check_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_declared(entries, len(content))
            kind = _type_by_parts(archive, {each.filename for each in entries})
            _check_actual(archive, entries)
            return kind
    except _BREAKS as error:
        raise FileRefused(Refusal.BROKEN) from error


def _check_directory(content: bytes) -> None:
    """Refuse an archive whose directory is huge, or that is part of something else.

    Raises:
        FileRefused: before Python reads a single entry.
    """
    if len(content) < _END.size:
        raise FileRefused(Refusal.BROKEN)
    mark, _disk, _first, _here, count, size, offset, note = _END.unpack(
        content[-_END.size :]
    )
    # A comment behind the end is a place where another file may hide.
    if mark != b"PK\x05\x06" or note:
        raise FileRefused(Refusal.BROKEN)
    if count > MOST_ENTRIES or size > _MOST_DIRECTORY:
        raise FileRefused(Refusal.TOO_MUCH_INSIDE)
    if offset + size + _END.size != len(content):
        raise FileRefused(Refusal.BROKEN)


def _check_declared(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse by what the directory says.

    Raises:
        FileRefused: locked, strangely packed, too many or too large.
    """
    if any(each.flag_bits & _IS_ENCRYPTED for each in entries):
        raise FileRefused(Refusal.LOCKED)
    if any(each.compress_type not in _PLAIN_PACKING for each in entries):
        raise FileRefused(Refusal.BROKEN)
    unpacked = sum(each.file_size for each in entries)
    is_dense = unpacked > _RATIO_COUNTS_FROM and unpacked > packed * MOST_RATIO
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or is_dense:
        raise FileRefused(Refusal.TOO_MUCH_INSIDE)


def _type_by_parts(archive: zipfile.ZipFile, names: set[str]) -> ContentType:
    """Return the type by the parts that must be there, of one type only."""
    small = {name.lower() for name in names}
    if any(name.startswith(_MACROS) or name.endswith(_MACROS[0]) for name in small):
        raise FileRefused(Refusal.MACROS)
    found = [each for each, parts in _PARTS_OF.items() if names.issuperset(parts)]
    if "mimetype" in names and archive.read("mimetype").strip() == _ODT_MARK:
        found.append(ContentType.ODT)
    if len(found) != 1:
        raise FileRefused(Refusal.UNKNOWN)
    return found[0]


def _check_actual(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpack everything into nothing, counting; checksums are compared on the way."""
    total = 0
    for entry in entries:
        with archive.open(entry) as part:
            while piece := part.read(_STEP):
                total += len(piece)
                if total > MOST_UNPACKED:
                    raise FileRefused(Refusal.TOO_MUCH_INSIDE)
