"""How are the terms of a version written down, so that everybody gets the same hash?

The text is JSON with sorted keys, no spaces, UTF-8 and amounts as decimal strings
with two digits: anybody can rebuild it without this program (trust 2.2).
"""

import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from agreements.rules.terms import BudgetLine, Clause, Promise, Target, Terms

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
        "rhythm_kind": promise.rhythm_kind,
        "rhythm_number": promise.rhythm_number,
        "measure": plain(promise.measure),
        "evidence_wanted": plain(promise.evidence_wanted),
        "owner_key": promise.owner_key,
        "confirmer_key": promise.confirmer_key,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
