"""What does the demonstration tell beside the file of the portfolio?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from agreements.choices import CommitmentKind
from agreements.rules.terms import BudgetLine, Promise, Target
from partners.choices import OwnerSide


@dataclass(frozen=True, slots=True)
class ReviewStory:
    """What was said in one completed review, and agreed in its talk (methods H4).

    Attributes:
        foundation: columns of the foundation's assessment: its comments, for whom.
        partner: likewise of the partner's.
        talk: columns of the talk.
        actions: who, what, by when, and what became of it.
    """

    foundation: Mapping[str, str] = field(default_factory=dict)
    partner: Mapping[str, str] = field(default_factory=dict)
    talk: Mapping[str, str] = field(default_factory=dict)
    actions: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """What the file does not say; everything by the code of a partnership.

    Attributes:
        promises: of the version that is registered.
        targets: of the version that is registered, in numbers.
        lines: its budget, as label and share of the money in hundredths.
        later: how many versions follow it in the demonstration.
        registered: when it was registered, if not now.
        reviews: what was said in a review, by its day.
        has_clauses: the agreements hold the ready clauses.
    """

    promises: Mapping[str, tuple[Promise, ...]] = field(default_factory=dict)
    targets: Mapping[str, tuple[Target, ...]] = field(default_factory=dict)
    lines: Mapping[str, Sequence[Sequence[Any]]] = field(default_factory=dict)
    later: Mapping[str, int] = field(default_factory=dict)
    registered: Mapping[str, date] = field(default_factory=dict)
    reviews: Mapping[str, Mapping[date, ReviewStory]] = field(default_factory=dict)
    has_clauses: bool = False


NOTHING = Telling()


def telling_of(
    stories: Mapping[str, Any], voices: Mapping[str, Any], changes: Mapping[str, Any]
) -> Telling:
    """Return what the three files of the demonstration tell of agreements and reviews.

    Args:
        stories: the parsed `stories.json`.
        voices: the parsed `voices.json`.
        changes: the parsed `changes.json`.
    """
    before = {code: told["before"] for code, told in changes.items()}
    return Telling(
        promises=promises_of(stories)
        | {code: read_promises(was["promises"]) for code, was in before.items() if was},
        targets=targets_of(stories)
        | {
            code: read_targets(was["targets"])
            for code, was in before.items()
            if "targets" in was
        },
        lines={code: was["lines"] for code, was in before.items() if "lines" in was},
        later={
            code: sum(_is_signed(table) for table in told["tables"])
            for code, told in changes.items()
        },
        registered={
            code: date.fromisoformat(was["registered_on"])
            for code, was in before.items()
            if "registered_on" in was
        },
        reviews={
            code: {
                date.fromisoformat(on): ReviewStory(**said) for on, said in rows.items()
            }
            for code, rows in voices.items()
        },
        has_clauses=True,
    )


def promises_of(stories: Mapping[str, Any]) -> dict[str, tuple[Promise, ...]]:
    """Return what each agreement of the demonstration promises, by partnership."""
    return {code: read_promises(rows) for code, rows in stories["promises"].items()}


def targets_of(stories: Mapping[str, Any]) -> dict[str, tuple[Target, ...]]:
    """Return what each agreement of the demonstration aims at, by partnership."""
    return {code: read_targets(rows) for code, rows in stories["targets"].items()}


def read_promises(rows: Sequence[Sequence[str]]) -> tuple[Promise, ...]:
    """Read promises; what became of them stands last in each row."""
    return tuple(
        Promise(
            code=number,
            side=OwnerSide(side),
            kind=CommitmentKind(kind),
            text=text,
            due_on=date.fromisoformat(due_on),
        )
        for number, side, kind, text, due_on, _state in rows
    )


def read_targets(rows: Sequence[Sequence[Any]]) -> tuple[Target, ...]:
    """Read targets: key, what is counted, how many, by when."""
    return tuple(
        Target(key, text, quantity, date.fromisoformat(by_on))
        for key, text, quantity, by_on in rows
    )


def read_lines(
    rows: Sequence[Sequence[Any]], *, year: int, total: Decimal
) -> tuple[BudgetLine, ...]:
    """Read a budget: key, label and share of the whole in hundredths."""
    return tuple(
        BudgetLine(key, label, year, total * share / 100) for key, label, share in rows
    )


def _is_signed(table: Mapping[str, Any]) -> bool:
    return any(step["do"] == "sign" for step in table["steps"])
