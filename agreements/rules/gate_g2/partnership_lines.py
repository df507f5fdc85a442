"""Which lines of gate G2 does the partnership answer? B6 to B9."""

from collections.abc import Iterator
from datetime import date

from agreements.rules.gate_g2.facts import (
    GateFacts,
    PlannedFunction,
    SafeguardingFacts,
)
from agreements.rules.gate_g2.lines import Gap, Lack
from partners.choices import CheckOutcome, Fate, Horizon, Side
from partners.rules.handover import Pillar
from partners.rules.method import Method
from partners.rules.months import add_months


def what_must_last(facts: GateFacts, method: Method) -> Iterator[Gap]:
    """B6: a function is listed; each is described and has an owner, or soon will."""
    if not facts.functions:
        yield Gap(Lack.NO_FUNCTION)
    latest = add_months(facts.starts_on, method.owner_found_months)
    for function in facts.functions:
        if function.fate != Fate.STOP:
            yield from _function(function, latest)


def _function(function: PlannedFunction, latest: date) -> Iterator[Gap]:
    for pillar in Pillar:
        if pillar not in function.described:
            yield Gap(Lack.PILLAR_MISSING, about=function.name, value=pillar)
    if function.owner_name:
        return
    if function.owner_found_by is None:
        yield Gap(Lack.NO_OWNER, about=function.name)
    elif function.owner_found_by > latest:
        yield Gap(Lack.OWNER_TOO_LATE, about=function.name, value=latest)


def growing_stronger(facts: GateFacts) -> Iterator[Gap]:
    """B7: a goal of one or both organisations."""
    if facts.goals_count < 1:
        yield Gap(Lack.NO_GOAL)


def expectations(facts: GateFacts) -> Iterator[Gap]:
    """B8: both wrote what they expect and what they are unsure about, and confirmed."""
    for side in Side:
        for horizon in Horizon:
            if horizon not in facts.expected.get(side, frozenset()):
                yield Gap(Lack.EXPECTATION_MISSING, about=side, value=horizon)
        if side not in facts.doubted:
            yield Gap(Lack.NO_DOUBT, about=side)
        if side not in facts.confirmed:
            yield Gap(Lack.NOT_CONFIRMED, about=side)


def safe_and_honest(facts: GateFacts, on: date) -> Iterator[Gap]:
    """B9: a good safeguarding check is valid on the first day; no integrity flag.

    A weak result blocks: "not good enough yet" has to become a new check first.
    """
    for check in facts.safeguarding:
        yield from _check_gaps(check, on)
    if facts.integrity_open:
        yield Gap(Lack.INTEGRITY_OPEN)


def _check_gaps(check: SafeguardingFacts, on: date) -> Iterator[Gap]:
    if check.outcome is None or check.valid_until is None:
        yield Gap(Lack.NO_CHECK, about=check.about)
        return
    if check.valid_until < on:
        yield Gap(Lack.CHECK_OVER, about=check.about, value=check.valid_until)
    if check.outcome == CheckOutcome.WEAK:
        yield Gap(Lack.CHECK_WEAK, about=check.about)
