"""Which signs of a typed text does nobody see, so that it reads otherwise than it is?

They come along from other programs, and some let "exe.pdf" be shown for "fdp.exe" or
make two equal names. A NUL stays: no keyboard makes one, so forms refuse it.
"""

import re
from typing import Final

# Controls; overrides, embeddings and isolates of direction (UTR 36, 2.8); blanks of no
# width and letters that are blank; soft hyphens; tags and other commands to programs.
_HIDDEN: Final = re.compile(
    r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u115f\u1160\u17b4\u17b5\u200b"
    r"\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"
)
_LINE_ENDS: Final = re.compile(r"[\x0b\x0c\x85\u2028\u2029]")
_NO_LINES: Final = re.compile(r"[\t\n\r]+")
# Marks of direction set a stop right where letters run from the right; nowhere else.
_MARKS: Final = re.compile(r"[\u061c\u200e\u200f]")
_FROM_THE_RIGHT: Final = re.compile(
    r"[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
    r"\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Joiners and signs of variation shape letters of Asia and emoji; after a Latin letter
# they say nothing.
_IDLE_JOINERS: Final = re.compile(
    r"(?<![\u0600-\u1dff\u2100-\ufeff\U00010000-\U0010ffff])"
    r"[\u034f\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)


def plain_line(text: str) -> str:
    """Return a text of one line as it is seen; line ends and tabs become blanks."""
    return _NO_LINES.sub(" ", plain_lines(text))


def plain_lines(text: str) -> str:
    """Return a text of several lines as it is seen; all line ends become plain ones.

    What a writing system needs stays: joiners after its letters, marks of direction in
    a text with letters that run from the right.
    """
    seen = _LINE_ENDS.sub("\n", _HIDDEN.sub("", text))
    if not _FROM_THE_RIGHT.search(seen):
        seen = _MARKS.sub("", seen)
    return _IDLE_JOINERS.sub("", seen)
