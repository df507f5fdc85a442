"""Which changes does a reader want to see first?

Amounts, dates, targets and who promises stand above the words, as values and not as
text: pages write them in the language of the reader (screens 1.5, G1).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from agreements.rules.terms import Terms
from partners.choices import OwnerSide


class KeyFact(StrEnum):
    """What a key change is about."""

    TOTAL = "total"
    YEAR = "year"
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
        subject: the year, or the key of the target or promise; "" for the whole.
        old: None when there was none.
        new: None when there is none any more.
    """

    fact: KeyFact
    subject: str
    old: Value
    new: Value


def key_changes(old: Terms, new: Terms) -> tuple[KeyChange, ...]:
    """Return the changed amounts, dates, targets and parties, in this order."""
    found = (
        *_amounts(old, new),
        KeyChange(KeyFact.STARTS_ON, "", old.effective_from, new.effective_from),
        KeyChange(KeyFact.ENDS_ON, "", old.effective_to, new.effective_to),
        *_targets(old, new),
        *_promises(old, new),
    )
    return tuple(change for change in found if change.old != change.new)


def _amounts(old: Terms, new: Terms) -> Iterator[KeyChange]:
    yield KeyChange(
        KeyFact.TOTAL,
        "",
        Money(old.total, old.currency),
        Money(new.total, new.currency),
    )
    before, after = old.by_year(), new.by_year()
    for year in sorted(before.keys() | after.keys()):
        yield KeyChange(
            KeyFact.YEAR,
            str(year),
            _money(before.get(year), old.currency),
            _money(after.get(year), new.currency),
        )
    yield KeyChange(KeyFact.RATE, "", old.rate, new.rate)


def _targets(old: Terms, new: Terms) -> Iterator[KeyChange]:
    before = {target.key: target for target in old.targets}
    after = {target.key: target for target in new.targets}
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        yield KeyChange(
            KeyFact.TARGET,
            key,
            was.quantity if was else None,
            now.quantity if now else None,
        )
        yield KeyChange(
            KeyFact.TARGET_BY,
            key,
            was.by_on if was else None,
            now.by_on if now else None,
        )


def _promises(old: Terms, new: Terms) -> Iterator[KeyChange]:
    """Yield what changed in promises that stand in both versions."""
    before = {promise.code: promise for promise in old.promises}
    for now in new.promises:
        was = before.get(now.code)
        if was is None:
            continue
        yield KeyChange(
            KeyFact.PROMISE_BY,
            now.code,
            Party(was.side, was.party_id),
            Party(now.side, now.party_id),
        )
        yield KeyChange(
            KeyFact.PROMISE_AMOUNT,
            now.code,
            _money(was.amount, old.currency),
            _money(now.amount, new.currency),
        )
        yield KeyChange(KeyFact.PROMISE_DUE, now.code, was.due_on, now.due_on)


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)
