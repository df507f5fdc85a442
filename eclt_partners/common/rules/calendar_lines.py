"""What do the lines of an iCalendar file look like (RFC 5545)?

A library writes such files in fifteen times the time; every reminder may carry one
(docs/adr/0041). Tests read what is written here with that library.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

# Octets of a line without its end (RFC 5545 3.1).
LINE: Final = 75
_FOLD: Final = re.compile(r"\r?\n[ \t]")
# What means something in a text, or would end its line (RFC 5545 3.3.11).
_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None}
)
# What must not stand in a parameter, quoted or not (RFC 5545 3.2).
_NEVER_QUOTED: Final = re.compile(r'["\x00-\x1f\x7f]')


def text_value(text: str) -> str:
    """Return a text as the value of a property."""
    return text.translate(_ESCAPES)


def parameter(text: str) -> str:
    """Return a text as the value of a parameter, in quotes."""
    return f'"{_NEVER_QUOTED.sub("", text)}"'


def day_value(day: date) -> str:
    """Return a whole day."""
    return f"{day:%Y%m%d}"


def moment_value(moment: datetime) -> str:
    """Return an aware moment, in UTC."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def file_of(lines: Iterable[str]) -> str:
    """Return the file of these lines: folded, each with its end."""
    return "".join([f"{_folded(line)}\r\n" for line in lines])


def unfolded(file: str) -> str:
    """Return a file with each property on one line."""
    return _FOLD.sub("", file)


def _folded(line: str) -> str:
    """Break a line that is too long, never within a sign."""
    if len(line) <= LINE and line.isascii():
        return line
    pieces, room = [""], LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append("")
            room = LINE - 1
        pieces[-1] += sign
        room -= size
    return "\r\n ".join(pieces)
