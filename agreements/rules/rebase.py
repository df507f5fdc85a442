"""What becomes of an open proposal when another version came into force?

Field by field and clause by clause: what only one side changed is taken from that
side. What both changed differently stays as in the proposal and is named, so that
nothing that anybody typed is lost (methods E3, last line).
"""

from dataclasses import dataclass, replace
from operator import attrgetter

from agreements.rules.comparison.changes import Currency
from agreements.rules.comparison.comparing import currency_of
from agreements.rules.terms import BudgetLine, Terms
from agreements.rules.three_way import Conflict, Merging


@dataclass(frozen=True, slots=True)
class Rebase:
    """A proposal moved onto the version now in force.

    Attributes:
        terms: the merged terms; where sides disagree they hold the proposal's.
        conflicts: what people have to decide.
    """

    terms: Terms
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """All money of a version: amounts mean nothing without their currency."""

    currency: Currency
    lines: tuple[BudgetLine, ...]


def rebase(base: Terms, theirs: Terms, ours: Terms) -> Rebase:
    """Return the proposal as if it had been written on the version now in force.

    Args:
        base: the version that the proposal started from.
        theirs: the version now in force.
        ours: the open proposal.
    """
    merging = Merging()
    merged = _with_values(merging, base, theirs, ours)
    merged = _with_items(merging, base, theirs, merged)
    merged = _with_budget(merging, base, theirs, merged)
    return Rebase(merged, tuple(merging.conflicts))


def _with_values(merging: Merging, base: Terms, theirs: Terms, ours: Terms) -> Terms:
    """Return ours with the single values and numbers that only they changed."""

    def merged(key: str, field: str) -> str:
        was, they, we = (str(getattr(each, field)) for each in (base, theirs, ours))
        return merging.value(key, was, they, we, field=field)

    return replace(
        ours,
        title=merged("title", "title"),
        language=merged("language", "language"),
        governing_note=merged("language", "governing_note"),
        effective_from=merging.value(
            "dates",
            base.effective_from,
            theirs.effective_from,
            ours.effective_from,
            field="effective_from",
        ),
        effective_to=merging.value(
            "dates",
            base.effective_to,
            theirs.effective_to,
            ours.effective_to,
            field="effective_to",
        ),
        rules=merging.record("rules", base.rules, theirs.rules, ours.rules),
        talk_path=merging.record(
            "talk-path", base.talk_path, theirs.talk_path, ours.talk_path
        ),
    )


def _with_items(merging: Merging, base: Terms, theirs: Terms, ours: Terms) -> Terms:
    """Return ours with the clauses, targets, promises and names that they changed."""
    return replace(
        ours,
        clauses=merging.items(
            "clause",
            (base.clauses, theirs.clauses, ours.clauses),
            attrgetter("key"),
        ),
        targets=merging.items(
            "target",
            (base.targets, theirs.targets, ours.targets),
            attrgetter("key"),
        ),
        promises=merging.items(
            "promise",
            (base.promises, theirs.promises, ours.promises),
            attrgetter("code"),
        ),
        places=_names(merging, "places", base.places, theirs.places, ours.places),
        principles=_names(
            merging, "principles", base.principles, theirs.principles, ours.principles
        ),
    )


def _names(
    merging: Merging,
    key: str,
    base: tuple[str, ...],
    theirs: tuple[str, ...],
    ours: tuple[str, ...],
) -> tuple[str, ...]:
    """Return names merged one by one; each is its own key."""
    if base in (theirs, ours) or theirs == ours:
        return merging.value(key, base, theirs, ours)
    return merging.items(key, (base, theirs, ours), str)


def _with_budget(merging: Merging, base: Terms, theirs: Terms, ours: Terms) -> Terms:
    """Return ours with their money: line by line, or as a whole between currencies."""
    if theirs.currency == ours.currency:
        currency = merging.value("currency", *map(currency_of, (base, theirs, ours)))
        lines = merging.items(
            "line", (base.lines, theirs.lines, ours.lines), attrgetter("key")
        )
        budget = Budget(currency, lines)
    else:
        budget = merging.value("currency", *map(budget_of, (base, theirs, ours)))
    return replace(
        ours,
        currency=budget.currency.code,
        rate=budget.currency.rate,
        rate_on=budget.currency.rate_on,
        lines=budget.lines,
    )


def budget_of(terms: Terms) -> Budget:
    """Return all money of a version."""
    return Budget(currency_of(terms), terms.lines)
