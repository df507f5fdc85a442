"""Which partnerships of a country, and how much of their past, does somebody look at?

A narrowing is what the address of a country's page asks for. Its `query` is always
written in the same order, so that one question has one address and one stored answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import parse_qsl, urlencode

from partners.choices import AgeBand, PartnerKind, Stage
from partners.rules.months import (
    ESTABLISHED_FROM,
    GROWING_FROM,
    add_months,
)

NAMES: Final = ("kind", "stage", "age", "period")
# How many months back reviews, changes, promises and money are looked at.
PERIODS: Final = ("3", "6", "12", "24")
VALUES: Final[Mapping[str, frozenset[str]]] = {
    "kind": frozenset(PartnerKind.values),
    "stage": frozenset(Stage.values),
    "age": frozenset(AgeBand.values),
    "period": frozenset(PERIODS),
}
# From how many full months of age on, and up to fewer than how many; None is no limit.
_MONTHS_OF_BAND: Final[Mapping[str, tuple[int | None, int | None]]] = {
    AgeBand.STARTING: (None, GROWING_FROM),
    AgeBand.GROWING: (GROWING_FROM, ESTABLISHED_FROM),
    AgeBand.ESTABLISHED: (ESTABLISHED_FROM, None),
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What somebody looks at; "" asks for nothing.

    Attributes:
        kind: at least one partner that is a party today is of this kind.
        stage: where the partnership stands today.
        age: the band of its age today.
        period: months back, for what has a past; statuses are those of today.
    """

    kind: str = ""
    stage: str = ""
    age: str = ""
    period: str = ""

    @property
    def query(self) -> str:
        """The normal form for addresses: "kind=LOCAL_NGO&period=12"; "" for all."""
        given = ((name, getattr(self, name)) for name in NAMES)
        return urlencode([(name, value) for name, value in given if value])

    @property
    def is_empty(self) -> bool:
        """True when everything is looked at."""
        return not self.query

    @property
    def names_partnerships(self) -> bool:
        """True when only some partnerships are looked at."""
        return bool(self.kind or self.stage or self.age)

    def since(self, as_of: date) -> date | None:
        """Return the first day that is looked at, or None for all of the past."""
        return add_months(as_of, -int(self.period)) if self.period else None


EVERYTHING: Final = Narrowing()


def narrowing_of(query: str) -> Narrowing:
    """Return what the query of an address asks for.

    Names and values that are not known ask for nothing.
    """
    given = dict(parse_qsl(query))
    known = {name: given.get(name, "") for name in NAMES}
    return Narrowing(
        **{name: value for name, value in known.items() if value in VALUES[name]}
    )


def starts_of(age: str, as_of: date) -> tuple[date | None, date | None]:
    """Return the first and the last day on which partnerships of a band may begin.

    Both days are inside; None is no limit. It is what `age_band` says of the full
    months on the day, asked the other way round so that the database can ask it.
    """
    least, below = _MONTHS_OF_BAND[age]
    last = None if least is None else _newest(least, as_of)
    first = None if below is None else _newest(below, as_of) + timedelta(days=1)
    return first, last


def _newest(months: int, as_of: date) -> date:
    """Return the last beginning that makes at least so many full months of age.

    The end of a short month completes the month of all days that it lacks.
    """
    day = add_months(as_of, -months)
    while add_months(day + timedelta(days=1), months) <= as_of:
        day += timedelta(days=1)
    return day
