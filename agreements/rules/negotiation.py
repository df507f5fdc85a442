"""Which state may a renegotiation or a proposal take next (methods E3, docs/adr/0021)?

PROPOSED is a paper, COUNTERED the answer in other words, PROPOSED the answer to that,
without limit; who wrote it stands on the paper. A side that improves its own paper
changes no state. A paper may come before the talk, and each side may call for the talk
at any time, which stops the clock of the paper; a major change is not agreed before
the sides have talked.
"""

from collections.abc import Mapping
from typing import Final

from agreements.choices import ProposalState, RenegotiationState, SizeClass
from eclt_partners.common.errors import IllegalTransition
from eclt_partners.common.states import check_transition

_R = RenegotiationState
_P = ProposalState

NEXT: Final[Mapping[RenegotiationState, frozenset[RenegotiationState]]] = {
    _R.RAISED: frozenset(
        {_R.TALKING, _R.PROPOSED, _R.DECLINED, _R.WITHDRAWN, _R.PARKED, _R.LAPSED}
    ),
    # A paper may lie there from before the table was put aside: it can be accepted.
    _R.TALKING: frozenset(
        {_R.PROPOSED, _R.AGREED, _R.DECLINED, _R.WITHDRAWN, _R.PARKED, _R.LAPSED}
    ),
    _R.PROPOSED: frozenset(
        {
            *(_R.COUNTERED, _R.AGREED, _R.TALKING),
            *(_R.DECLINED, _R.WITHDRAWN, _R.PARKED, _R.LAPSED),
        }
    ),
    _R.COUNTERED: frozenset(
        {
            *(_R.PROPOSED, _R.AGREED, _R.TALKING),
            *(_R.DECLINED, _R.WITHDRAWN, _R.PARKED, _R.LAPSED),
        }
    ),
    # Back when the base changed or a signer wants other words: both accept again.
    _R.AGREED: frozenset(
        {
            *(_R.SIGNED, _R.PROPOSED, _R.COUNTERED, _R.TALKING),
            *(_R.DECLINED, _R.WITHDRAWN, _R.LAPSED),
        }
    ),
    _R.PARKED: frozenset({_R.TALKING, _R.WITHDRAWN}),
    _R.SIGNED: frozenset(),
    _R.DECLINED: frozenset(),
    _R.WITHDRAWN: frozenset(),
    _R.LAPSED: frozenset(),
}

# At most one of an agreement (methods A4.5); a parked one is not open (rulings 14).
OPEN: Final = frozenset({_R.RAISED, _R.TALKING, _R.PROPOSED, _R.COUNTERED, _R.AGREED})
CAME_TO_NOTHING: Final = frozenset({_R.DECLINED, _R.WITHDRAWN, _R.LAPSED})
ON_THE_TABLE: Final = frozenset({_R.PROPOSED, _R.COUNTERED})
# Changes that nobody agrees to without having talked.
TALK_FIRST: Final = frozenset({SizeClass.MAJOR, SizeClass.TRANSFORM})

NEXT_PROPOSAL: Final[Mapping[ProposalState, frozenset[ProposalState]]] = {
    _P.DRAFT: frozenset({_P.PROPOSED, _P.WITHDRAWN}),
    _P.PROPOSED: frozenset({_P.ACCEPTED, _P.REPLACED, _P.REJECTED, _P.WITHDRAWN}),
    _P.ACCEPTED: frozenset({_P.SIGNED, _P.REPLACED, _P.REJECTED, _P.WITHDRAWN}),
    _P.REPLACED: frozenset(),
    _P.SIGNED: frozenset(),
    _P.REJECTED: frozenset(),
    _P.WITHDRAWN: frozenset(),
}


def check_step(
    old: RenegotiationState,
    new: RenegotiationState,
    *,
    size: SizeClass,
    talk_held: bool,
) -> None:
    """Refuse a step that may not follow.

    Args:
        old: the present state.
        new: the state asked for.
        size: how big the change is, as far as it is known.
        talk_held: both sides have talked about it.

    Raises:
        IllegalTransition: the step is unknown, or a major change would be agreed
            before the talk.
    """
    check_transition(NEXT, old, new)
    if new == RenegotiationState.AGREED and owes_talk(size, talk_held=talk_held):
        raise IllegalTransition(old, new)


def owes_talk(size: SizeClass, *, talk_held: bool) -> bool:
    """Tell whether the sides have to talk before they can agree."""
    return size in TALK_FIRST and not talk_held


def check_proposal_step(old: ProposalState, new: ProposalState) -> None:
    """Refuse a state that may not follow for a proposal (rulings 13).

    Raises:
        IllegalTransition: the step is unknown.
    """
    check_transition(NEXT_PROPOSAL, old, new)


def state_of_paper(old: RenegotiationState) -> RenegotiationState:
    """Return the state after the other side's paper, or after the first one."""
    is_answer = old == RenegotiationState.PROPOSED
    return RenegotiationState.COUNTERED if is_answer else RenegotiationState.PROPOSED
