"""What is a table of a dashboard: which columns, and how is each read from a line?

A table knows figures and words, and no file format: `csv_text`, `workbook` and the
report write its cells each in their way. Nothing is computed here; a cell holds what
the stored figures hold.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.dashboards.rules.shortening import left_out

Figures = Mapping[str, Any]
Line = Mapping[str, Any]
# None is what is not known: an empty cell, never a zero.
Cell = str | int | Decimal | date | None


class Kind(StrEnum):
    """What a cell holds, and so how it is written."""

    TEXT = "text"
    CODE = "code"
    LONG_TEXT = "long-text"
    WHOLE = "whole"
    ONE_PLACE = "one-place"
    TWO_PLACES = "two-places"
    RATE = "rate"
    MONEY = "money"
    DAY = "day"


NUMBERS = frozenset(
    {Kind.WHOLE, Kind.ONE_PLACE, Kind.TWO_PLACES, Kind.RATE, Kind.MONEY}
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: its name for machines, the same in every language.
        heading: its name for people.
        read: takes the cell from a line.
        kind: what the cell holds.
        in_print: it stands in the report as well, where a page is narrow.
        currency: what its line names the currency that the report writes before an
            amount; "" for none. Spreadsheets have it in a column of its own.
    """

    key: str
    heading: str | Promise
    read: Callable[[Line], Cell]
    kind: Kind = Kind.TEXT
    in_print: bool = True
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        key: its name in addresses and files.
        question: the anchor of the question that it belongs to; "" for none.
        title: what it lists, in words.
        sheet: its short name, at most 25 signs in every language.
        columns: from left to right.
        lines: takes its lines from the figures of a country, as they are stored.
        kept_at: the list that they stand in, as `rules.shortening` names it.
    """

    key: str
    question: str
    title: Promise
    sheet: Promise
    columns: tuple[Column, ...]
    lines: Callable[[Figures], Iterable[Line]]
    kept_at: tuple[str, ...] = ()

    def rows(self, figures: Figures) -> Iterator[list[Cell]]:
        """Yield the cells of each line, in the active language."""
        for line in self.lines(figures):
            yield [column.read(line) for column in self.columns]

    def is_whole(self, figures: Figures) -> bool:
        """Tell whether all of the country is in it, not only what is stored."""
        return not self.kept_at or left_out(figures, self.kept_at) == 0

    def for_print(self) -> tuple[Column, ...]:
        """Return the columns that fit on paper."""
        return tuple(column for column in self.columns if column.in_print)


def text(
    key: str,
    heading: str | Promise,
    kind: Kind = Kind.TEXT,
    *,
    of: str = "",
    in_print: bool = True,
) -> Column:
    """Return a column of text as it is stored; `of` is its name there."""
    name = of or key
    return Column(key, heading, lambda line: line[name] or None, kind, in_print)


def words(key: str, heading: str | Promise, say: Callable[[Any], object]) -> Column:
    """Return a column of codes, said in words; no code is an empty cell."""
    return Column(key, heading, lambda line: _said(line[key], say))


def said(
    key: str,
    heading: str | Promise,
    say: Callable[[Line], object],
    kind: Kind = Kind.TEXT,
    *,
    in_print: bool = True,
) -> Column:
    """Return a column of words that are said of the whole line."""
    return Column(key, heading, lambda line: str(say(line)) or None, kind, in_print)


def number(
    key: str,
    heading: str | Promise,
    kind: Kind = Kind.WHOLE,
    *,
    in_print: bool = True,
    currency: str = "",
) -> Column:
    """Return a column of numbers, exactly as they are stored."""
    return Column(
        key, heading, lambda line: as_number(line[key]), kind, in_print, currency
    )


def day(key: str, heading: str | Promise, *, in_print: bool = True) -> Column:
    """Return a column of days."""
    return Column(key, heading, lambda line: as_day(line[key]), Kind.DAY, in_print)


def partnership(
    *, code_in_print: bool = True, name_in_print: bool = True
) -> tuple[Column, Column]:
    """Return the columns that every line about a partnership starts with."""
    return (
        text("code", _("Code"), Kind.CODE, in_print=code_in_print),
        text("name", _("Partnership"), in_print=name_in_print),
    )


def _said(value: Any, say: Callable[[Any], object]) -> str | None:
    return None if value in (None, "") else str(say(value))


def as_number(value: str | int | None) -> Cell:
    """Return a stored number: figures keep those with places as text ("3.5")."""
    return Decimal(value) if isinstance(value, str) else value


def as_day(value: date | str | None) -> date | None:
    """Return a day, whether the figures hold it as text or as a date already."""
    return date.fromisoformat(value) if isinstance(value, str) else value
