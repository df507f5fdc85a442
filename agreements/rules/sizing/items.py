"""How big is a change of a clause, a line, a target or a promise?

The money of lines is weighed as a whole (`money.py`); here only their labels count.
Another order matters among clauses alone.
"""

from collections.abc import Iterator
from dataclasses import replace

from agreements.choices import ClauseKind
from agreements.rules.comparison.changes import Change
from agreements.rules.sizing.dates import due_reasons
from agreements.rules.sizing.reasons import (
    PROMISES,
    PURPOSE,
    ROLES,
    SLIP,
    TARGETS,
    WORDING,
    Reason,
)
from agreements.rules.sizing.slips import is_clause_slip, is_item_slip, is_slip
from agreements.rules.terms import BudgetLine, Clause, Promise, Target
from partners.rules.method import METHOD, Method


def clause_reasons(change: Change[Clause], *, slip_words: int) -> Iterator[Reason]:
    """Yield why a changed clause matters; the purpose always means a new agreement."""
    old, new = change.old, change.new
    kinds = {each.kind for each in (old, new) if each}
    if old == new:
        if change.is_moved:
            yield WORDING
    elif old and new and is_clause_slip(old, new, most=slip_words):
        yield WORDING if change.is_moved else SLIP
    else:
        yield PURPOSE if ClauseKind.PURPOSE in kinds else WORDING


def line_reasons(change: Change[BudgetLine], *, slip_words: int) -> Iterator[Reason]:
    """Yield why another label or an empty line of the budget matters."""
    old, new = change.old, change.new
    if not (old and new):
        only = old or new
        if only and not only.amount:
            yield WORDING
        return
    if old.label != new.label:
        is_declared = is_slip(old.label, new.label, most=slip_words)
        yield SLIP if is_declared else WORDING


def target_reasons(
    change: Change[Target], *, slip_words: int, method: Method = METHOD
) -> Iterator[Reason]:
    """Yield why a changed target matters."""
    old, new = change.old, change.new
    if not (old and new):
        yield TARGETS
    elif is_item_slip(old, new, most=slip_words):
        yield SLIP
    else:
        yield TARGETS
        yield from due_reasons(old.by_on, new.by_on, method=method)


def promise_reasons(
    change: Change[Promise], *, slip_words: int, method: Method = METHOD
) -> Iterator[Reason]:
    """Yield why a changed promise matters: who promises, when, or what."""
    old, new = change.old, change.new
    if not (old and new):
        yield PROMISES
    else:
        if (old.side, old.party_id) != (new.side, new.party_id):
            yield ROLES
        yield from due_reasons(old.due_on, new.due_on, method=method)
        yield from _rest_of_promise(old, new, slip_words)


def _rest_of_promise(old: Promise, new: Promise, slip_words: int) -> Iterator[Reason]:
    """Yield why another text, amount or rhythm matters; a lost date as well."""
    only_moved = old.due_on is not None and new.due_on is not None
    rest = replace(
        old,
        side=new.side,
        party_id=new.party_id,
        due_on=new.due_on if only_moved else old.due_on,
    )
    if rest != new:
        yield SLIP if is_item_slip(rest, new, most=slip_words) else PROMISES
