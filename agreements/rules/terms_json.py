"""How are the terms of a version written down, so that everybody gets the same hash?

The text is JSON with sorted keys, no spaces, UTF-8 and amounts as decimal strings
with two digits: anybody can rebuild it without this program (trust 2.2).
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

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

_CENT = Decimal("0.01")
_RATE = Decimal("0.000001")


def to_json(terms: Terms) -> dict[str, Any]:
    """Return the terms as plain values: texts, whole numbers, lists and mappings."""
    return {
        "title": plain(terms.title),
        "language": terms.language,
        "governing_note": plain(terms.governing_note),
        "effective_from": terms.effective_from.isoformat(),
        "effective_to": terms.effective_to.isoformat(),
        "currency": terms.currency,
        "rate": str(terms.rate.quantize(_RATE)),
        "rate_on": terms.rate_on.isoformat(),
        "clauses": [_clause(clause) for clause in terms.clauses],
        "lines": [_line(line) for line in terms.lines],
        "targets": [_target(target) for target in terms.targets],
        "places": [plain(place) for place in terms.places],
        "promises": [_promise(promise) for promise in terms.promises],
        "principles": [plain(principle) for principle in terms.principles],
        "rules": {
            "take_stock_months": terms.rules.take_stock_months,
            "first_review_months": terms.rules.first_review_months,
            "answer_days": terms.rules.answer_days,
        },
        "talk_path": {
            "foundation_person": terms.talk_path.foundation_person,
            "foundation_above": terms.talk_path.foundation_above,
            "partner_person": terms.talk_path.partner_person,
            "partner_above": terms.talk_path.partner_above,
        },
    }


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
        targets=tuple(map(_read_target, found["targets"])),
        places=tuple(found["places"]),
        promises=tuple(map(_read_promise, found["promises"])),
        principles=tuple(found["principles"]),
        rules=WorkingRules(**found["rules"]),
        talk_path=TalkPath(**found["talk_path"]),
    )


def canonical(found: Mapping[str, Any]) -> str:
    """Return the one text of plain values: sorted keys, no spaces, no escapes."""
    return json.dumps(found, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def text_hash(terms: Terms) -> str:
    """Return the SHA-256 that both sides accept and sign, as 64 hex digits."""
    return sha256(canonical(to_json(terms)).encode()).hexdigest()


def plain(text: str) -> str:
    """Return a text as it is stored: composed letters, one kind of line end.

    Control characters other than line ends and tabs go; they cannot be seen and
    PostgreSQL stores no zero byte.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    composed = unicodedata.normalize("NFC", lines)
    kept = (c for c in composed if c in "\n\t" or unicodedata.category(c) != "Cc")
    return "".join(kept).strip()


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "key": clause.key,
        "kind": str(clause.kind),
        "heading": plain(clause.heading),
        "text": plain(clause.text),
        "is_locked": clause.is_locked,
    }


def _line(line: BudgetLine) -> dict[str, Any]:
    return {
        "key": line.key,
        "label": plain(line.label),
        "year": line.year,
        "amount": str(line.amount.quantize(_CENT)),
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "key": target.key,
        "text": plain(target.text),
        "quantity": target.quantity,
        "by_on": _day(target.by_on),
    }


def _promise(promise: Promise) -> dict[str, Any]:
    amount = promise.amount
    return {
        "code": promise.code,
        "side": str(promise.side),
        "kind": str(promise.kind),
        "text": plain(promise.text),
        "due_on": _day(promise.due_on),
        "rhythm": plain(promise.rhythm),
        "amount": None if amount is None else str(amount.quantize(_CENT)),
        "party_id": promise.party_id,
    }


def _read_clause(found: JsonTerms) -> Clause:
    return Clause(**{**found, "kind": ClauseKind(found["kind"])})


def _read_line(found: JsonTerms) -> BudgetLine:
    return BudgetLine(**{**found, "amount": Decimal(found["amount"])})


def _read_target(found: JsonTerms) -> Target:
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


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def keys_of(items: Sequence[Clause | BudgetLine | Target]) -> list[str]:
    """Return the keys of clauses, lines or targets, in their order."""
    return [item.key for item in items]
