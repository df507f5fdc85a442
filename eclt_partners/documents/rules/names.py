"""Under which name is a file kept?

The name is only ever shown and offered as the name of a download; the place of the
bytes never depends on it.
"""

import re
import unicodedata
from typing import Final

from eclt_partners.documents.choices import ContentType

NAME_MAX: Final = 120
_EXTENSION_MAX: Final = 5

# The first one is given to a name that has none.
EXTENSIONS: Final = {
    ContentType.PDF: ("pdf",),
    ContentType.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    ContentType.PNG: ("png",),
    ContentType.WEBP: ("webp",),
    ContentType.DOCX: ("docx",),
    ContentType.XLSX: ("xlsx",),
    ContentType.ODT: ("odt",),
    ContentType.TXT: ("txt", "text"),
    ContentType.CSV: ("csv",),
}
# Signs that mean something to a shell, a disk or a header.
_FORBIDDEN: Final = re.compile(r'[<>:"|?*;%]')
# Controls, and marks that turn the direction of writing ("gpj.exe" shown as "exe.jpg").
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def base_name(raw: str) -> str:
    """Return the last part of a path without signs that hide or steer something.

    Args:
        raw: as the browser sent it; may hold folders of any system.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", raw))[-1]
    seen = "".join(
        " " if unicodedata.category(each) in _HIDDEN else each for each in last
    )
    plain = _FORBIDDEN.sub(" ", seen)
    return " ".join(plain.split()).strip(" .")


def extension_of(raw: str) -> str:
    """Return what follows the last dot of the name, in small letters, or ""."""
    stem, dot, end = base_name(raw).rpartition(".")
    is_extension = bool(dot and stem) and end.isalnum() and len(end) <= _EXTENSION_MAX
    return end.lower() if is_extension else ""


def fits(raw: str, kind: ContentType) -> bool:
    """Tell whether a name says the same type as the bytes, or says none."""
    return extension_of(raw) in {"", *EXTENSIONS[kind]}


def clean_name(raw: str, kind: ContentType) -> str:
    """Return the name to keep: plain, at most 120 signs, with an extension.

    Args:
        raw: as the browser sent it.
        kind: what the bytes are.
    """
    extension = extension_of(raw)
    name = base_name(raw)
    stem = name[: -len(extension) - 1] if extension else name
    end = extension if extension in EXTENSIONS[kind] else EXTENSIONS[kind][0]
    short = stem[: NAME_MAX - len(end) - 1].strip(" .")
    return f"{short or 'document'}.{end}"
