"""In which order did things happen? One after another, over all partnerships.

Histories are read in the order in which they were written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did.

    Attributes:
        on: the day, as YYYY-MM-DD.
        do: does it; gets the moment.
    """

    on: str
    do: Callable[[datetime], object]


def do_in_order(deeds: Iterable[Deed], *, today: date) -> None:
    """Do what was done until today, the earliest first."""
    for deed in sorted(deeds, key=lambda each: each.on):
        if deed.on <= today.isoformat():
            deed.do(noon(date.fromisoformat(deed.on)))


def noon(day: date) -> datetime:
    """Return noon of a day by the clock of Greenwich."""
    return datetime.combine(day, time(12), tzinfo=UTC)
