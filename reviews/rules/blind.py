"""Who may see what of a review, and when?

Blind until both sides are in or the window is closed (methods B5.3), and careful with
small sides (methods B5.4, rulings 10). Whoever asks is a side or the neutral helper;
the country wall stands before these rules.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from partners.choices import Side
from partners.rules.method import METHOD, Method
from reviews.choices import ReviewState

_OVER: Final = frozenset(
    {
        ReviewState.CLOSED,
        ReviewState.TALK_HELD,
        ReviewState.COMPLETED,
        ReviewState.LAPSED,
    }
)


class Viewer(StrEnum):
    """For whom a result is shown."""

    FOUNDATION = "FOUNDATION"
    PARTNER = "PARTNER"
    HELPER = "HELPER"

    def speaks_for(self, side: Side) -> bool:
        """Tell whether the viewer belongs to a side."""
        return self.value == side.value


def is_unveiled(state: ReviewState, answered: Collection[Side]) -> bool:
    """Tell whether results may be shown to anybody at all.

    Args:
        state: where the review stands.
        answered: the sides that are complete.
    """
    both = len(frozenset(answered)) == len(Side)
    return state in _OVER or (state == ReviewState.OPEN and both)


def may_see_means(
    viewer: Viewer, of: Side, state: ReviewState, answered: Collection[Side]
) -> bool:
    """Tell whether the means of one side may be shown.

    When only one side answered, its means stay inside that side (methods C6, G3).
    """
    if not is_unveiled(state, answered):
        return False
    both = len(frozenset(answered)) == len(Side)
    return both or viewer == Viewer.HELPER or viewer.speaks_for(of)


def may_see_joint(state: ReviewState, answered: Collection[Side]) -> bool:
    """Tell whether the joint index and the gaps may be shown to both sides."""
    return is_unveiled(state, answered) and len(frozenset(answered)) == len(Side)


def may_see_spread(
    viewer: Viewer,
    of: Side,
    raters: int,
    state: ReviewState,
    answered: Collection[Side],
    *,
    method: Method = METHOD,
) -> bool:
    """Tell whether lowest value, range, I1 and I2 of a side may be shown.

    With fewer than 5 raters to the helper only (rulings 10).

    Args:
        viewer: for whom.
        of: whose spread.
        raters: how many people of that side answered.
        state: where the review stands.
        answered: the sides that are complete.
        method: the thresholds.
    """
    if not may_see_means(viewer, of, state, answered):
        return False
    return viewer == Viewer.HELPER or raters >= method.anon_min


def may_see_answers(
    viewer: Viewer,
    state: ReviewState,
    answered: Collection[Side],
    *,
    is_author: bool = False,
) -> bool:
    """Tell whether one person's answers may be shown.

    To that person always; to the helper once results are unveiled; to nobody else.
    """
    return is_author or (viewer == Viewer.HELPER and is_unveiled(state, answered))


def needs_small_side_notice(raters: int, *, method: Method = METHOD) -> bool:
    """Tell whether a side must be told that the other could guess who said what."""
    return raters < method.anon_min
