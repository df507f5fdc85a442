"""Which part of the money does a change move?"""

from collections.abc import Mapping
from fractions import Fraction

from agreements.rules.terms import Terms

Amounts = Mapping[tuple[str, int], Fraction]


def share_moved(year_base: Terms, head: Terms, new: Terms) -> Fraction | None:
    """Return the money moved as a part of the year's budget (rulings 14).

    Money moved is the change of the total or the sum of all that lines gained,
    whichever is more; a line that goes into another year counts as gained there. It is
    cumulative: what was moved since the year began counts again, so that small slices
    add up. A step is never counted as less than it is itself, so that moving money
    back is no way to make a big change look small.

    Args:
        year_base: the version in force when the agreement's year began; its total is
            the whole.
        head: the version in force now.
        new: what is proposed.

    Returns:
        0 when this change moves nothing; None when there is no budget to compare with.
        Amounts in different currencies are compared in the reporting currency.
    """
    is_mixed = len({year_base.currency, head.currency, new.currency}) > 1
    before, now, after = (
        _amounts(terms, Fraction(terms.rate) if is_mixed else Fraction(1))
        for terms in (year_base, head, new)
    )
    step = _moved(now, after)
    if not step:
        return Fraction(0)
    whole = sum(before.values(), Fraction(0))
    return max(_moved(before, after), step) / whole if whole else None


def _amounts(terms: Terms, rate: Fraction) -> Amounts:
    """Return the money of each line and year, divided by a rate."""
    return {(line.key, line.year): Fraction(line.amount) / rate for line in terms.lines}


def _moved(before: Amounts, after: Amounts) -> Fraction:
    gains = (max(after[key] - before.get(key, 0), Fraction(0)) for key in after)
    total = sum(after.values(), Fraction(0)) - sum(before.values(), Fraction(0))
    return max(abs(total), sum(gains, Fraction(0)))
