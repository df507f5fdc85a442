"""What is a change that a reader wants to see first, as a value and not as text?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from partners.choices import OwnerSide


class KeyFact(StrEnum):
    """What a key change is about."""

    TOTAL = "total"
    YEAR = "year"
    LINE = "line"
    RATE = "rate"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    TARGET = "target"
    TARGET_BY = "target_by"
    PROMISE_BY = "promise_by"
    PROMISE_AMOUNT = "promise_amount"
    PROMISE_DUE = "promise_due"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Party:
    """Who promises: a side, and which party of a coalition."""

    side: OwnerSide
    party_id: int | None


Value = Money | Party | Decimal | date | int | None


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One value before and after.

    Attributes:
        fact: what it is about.
        subject: the year, or the key of the line, target or promise; "" for the whole.
        old: None when there was none.
        new: None when there is none any more.
    """

    fact: KeyFact
    subject: str
    old: Value
    new: Value
