"""What comes out when one part of the text of a deal is edited?"""

from collections.abc import Sequence
from dataclasses import replace

from agreements.rules.keys import new_keys
from agreements.rules.numbers import promise_codes
from agreements.rules.terms import BudgetLine, Clause, Promise, Target, Terms


def used_keys(base: Terms, draft: Terms) -> frozenset[str]:
    """Return the keys of clauses, lines and targets that are given already."""
    texts = (base, draft)
    return frozenset(
        [
            *(clause.key for terms in texts for clause in terms.clauses),
            *(line.key for terms in texts for line in terms.lines),
            *(target.key for terms in texts for target in terms.targets),
        ]
    )


def with_clause(terms: Terms, clause: Clause, used: frozenset[str]) -> Terms:
    """Return the terms with a clause in its place; one without a key is added."""
    if clause.key:
        clauses = tuple(
            clause if each.key == clause.key else each for each in terms.clauses
        )
        return replace(terms, clauses=clauses)
    (key,) = new_keys([clause.heading], used)
    return replace(terms, clauses=(*terms.clauses, replace(clause, key=key)))


def with_ready_clause(terms: Terms, ready: Clause, used: frozenset[str]) -> Terms:
    """Return the terms with a ready clause at the end; it keeps its key if it is free."""
    (key,) = [ready.key] if ready.key not in used else new_keys([ready.key], used)
    return replace(terms, clauses=(*terms.clauses, replace(ready, key=key)))


def without_clause(terms: Terms, key: str) -> Terms:
    """Return the terms without a clause."""
    kept = tuple(each for each in terms.clauses if each.key != key)
    return replace(terms, clauses=kept)


def moved_clause(terms: Terms, key: str, step: int) -> Terms:
    """Return the terms with a clause one place up (-1) or down (1), if there is one."""
    clauses = list(terms.clauses)
    place = next(at for at, each in enumerate(clauses) if each.key == key)
    other = place + step
    if 0 <= other < len(clauses):
        clauses[place], clauses[other] = clauses[other], clauses[place]
    return replace(terms, clauses=tuple(clauses))


def keyed_lines(
    lines: Sequence[BudgetLine], used: frozenset[str]
) -> tuple[BudgetLine, ...]:
    """Return budget lines of which each has its key."""
    fresh = iter(new_keys([each.label for each in lines if not each.key], used))
    return tuple(each if each.key else replace(each, key=next(fresh)) for each in lines)


def keyed_targets(
    targets: Sequence[Target], used: frozenset[str]
) -> tuple[Target, ...]:
    """Return targets of which each has its key."""
    fresh = iter(new_keys([each.text for each in targets if not each.key], used))
    return tuple(
        each if each.key else replace(each, key=next(fresh)) for each in targets
    )


def coded_promises(
    promises: Sequence[Promise], used: Sequence[str]
) -> tuple[Promise, ...]:
    """Return promises of which each has its code: F1, P2, B1."""
    sides = [each.side for each in promises if not each.code]
    fresh = iter(promise_codes(sides, used))
    return tuple(
        each if each.code else replace(each, code=next(fresh)) for each in promises
    )
