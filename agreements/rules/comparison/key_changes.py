"""Which changes does a reader want to see first?

Amounts, dates, targets and who promises stand above the words, as values and not as
text: pages write them in the language of the reader (screens 1.5, G1).
"""

from collections.abc import Iterator
from decimal import Decimal

from agreements.rules.comparison.key_facts import KeyChange, KeyFact, Money, Party
from agreements.rules.terms import Terms


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
    for year in sorted(before.keys() & after.keys()):
        if (before[year], old.currency) == (after[year], new.currency):
            yield from _moved_money(old, new, year)
    yield KeyChange(KeyFact.RATE, "", old.rate, new.rate)


def _moved_money(old: Terms, new: Terms, year: int) -> Iterator[KeyChange]:
    """Yield the lines of a year; where its sum stays, only they show what moved."""
    before, after = _lines_of(old, year), _lines_of(new, year)
    for key in [*after, *(key for key in before if key not in after)]:
        yield KeyChange(
            KeyFact.LINE,
            key,
            _money(before.get(key), old.currency),
            _money(after.get(key), new.currency),
        )


def _lines_of(terms: Terms, year: int) -> dict[str, Decimal]:
    return {line.key: line.amount for line in terms.lines if line.year == year}


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
