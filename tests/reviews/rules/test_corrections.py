"""May a sent answer be corrected, and does it count at once?"""

from dataclasses import replace

import pytest

from eclt_partners.common.errors import IllegalTransition
from eclt_partners.common.states import check_transition
from reviews.choices import CorrectionState, ReviewState
from reviews.rules.corrections import (
    NEXT,
    CorrectionFacts,
    CorrectionRefusal,
    counts_at_once,
    refusal,
)

SENT = CorrectionFacts(state=ReviewState.OPEN, is_sent=True)
TAKING = {
    ReviewState.OPEN,
    ReviewState.CLOSED,
    ReviewState.TALK_HELD,
    ReviewState.COMPLETED,
}


@pytest.mark.parametrize("state", list(ReviewState))
def test_a_review_takes_corrections_from_opening_until_long_after_its_end(
    state,
) -> None:
    expected = None if state in TAKING else CorrectionRefusal.OVER
    assert refusal(replace(SENT, state=state)) == expected


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_sent": False}, CorrectionRefusal.NOT_SENT),
        ({"is_erased": True}, CorrectionRefusal.ERASED),
        ({"is_late": True}, CorrectionRefusal.LATE),
        ({"is_compared": True}, CorrectionRefusal.COMPARED),
    ],
)
def test_what_is_not_counted_or_was_compared_is_not_corrected(change, reason) -> None:
    assert refusal(replace(SENT, **change)) == reason


def test_only_while_nobody_has_seen_the_other_side_does_it_count_at_once() -> None:
    assert [state for state in ReviewState if counts_at_once(state)] == [
        ReviewState.OPEN
    ]


@pytest.mark.parametrize("old", list(CorrectionState))
@pytest.mark.parametrize("new", list(CorrectionState))
def test_a_decision_is_made_once(old, new) -> None:
    if old == CorrectionState.ASKED and new != old:
        check_transition(NEXT, old, new)
        return
    with pytest.raises(IllegalTransition):
        check_transition(NEXT, old, new)
