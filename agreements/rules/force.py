"""Which version of an agreement is in force on a day?

"In force", "superseded" and "lapsed" are never stored: they follow from the effective
ranges and the day of the question (rulings 13).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from operator import attrgetter
from typing import Final

_NUMBER: Final = attrgetter("number")


class ForceState(StrEnum):
    """What a signed version is on a day."""

    UPCOMING = "upcoming"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class EffectiveRange:
    """From when until when one version of an agreement holds.

    Attributes:
        number: the version; a higher one replaces a lower one.
        effective_from: first day.
        effective_to: last day, included; None = no end is set.
    """

    number: int
    effective_from: date
    effective_to: date | None

    def has_ended(self, on: date) -> bool:
        """Tell whether the last day is before `on`."""
        return self.effective_to is not None and self.effective_to < on

    @property
    def never_begins(self) -> bool:
        """True when all ends before its first day, as with its partnership."""
        return self.has_ended(self.effective_from)


def closed_by(
    ranges: Iterable[EffectiveRange], continued_on: date | None
) -> list[EffectiveRange]:
    """Return the ranges of an agreement that closes when another one continues it.

    Args:
        ranges: its versions.
        continued_on: first day of the agreement that continues it; None without one.
    """
    if continued_on is None:
        return list(ranges)
    last = continued_on - timedelta(days=1)
    return [
        replace(row, effective_to=min(row.effective_to or last, last)) for row in ranges
    ]


def version_in_force(ranges: Iterable[EffectiveRange], on: date) -> int | None:
    """Return the number of the version in force, or None (methods A4.1).

    The newest version that has begun decides: when its time is over, an older one
    does not come back.
    """
    newest = _newest_begun(ranges, on)
    return newest.number if newest and not newest.has_ended(on) else None


def force_state(number: int, ranges: Iterable[EffectiveRange], on: date) -> ForceState:
    """Say what one version is on a day.

    Args:
        number: the version asked for.
        ranges: all versions of its agreement.
        on: the day of the question.

    Raises:
        KeyError: the agreement has no version of this number.
    """
    rows = {row.number: row for row in ranges}
    asked = rows[number]
    if asked.never_begins:
        return ForceState.NEVER
    if asked.effective_from > on:
        return ForceState.UPCOMING
    newest = _newest_begun(rows.values(), on)
    if newest is not None and newest.number > number:
        return ForceState.SUPERSEDED
    return ForceState.LAPSED if asked.has_ended(on) else ForceState.IN_FORCE


def agreement_end(
    agreements: Iterable[Iterable[EffectiveRange]],
) -> date | None:
    """Return the latest effective end over a partnership's agreements (rulings 9).

    Of each agreement the newest version counts.

    Args:
        agreements: the versions of each agreement.

    Returns:
        None without any version that has an end.
    """
    newest = (max(rows, key=_NUMBER, default=None) for rows in map(tuple, agreements))
    ends = [row.effective_to for row in newest if row is not None]
    return max((end for end in ends if end is not None), default=None)


def covered_until(
    agreements: Iterable[Iterable[EffectiveRange]], on: date
) -> date | None:
    """Return the last day on which any agreement that has begun is in force.

    A day before `on` means that none is in force then, even when one is to begin.

    Args:
        agreements: the versions of each agreement.
        on: the day of the question.

    Returns:
        None when none has begun; the last day of all when one has no end.
    """
    begun = (_newest_begun(rows, on) for rows in agreements)
    ends = [row.effective_to or date.max for row in begun if row is not None]
    return max(ends, default=None)


def _newest_begun(ranges: Iterable[EffectiveRange], on: date) -> EffectiveRange | None:
    begun = (row for row in ranges if row.effective_from <= on and not row.never_begins)
    return max(begun, key=_NUMBER, default=None)
