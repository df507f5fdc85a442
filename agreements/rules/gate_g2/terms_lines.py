"""Which lines of gate G2 do the terms alone answer? B1 to B5."""

from collections.abc import Iterator

from agreements.choices import ClauseKind
from agreements.rules.gate_g2.lines import Gap, Lack
from agreements.rules.terms import Terms, clause_of_kind, promises_of
from partners.choices import OwnerSide, Side
from partners.rules.method import Method


def dates_and_money(terms: Terms) -> Iterator[Gap]:
    """B1: an end after the start, a currency, no negative amount; 0 is allowed."""
    if terms.effective_to <= terms.effective_from:
        yield Gap(Lack.END_NOT_AFTER_START, value=terms.effective_to)
    if not terms.currency or terms.rate <= 0:
        yield Gap(Lack.NO_CURRENCY)
    for line in terms.lines:
        if line.amount < 0:
            yield Gap(Lack.NEGATIVE_AMOUNT, about=line.label)


def promises_of_both(terms: Terms) -> Iterator[Gap]:
    """B2: each side has a promise of its own with a date or a rhythm."""
    for side in (OwnerSide.FOUNDATION, OwnerSide.PARTNER):
        if not any(each.has_a_day for each in promises_of(terms, side)):
            yield Gap(Lack.NO_DATED_PROMISE, about=Side(side.value))


def take_stock(terms: Terms, method: Method) -> Iterator[Gap]:
    """B3: the clause, an interval of 12 months at most, a first review within 6."""
    yield from _clause(terms, ClauseKind.TAKE_STOCK)
    interval = terms.rules.take_stock_months
    if not interval:
        yield Gap(Lack.NO_INTERVAL)
    elif interval > method.max_interval_months:
        yield Gap(Lack.INTERVAL_TOO_LONG, value=interval)
    first = terms.rules.first_review_months
    if not first:
        yield Gap(Lack.NO_FIRST_REVIEW)
    elif first > method.first_full_months:
        yield Gap(Lack.FIRST_REVIEW_TOO_LATE, value=first)


def room_to_change(terms: Terms, method: Method) -> Iterator[Gap]:
    """B4: the clause, and an answer within 30 days."""
    yield from _clause(terms, ClauseKind.ROOM_TO_CHANGE)
    days = terms.rules.answer_days
    if not days:
        yield Gap(Lack.NO_ANSWER_TIME)
    elif days > method.answer_days:
        yield Gap(Lack.ANSWER_TIME_TOO_LONG, value=days)


def honest_talk(terms: Terms) -> Iterator[Gap]:
    """B5: a person of each side, and another one a step above."""
    path = terms.talk_path
    for side, person, above in (
        (Side.FOUNDATION, path.foundation_person, path.foundation_above),
        (Side.PARTNER, path.partner_person, path.partner_above),
    ):
        if not person:
            yield Gap(Lack.NO_PERSON, about=side)
        if not above:
            yield Gap(Lack.NOBODY_ABOVE, about=side)
        elif above == person:
            yield Gap(Lack.SAME_PERSON_ABOVE, about=side)


def _clause(terms: Terms, kind: ClauseKind) -> Iterator[Gap]:
    clause = clause_of_kind(terms, kind)
    if clause is None or not clause.text.strip():
        yield Gap(Lack.NO_CLAUSE, about=str(kind))
