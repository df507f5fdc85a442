"""May a sent answer be corrected, and does the correction count at once?

While nobody has seen the other side (the review is open) it counts at once. From the
closing on, when both sides have seen the averages, the neutral helper or a director
agrees. When the next full review has its score, which was compared with this one,
nothing of this one changes any more (ADR 0017).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reviews.choices import CorrectionState, ReviewState

NEXT: Final[Mapping[CorrectionState, frozenset[CorrectionState]]] = {
    CorrectionState.ASKED: frozenset(
        {CorrectionState.COUNTED, CorrectionState.DECLINED}
    ),
    CorrectionState.COUNTED: frozenset(),
    CorrectionState.DECLINED: frozenset(),
}
_WITH_AGREEMENT = frozenset(
    {ReviewState.CLOSED, ReviewState.TALK_HELD, ReviewState.COMPLETED}
)


class CorrectionRefusal(StrEnum):
    """Why a sent answer may not be corrected."""

    NOT_SENT = "NOT_SENT"
    ERASED = "ERASED"
    LATE = "LATE"
    OVER = "OVER"
    COMPARED = "COMPARED"


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """What decides whether the answers of one person may be corrected.

    Attributes:
        state: where the review stands.
        is_sent: the answers were sent; before that they are simply changed.
        is_late: they came after closing and are not counted.
        is_erased: single answers of this review were erased.
        is_compared: a later full review has its score.
    """

    state: ReviewState
    is_sent: bool
    is_late: bool = False
    is_erased: bool = False
    is_compared: bool = False


def refusal(facts: CorrectionFacts) -> CorrectionRefusal | None:
    """Return why the answers may not be corrected, or None when they may."""
    checks = (
        (not facts.is_sent, CorrectionRefusal.NOT_SENT),
        (facts.is_erased, CorrectionRefusal.ERASED),
        (facts.is_late, CorrectionRefusal.LATE),
        (not _takes_corrections(facts.state), CorrectionRefusal.OVER),
        (facts.is_compared, CorrectionRefusal.COMPARED),
    )
    return next((reason for holds, reason in checks if holds), None)


def counts_at_once(state: ReviewState) -> bool:
    """Tell whether a correction counts without anybody's agreement."""
    return state == ReviewState.OPEN


def _takes_corrections(state: ReviewState) -> bool:
    return counts_at_once(state) or state in _WITH_AGREEMENT
