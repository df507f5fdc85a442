"""Which libraries of the system does making PDFs need, and are they there?

Standard library only: `make run` asks before anything is installed.
"""

import ctypes
from collections.abc import Mapping

# Debian package -> the file WeasyPrint loads from it.
FOR_PDF: Mapping[str, str] = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}


def missing_for_pdf() -> list[str]:
    """Return the Debian packages that are still to be installed for PDFs."""
    return [package for package, file in FOR_PDF.items() if not can_load(file)]


def can_load(file: str) -> bool:
    """Answer whether the system has a library."""
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True
