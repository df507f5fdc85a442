"""What is one change between two versions?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class ChangeKind(StrEnum):
    """What became of one part of the terms."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change(Generic[T_co]):
    """One part of the terms before and after.

    Attributes:
        key: stable name that answers refer to: "clause:take-stock",
            "line:staff-2027", "promise:F2", "dates".
        old: as it was; None when it was added.
        new: as it will be; None when it was removed.
        is_moved: it stands at another place in the order; it may be changed as well.
    """

    key: str
    old: T_co | None
    new: T_co | None
    is_moved: bool = False

    @property
    def kind(self) -> ChangeKind:
        """What became of it; a part that was changed and moved counts as changed."""
        if self.old is None:
            return ChangeKind.ADDED
        if self.new is None:
            return ChangeKind.REMOVED
        if self.old != self.new:
            return ChangeKind.CHANGED
        return ChangeKind.MOVED if self.is_moved else ChangeKind.SAME


@dataclass(frozen=True, slots=True)
class Dates:
    """First and last day of a version."""

    effective_from: date
    effective_to: date


@dataclass(frozen=True, slots=True)
class Currency:
    """In which money a version counts; the rate only makes sense with its currency.

    Attributes:
        code: ISO code.
        rate: units of it for one unit of the reporting currency.
        rate_on: the day of that rate.
    """

    code: str
    rate: Decimal
    rate_on: date


@dataclass(frozen=True, slots=True)
class Language:
    """In which language a version is written, and which one decides."""

    code: str
    governing_note: str
