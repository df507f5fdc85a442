"""How do the plain values of a stored text become terms again?"""

from datetime import date
from decimal import Decimal

from agreements.choices import ClauseKind, CommitmentKind
from agreements.rules.terms import (
    BudgetLine,
    Clause,
    JsonTerms,
    Promise,
    TalkPath,
    Target,
    Terms,
    WorkingRules,
)
from partners.choices import OwnerSide


def from_json(found: JsonTerms) -> Terms:
    """Return the terms that `to_json` wrote.

    Raises:
        KeyError: a part is missing.
        ValueError: a date, a number or a code is none.
    """
    return Terms(
        title=found["title"],
        language=found["language"],
        governing_note=found["governing_note"],
        effective_from=date.fromisoformat(found["effective_from"]),
        effective_to=date.fromisoformat(found["effective_to"]),
        currency=found["currency"],
        rate=Decimal(found["rate"]),
        rate_on=date.fromisoformat(found["rate_on"]),
        clauses=tuple(map(_read_clause, found["clauses"])),
        lines=tuple(map(_read_line, found["lines"])),
        targets=tuple(map(read_target, found["targets"])),
        places=tuple(found["places"]),
        promises=tuple(map(_read_promise, found["promises"])),
        principles=tuple(found["principles"]),
        rules=WorkingRules(**found["rules"]),
        talk_path=TalkPath(**found["talk_path"]),
    )


def _read_clause(found: JsonTerms) -> Clause:
    return Clause(**{**found, "kind": ClauseKind(found["kind"])})


def _read_line(found: JsonTerms) -> BudgetLine:
    return BudgetLine(**{**found, "amount": Decimal(found["amount"])})


def read_target(found: JsonTerms) -> Target:
    """Return one target that `to_json` wrote."""
    return Target(**{**found, "by_on": _read_day(found["by_on"])})


def _read_promise(found: JsonTerms) -> Promise:
    amount = found["amount"]
    return Promise(
        **{
            **found,
            "side": OwnerSide(found["side"]),
            "kind": CommitmentKind(found["kind"]),
            "due_on": _read_day(found["due_on"]),
            "amount": None if amount is None else Decimal(amount),
        }
    )


def _read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
