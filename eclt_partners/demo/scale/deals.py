"""What do the invented agreements say? Terms and promises, with their days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from agreements.choices import ClauseKind, CommitmentKind, InstanceState
from agreements.rules.terms import (
    BudgetLine,
    Clause,
    Promise,
    Target,
    Terms,
    WorkingRules,
)
from eclt_partners.demo.scale.lives import DAYS_A_YEAR, Life
from partners.choices import OwnerSide

_CLAUSES: Final = (
    Clause(
        "purpose",
        ClauseKind.PURPOSE,
        "What we want to achieve",
        "Children in the villages named here go to school and do no harmful work.",
    ),
    Clause(
        "take-stock",
        ClauseKind.TAKE_STOCK,
        "Taking stock",
        "Both sides answer the same ten questions at least once a year, and talk.",
    ),
    Clause(
        "room-to-change",
        ClauseKind.ROOM_TO_CHANGE,
        "Room to change",
        "Either side may ask for a change at any time. The other answers in 30 days.",
    ),
    Clause(
        "end-in-mind",
        ClauseKind.END_IN_MIND,
        "The end in mind",
        "From the first year on we plan together who carries on what after us.",
    ),
)
_RULES: Final = WorkingRules(
    take_stock_months=12, first_review_months=6, answer_days=30
)
_PROMISES: Final = (
    (OwnerSide.FOUNDATION, CommitmentKind.PAY, "Pay the instalment within 20 days"),
    (OwnerSide.PARTNER, CommitmentKind.REPORT, "Send the half-yearly report"),
    (OwnerSide.FOUNDATION, CommitmentKind.TRAIN, "Train the finance team"),
    (OwnerSide.PARTNER, CommitmentKind.SPEAK_FOR, "Invite village committees"),
    (OwnerSide.JOINT, CommitmentKind.VISIT, "Visit three villages together"),
)
_DISTRICTS: Final = ("Northern district", "Lake district", "Valley district")
_SETTLED: Final = {
    InstanceState.KEPT: 74,
    InstanceState.KEPT_LATE: 12,
    InstanceState.PARTLY: 6,
    InstanceState.NOT_KEPT: 4,
    InstanceState.RELEASED: 4,
}


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a due date; state NOT_DUE = nothing was reported.

    Attributes:
        is_confirmed: the other side agreed with the report.
    """

    state: InstanceState
    on: date | None = None
    is_confirmed: bool = False


def first_terms(life: Life, first: date, last: date) -> Terms:
    """Write the terms of a first version."""
    years = range(first.year, last.year + 1)
    amount = Decimal(life.rng.randint(8, 120) * 500) * life.place.rate
    a_year = (amount / len(years)).quantize(Decimal(1))
    text = life.rng.choice(("Children in school", "Village committees that meet"))
    return Terms(
        title=f"Children first in {life.code}",
        language=life.place.language,
        effective_from=first,
        effective_to=last,
        currency=life.place.currency,
        rate=life.place.rate,
        rate_on=first,
        clauses=_CLAUSES,
        lines=tuple(BudgetLine(f"y{year}", "Work", year, a_year) for year in years),
        targets=(Target("t1", text, life.rng.randint(2, 60) * 10, last),),
        places=(life.rng.choice(_DISTRICTS),),
        promises=_promises(life.rng, first, last),
        rules=_RULES,
    )


def changed_terms(terms: Terms, first: date, rng: Random) -> Terms:
    """Write a change: half a year longer, a third more money in the last year."""
    last = terms.effective_to + timedelta(days=DAYS_A_YEAR // 2)
    *lines, final = terms.lines
    more = replace(final, amount=(final.amount * 4 / 3).quantize(Decimal(1)))
    kept = tuple(p for p in terms.promises if p.due_on and p.due_on >= first)
    further = replace(
        terms.promises[1], code="P9", due_on=first + timedelta(days=rng.randint(30, 90))
    )
    return replace(
        terms,
        effective_from=first,
        effective_to=last,
        lines=(*lines, more),
        promises=(*kept, further),
    )


def settled(rng: Random, due_on: date, today: date) -> Settled:
    """Say what became of a due date by today."""
    if due_on > today or rng.random() < 0.06:
        return Settled(InstanceState.NOT_DUE)
    state = rng.choices(list(_SETTLED), weights=list(_SETTLED.values()))[0]
    late = rng.randint(3, 30) if state == InstanceState.KEPT_LATE else 0
    on = min(today, due_on + timedelta(days=late))
    is_waiting = state != InstanceState.RELEASED and (today - on).days < 30
    return Settled(state, on, is_confirmed=not is_waiting)


def _promises(rng: Random, first: date, last: date) -> tuple[Promise, ...]:
    """Spread the promises over the time of the agreement, one or two a year."""
    days = (last - first).days
    count = max(3, round(1.6 * days / DAYS_A_YEAR))
    chosen: Sequence[int] = sorted(rng.randint(1, days) for _ in range(count))
    found = []
    for number, day in enumerate(chosen):
        side, kind, text = _PROMISES[number % len(_PROMISES)]
        code = f"{side[0]}{number + 1}"
        due_on = first + timedelta(days=day)
        found.append(Promise(code, side, kind, text, due_on=due_on))
    return tuple(found)
