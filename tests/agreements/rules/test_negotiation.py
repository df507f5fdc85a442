"""Which step of a renegotiation and of a proposal may follow."""

from itertools import product

import pytest

from agreements.choices import ProposalState, RenegotiationState, SizeClass
from agreements.rules.negotiation import (
    NEXT,
    NEXT_PROPOSAL,
    OPEN,
    check_proposal_step,
    check_step,
    owes_talk,
    state_of_paper,
)
from eclt_partners.common.errors import IllegalTransition

R = RenegotiationState
ALL = list(product(R, R))
ENDS = "DECLINED WITHDRAWN LAPSED"
# Written out, so that a slip in the table is seen.
ARROWS = {
    (R[old], R[new])
    for old, followers in {
        "RAISED": f"TALKING PROPOSED PARKED {ENDS}",
        "TALKING": f"PROPOSED AGREED PARKED {ENDS}",
        "PROPOSED": f"COUNTERED AGREED TALKING PARKED {ENDS}",
        "COUNTERED": f"PROPOSED AGREED TALKING PARKED {ENDS}",
        "AGREED": f"SIGNED PROPOSED COUNTERED TALKING {ENDS}",
        "PARKED": "TALKING WITHDRAWN",
    }.items()
    for new in followers.split()
}
STANDARD, MAJOR, TRANSFORM = (
    SizeClass.STANDARD,
    SizeClass.MAJOR,
    SizeClass.TRANSFORM,
)


@pytest.mark.parametrize(("old", "new"), sorted(ARROWS))
def test_every_arrow_may_be_gone_after_a_talk(old, new) -> None:
    assert check_step(old, new, size=MAJOR, talk_held=True) is None


@pytest.mark.parametrize(("old", "new"), [pair for pair in ALL if pair not in ARROWS])
def test_every_other_step_is_refused(old, new) -> None:
    with pytest.raises(IllegalTransition):
        check_step(old, new, size=STANDARD, talk_held=True)


def test_every_state_has_its_row_and_open_ones_can_go_on() -> None:
    assert set(NEXT) == set(R)
    assert set(NEXT_PROPOSAL) == set(ProposalState)
    assert all(NEXT[state] for state in OPEN)
    closed = {R.SIGNED, R.DECLINED, R.WITHDRAWN, R.LAPSED}
    assert set(R) - closed - {R.PARKED} == OPEN
    assert not any(NEXT[state] for state in closed)


@pytest.mark.parametrize("size", [MAJOR, TRANSFORM])
@pytest.mark.parametrize("old", [R.PROPOSED, R.COUNTERED])
def test_a_major_change_is_not_agreed_before_a_talk(size, old) -> None:
    with pytest.raises(IllegalTransition):
        check_step(old, R.AGREED, size=size, talk_held=False)
    assert check_step(R.RAISED, R.PROPOSED, size=size, talk_held=False) is None
    assert owes_talk(size, talk_held=False)
    assert not owes_talk(size, talk_held=True)


@pytest.mark.parametrize(
    "size", [SizeClass.CORRECTION, SizeClass.SMALL, SizeClass.STANDARD]
)
def test_smaller_changes_need_no_talk(size) -> None:
    assert check_step(R.PROPOSED, R.AGREED, size=size, talk_held=False) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (R.RAISED, R.PROPOSED),
        (R.TALKING, R.PROPOSED),
        (R.PROPOSED, R.COUNTERED),
        (R.COUNTERED, R.PROPOSED),
    ],
)
def test_papers_take_turns(old, new) -> None:
    assert state_of_paper(old) is new
    assert new in NEXT[old]


PROPOSAL_ARROWS = {
    (ProposalState[old], ProposalState[new])
    for old, followers in {
        "DRAFT": "PROPOSED WITHDRAWN",
        "PROPOSED": "ACCEPTED REPLACED REJECTED WITHDRAWN",
        "ACCEPTED": "SIGNED REPLACED REJECTED WITHDRAWN",
    }.items()
    for new in followers.split()
}


@pytest.mark.parametrize(("old", "new"), list(product(ProposalState, ProposalState)))
def test_a_proposal_goes_its_arrows_and_no_other(old, new) -> None:
    if (old, new) in PROPOSAL_ARROWS:
        assert check_proposal_step(old, new) is None
    else:
        with pytest.raises(IllegalTransition):
            check_proposal_step(old, new)
