"""Which changes are refused because a clause is protected (methods E1)?

A protected clause may be moved, get another heading, gain words, and its times may
get shorter. Whether added words make it weaker ("unless") a rule cannot tell: both
sides read and sign them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from agreements.choices import ClauseKind
from agreements.rules.stronger import is_stronger
from agreements.rules.terms import Clause, Terms


class LockReason(StrEnum):
    """Why a change to a protected clause is refused."""

    REMOVED = "removed"
    UNLOCKED = "unlocked"
    OTHER_KIND = "other_kind"
    WEAKER_TEXT = "weaker_text"
    LONGER_INTERVAL = "longer_interval"
    LATER_FIRST_REVIEW = "later_first_review"
    LONGER_ANSWER = "longer_answer"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One change that may not be proposed.

    Attributes:
        key: of the change, as in a comparison: "clause:take-stock".
        reason: why.
    """

    key: str
    reason: LockReason


# The numbers that stand behind a protected clause, and what making them longer is.
_NUMBERS: Final[Mapping[ClauseKind, Mapping[str, LockReason]]] = {
    ClauseKind.TAKE_STOCK: {
        "take_stock_months": LockReason.LONGER_INTERVAL,
        "first_review_months": LockReason.LATER_FIRST_REVIEW,
    },
    ClauseKind.ROOM_TO_CHANGE: {"answer_days": LockReason.LONGER_ANSWER},
}


def refusals(old: Terms, new: Terms) -> tuple[Refusal, ...]:
    """Return what may not be changed, in the order of the old clauses.

    Args:
        old: the version in force.
        new: what is proposed.
    """
    after = {clause.key: clause for clause in new.clauses}
    return tuple(
        Refusal(f"clause:{clause.key}", reason)
        for clause in old.clauses
        if clause.is_locked
        for reason in (
            *_of_clause(clause, after.get(clause.key)),
            *_of_numbers(clause.kind, old, new),
        )
    )


def _of_clause(old: Clause, new: Clause | None) -> Iterator[LockReason]:
    if new is None:
        yield LockReason.REMOVED
        return
    if not new.is_locked:
        yield LockReason.UNLOCKED
    if new.kind != old.kind:
        yield LockReason.OTHER_KIND
    if not is_stronger(old.text, new.text, with_times=old.kind in _NUMBERS):
        yield LockReason.WEAKER_TEXT


def _of_numbers(kind: ClauseKind, old: Terms, new: Terms) -> Iterator[LockReason]:
    for name, reason in _NUMBERS.get(kind, {}).items():
        was, now = getattr(old.rules, name), getattr(new.rules, name)
        if was is not None and (now is None or now > was):
            yield reason
