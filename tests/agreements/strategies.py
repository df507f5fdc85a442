"""Random terms for property tests of agreements."""

from datetime import date, timedelta
from decimal import Decimal

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

KEYS = [f"c{number}" for number in range(6)]
words = st.text(
    alphabet=st.sampled_from("abc é ñ ç 1,.\n\u0301"), min_size=0, max_size=30
)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
money = st.decimals(0, 10_000_000, places=2).map(Decimal)


@st.composite
def clauses(draw) -> tuple[Clause, ...]:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=6))
    return tuple(
        Clause(
            key,
            draw(st.sampled_from(list(ClauseKind))),
            draw(words),
            draw(words),
            draw(st.booleans()),
        )
        for key in keys
    )


@st.composite
def lines(draw) -> tuple[BudgetLine, ...]:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=4))
    return tuple(
        BudgetLine(key, draw(words), draw(st.integers(2020, 2035)), draw(money))
        for key in keys
    )


@st.composite
def promises(draw) -> tuple[Promise, ...]:
    codes = draw(st.lists(st.sampled_from(["F1", "F2", "P1", "B1"]), unique=True))
    return tuple(
        Promise(
            code,
            draw(st.sampled_from(list(OwnerSide))),
            draw(st.sampled_from(list(CommitmentKind))),
            draw(words),
            draw(st.none() | days),
            draw(words),
            draw(st.none() | money),
            draw(st.none() | st.integers(1, 9)),
        )
        for code in codes
    )


@st.composite
def terms(draw) -> Terms:
    starts = draw(days)
    return Terms(
        title=draw(words),
        language=draw(st.sampled_from(["en-gb", "fr", "es", "pt"])),
        governing_note=draw(words),
        effective_from=starts,
        effective_to=starts + timedelta(days=draw(st.integers(1, 2000))),
        currency=draw(st.sampled_from(["USD", "MWK", "UGX"])),
        rate=draw(st.decimals("0.01", 20000, places=4).map(Decimal)),
        rate_on=draw(days),
        clauses=draw(clauses()),
        lines=draw(lines()),
        targets=tuple(
            Target(key, draw(words), draw(st.integers(0, 9999)), draw(st.none() | days))
            for key in draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=3))
        ),
        places=tuple(draw(st.lists(words, max_size=3))),
        promises=draw(promises()),
        principles=tuple(draw(st.lists(words, max_size=3))),
        rules=WorkingRules(draw(st.none() | st.integers(1, 12)), None, 30),
        talk_path=TalkPath(draw(st.sampled_from(["", "user:3"])), "", "contact:7", ""),
    )
