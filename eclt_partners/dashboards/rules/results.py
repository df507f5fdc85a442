"""What did agreements reach and spend, as the figures of a country need it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from agreements.rules.parts import Target
from agreements.rules.results import (
    WAYS,
    TargetReading,
    children_in_all,
    latest_readings,
)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What an agreement reached and spent in one period; only rows that stand.

    Attributes:
        withdrawn, prevented, protected: children newly reached; None is not counted.
        spending: in `currency`; None is not known yet.
        rate: units of `currency` for one unit of `reporting_currency`.
        reached: key of a target -> reached in all until the last day.
    """

    id: int
    from_on: date
    to_on: date
    withdrawn: int | None = None
    prevented: int | None = None
    protected: int | None = None
    spending: Decimal | None = None
    currency: str = ""
    rate: Decimal = Decimal(1)
    reporting_currency: str = ""
    may_double_count: bool = False
    reached: Mapping[str, int] = field(default_factory=dict)

    @property
    def children(self) -> int | None:
        """All children together; None when one of the three ways was not counted."""
        return children_in_all(getattr(self, way) for way in WAYS)

    @property
    def is_whole(self) -> bool:
        """True when its spending can be divided by its children."""
        return self.spending is not None and self.children is not None

    @property
    def reporting_spending(self) -> Fraction:
        """The spending in the reporting currency, exact; 0 when not known."""
        return Fraction(self.spending or 0) / Fraction(self.rate)


def readings_of(results: Iterable[ResultRow]) -> Mapping[str, TargetReading]:
    """Return the latest reading of each target, by its key."""
    return latest_readings((each.to_on, each.reached) for each in results)


def share_reached(target: Target, reading: TargetReading | None) -> Fraction | None:
    """Return which part of a target is reached; None when nobody counted it."""
    if reading is None or not target.quantity:
        return None
    return Fraction(reading.quantity, target.quantity)
