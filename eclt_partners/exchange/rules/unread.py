"""Which cells show a person something that the file does not tell, and why?"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# Row and column, both from 1.
Place = tuple[int, int]
# Where a spreadsheet hides a value -> the first cell of those it is joined with; None
# for a formula without a result.
Hidden = Mapping[Place, Place | None]

# As spreadsheets write them in our languages: #N/A, #REF!, #¿NOMBRE?, #DIV/0!
_ERROR: Final = re.compile(r"#(?:N/[AD]|[¡¿]?[A-ZÚ]+(?:/0)?[!?])")
# As spreadsheets shorten a number of many digits: 2.65991E+11; its end is lost.
_SHORTENED: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,3}")
_LETTERS: Final = 26


class Why(StrEnum):
    """Why the value of a cell is not known."""

    FORMULA = "formula"
    ERROR = "error"
    JOINED = "joined"
    SHORTENED = "shortened"


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell whose value is not known.

    Attributes:
        cell: as a spreadsheet program calls it, such as "B3".
        why: the reason.
        about: what it shows, or the cell it is joined with, or "".
    """

    cell: str
    why: Why
    about: str = ""


def lost_below(headings: int, hidden: Hidden, columns: Collection[int]) -> Hidden:
    """Leave out joined cells that lose nothing: headings, and a wide cell of one row.

    Args:
        headings: the row of the headings.
        hidden: which cells of the file do not tell what they show.
        columns: those that are read; what a wide cell says stands in the first of them.
    """

    def _is_lost(place: Place, first: Place | None) -> bool:
        if first is None:
            return True
        is_wide = first[0] == place[0] and first[1] in columns
        return first[0] > headings and not is_wide

    return {place: first for place, first in hidden.items() if _is_lost(place, first)}


def unread_of(place: Place, text: str, hidden: Hidden) -> Unread | None:
    """Return why the value of a cell is not known, or None when it is.

    Args:
        place: of the cell.
        text: what stands there.
        hidden: which cells of the file do not tell what they show.
    """
    if place not in hidden:
        for shows, why in ((_ERROR, Why.ERROR), (_SHORTENED, Why.SHORTENED)):
            if shows.fullmatch(text):
                return Unread(cell_name(place), why, text)
        return None
    first = hidden[place]
    if first is None:
        return Unread(cell_name(place), Why.FORMULA)
    return Unread(cell_name(place), Why.JOINED, cell_name(first))


def cell_name(place: Place) -> str:
    """Return how a spreadsheet program calls a cell: B3."""
    return f"{column_letters(place[1])}{place[0]}"


def column_letters(column: int) -> str:
    """Return how a spreadsheet program calls a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
