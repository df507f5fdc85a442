"""Terms for tests: one plain agreement, and strategies that draw many."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from agreements.choices import ClauseKind, CommitmentKind
from agreements.rules.terms import (
    BudgetLine,
    Clause,
    Promise,
    TalkPath,
    Target,
    Terms,
    WorkingRules,
)
from partners.choices import OwnerSide

TAKE_STOCK = Clause(
    "take-stock",
    ClauseKind.TAKE_STOCK,
    "Take stock",
    "At least every 6 months both organisations answer the same ten questions.",
    is_locked=True,
)
ROOM = Clause(
    "room-to-change",
    ClauseKind.ROOM_TO_CHANGE,
    "Room to change",
    "Either may ask to change any part. The other answers within 30 days.",
    is_locked=True,
)
PURPOSE = Clause(
    "purpose", ClauseKind.PURPOSE, "What we want", "All children go to school."
)
REPORTS = Clause(
    "reports", ClauseKind.REPORTS, "Simple reports", "A report comes every quarter."
)
TERMS = Terms(
    title="Children at school",
    language="en-gb",
    effective_from=date(2026, 1, 1),
    effective_to=date(2028, 12, 31),
    currency="USD",
    rate=Decimal(1),
    rate_on=date(2025, 12, 1),
    clauses=(PURPOSE, TAKE_STOCK, ROOM, REPORTS),
    lines=(
        BudgetLine("staff-2026", "Staff", 2026, Decimal(60_000)),
        BudgetLine("staff-2027", "Staff", 2027, Decimal(40_000)),
    ),
    targets=(Target("children", "children", 3_000, date(2028, 6, 30)),),
    places=("Nyota", "Mtsinje"),
    promises=(
        Promise(
            "F1",
            OwnerSide.FOUNDATION,
            CommitmentKind.PAY,
            "Pay within 15 working days",
            due_on=date(2026, 6, 30),
            amount=Decimal(60_000),
        ),
        Promise(
            "P1",
            OwnerSide.PARTNER,
            CommitmentKind.REPORT,
            "Send a report",
            rhythm="each quarter",
        ),
    ),
    principles=("Honesty", "Early warning"),
    rules=WorkingRules(6, 6, 30),
    talk_path=TalkPath("user:1", "user:2", "contact:1", "contact:2"),
)


def changed(terms: Terms = TERMS, **values: Any) -> Terms:
    """The terms with other values."""
    return replace(terms, **values)


def with_clause(key: str, terms: Terms = TERMS, **values: Any) -> Terms:
    """The terms with one clause changed."""
    clauses = tuple(
        replace(clause, **values) if clause.key == key else clause
        for clause in terms.clauses
    )
    return replace(terms, clauses=clauses)


def with_line(key: str, amount: int, terms: Terms = TERMS) -> Terms:
    """The terms with one amount changed or added."""
    rest = [line for line in terms.lines if line.key != key]
    line = BudgetLine(key, "Staff", int(key[-4:]), Decimal(amount))
    return replace(terms, lines=(*rest, line))


TEXTS = st.sampled_from(["", "Both meet.", "Both meet twice.", "All children learn."])
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 4))
AMOUNTS = st.sampled_from([Decimal(0), Decimal(100), Decimal("100.50")])
SIDES = st.sampled_from(OwnerSide)


def _many(item: st.SearchStrategy[Any], key: str = "key") -> st.SearchStrategy[Any]:
    unique = st.lists(item, max_size=5, unique_by=lambda each: getattr(each, key))
    return unique.map(tuple)


CLAUSES = _many(
    st.builds(
        Clause,
        st.sampled_from("abcdefg"),
        st.sampled_from([ClauseKind.OTHER, ClauseKind.REPORTS]),
        st.sampled_from(["One", "Two"]),
        TEXTS,
        st.booleans(),
    )
)
LINES = _many(
    st.builds(
        BudgetLine,
        st.sampled_from("abcd"),
        TEXTS,
        st.sampled_from([2026, 2027]),
        AMOUNTS,
    )
)
TARGETS = _many(
    st.builds(
        Target, st.sampled_from("abc"), TEXTS, st.integers(0, 2), DAYS | st.none()
    )
)
PROMISES = _many(
    st.builds(
        Promise,
        st.sampled_from(["F1", "F2", "P1"]),
        SIDES,
        st.just(CommitmentKind.PAY),
        TEXTS,
        DAYS | st.none(),
        TEXTS,
        AMOUNTS | st.none(),
        st.sampled_from([None, 1]),
    ),
    key="code",
)
NUMBERS = st.sampled_from([None, 6, 12])
PEOPLE = st.sampled_from(["", "user:1", "contact:2"])
NAMES = st.lists(st.sampled_from(["Nyota", "Mtsinje", "Dzanja"]), max_size=3).map(tuple)

SOME_TERMS = st.builds(
    Terms,
    title=TEXTS,
    language=st.sampled_from(["fr", "pt"]),
    governing_note=TEXTS,
    effective_from=DAYS,
    effective_to=DAYS,
    currency=st.sampled_from(["USD", "MWK"]),
    rate=st.sampled_from([Decimal(1), Decimal(1734)]),
    rate_on=DAYS,
    clauses=CLAUSES,
    lines=LINES,
    targets=TARGETS,
    places=NAMES,
    promises=PROMISES,
    principles=NAMES,
    rules=st.builds(WorkingRules, NUMBERS, NUMBERS, NUMBERS),
    talk_path=st.builds(TalkPath, PEOPLE, PEOPLE, PEOPLE, PEOPLE),
)
