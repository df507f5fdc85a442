"""How does a template become many mails without being rendered for each of them?

Mails of one kind differ in their words, seldom in their shape: so many paragraphs, so
many facts. A template is rendered once for each shape and language, with marks where
the words will stand; for each mail the words are put in place of the marks. A template
of mails may therefore ask whether there are words, and never look into them.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.template.loader import render_to_string

# PostgreSQL keeps no text with this sign, so no word has it.
_MARK: Final = re.compile("\x00(\\d+)\x00")
_SHAPES: Final = 500


class _Skeleton(NamedTuple):
    """A rendered template: what stands between the words, and which word comes where."""

    between: Sequence[str]
    order: Sequence[int]


class Apart(NamedTuple):
    """A sheet taken apart: its shape, with a mark for each word, and the words."""

    shape: Any
    words: Sequence[str]


def apart(sheet: Any) -> Apart:
    """Take a sheet apart.

    Args:
        sheet: a named tuple of words, sequences of words, and such tuples.
    """
    words: list[str] = []
    return Apart(_marked(sheet, words), words)


def filled(
    template: str, sheet: Apart, *, language: str, escape: Callable[[str], str]
) -> str:
    """Return what the template makes of the words on a sheet.

    Args:
        template: its name. It sees the fields of the sheet, and `language`.
        sheet: taken apart.
        language: in which the template itself speaks; the active one.
        escape: makes a word fit for the kind of text.
    """
    skeleton = _skeleton(template, language, sheet.shape)
    said = [escape(word) for word in sheet.words]
    parts = [skeleton.between[0]]
    for number, between in zip(skeleton.order, skeleton.between[1:], strict=True):
        parts += said[number], between
    return "".join(parts)


@lru_cache(maxsize=_SHAPES)
def _skeleton(template: str, language: str, shape: Any) -> _Skeleton:
    text = render_to_string(template, {**shape._asdict(), "language": language})
    pieces = _MARK.split(text)
    return _Skeleton(pieces[::2], [int(number) for number in pieces[1::2]])


def _marked(value: Any, words: list[str]) -> Any:
    """Return the shape of a value: itself with a mark for each word; collect those.

    Words that are empty stay: templates ask whether there are any.
    """
    if isinstance(value, str):
        if not value:
            return value
        words.append(value)
        return f"\x00{len(words) - 1}\x00"
    if not isinstance(value, Sequence):
        return value
    members = [_marked(member, words) for member in value]
    make = getattr(value, "_make", tuple)
    return make(members)
