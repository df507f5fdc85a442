"""What is one row of a list of partners, and why is a file none?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from eclt_partners.exchange.rules.columns import Column
from eclt_partners.exchange.rules.unread import Unread, Why


class ListProblem(StrEnum):
    """Why a whole file cannot be read as a list of partners."""

    NO_HEADINGS = "no_headings"
    HEADING_TWICE = "heading_twice"
    OPEN_QUOTES = "open_quotes"
    NO_LINES = "no_lines"
    TOO_MANY_LINES = "too_many_lines"


class NotAList(Exception):
    """A file is no list of partners.

    Attributes:
        problem: why.
        about: the heading or the number of the row it is about, or "".
    """

    def __init__(self, problem: ListProblem, about: str = "") -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.about = about


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file.

    Attributes:
        number: as a spreadsheet program counts it, from 1.
        cells: the texts that are not empty.
        unread: the cells whose value is not known.
    """

    number: int
    cells: Mapping[Column, str] = field(default_factory=dict)
    unread: Mapping[Column, Unread] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """Whether it is a row at all: joined cells reach below the last one of a list."""
        return bool(self.cells) or any(
            each.why is not Why.JOINED for each in self.unread.values()
        )

    def text(self, column: Column) -> str:
        """Return the text of a cell, or ""."""
        return self.cells.get(column, "")

    def has_any(self, columns: Sequence[Column]) -> bool:
        """Tell whether one of the cells is filled in."""
        return any(column in self.cells for column in columns)


@dataclass(frozen=True, slots=True)
class PartnerList:
    """What a file holds.

    Attributes:
        lines: the rows with something in them.
        ignored: headings that are none of ours; their columns are not read. Letters of
            a column without a heading that has something below.
    """

    lines: Sequence[Line]
    ignored: Sequence[str]
