"""Why does somebody who belongs to a review get no reminder of it?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from eclt_partners.notifications.rules.silence import (
    Reach,
    Silence,
    reasons_of_ladder,
    reasons_of_person,
)
from reviews.choices import ReviewKind, ReviewState

RATER, LEAD = "RATER", "LEAD"
_ASKED_FOR_ANSWERS: Final = frozenset({RATER, LEAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Reach):
    """How one person stands in one review.

    Attributes:
        roles: in which roles: "RATER", "LEAD", "MANAGER", "DIRECTOR", "FACILITATOR".
        has_answered: the own answer, or the one of the side, is in.
        is_limited: got as many mails about this review as anybody may get.
        waits: the roles for which a step in use is still to come.
        put_away: the roles for which a step that is not in use would have come.
        is_moved: the review was moved to a later day.
    """

    roles: frozenset[str]
    state: ReviewState
    kind: ReviewKind
    has_answered: bool = False
    is_limited: bool = False
    waits: frozenset[str] = frozenset()
    put_away: frozenset[str] = frozenset()
    is_moved: bool = False

    @property
    def open_roles(self) -> frozenset[str]:
        """The roles in which the review still wants something of the person."""
        roles = self.roles
        if self.has_answered or self.kind == ReviewKind.TALK:
            roles = roles - {RATER}
        if self.state == ReviewState.CLOSED and self.kind != ReviewKind.TALK:
            roles = roles - _ASKED_FOR_ANSWERS
        return roles


def why_silent(standing: Standing) -> Silence:
    """Return the first reason that holds; only asked about somebody without a mail."""
    return next(_reasons(standing))


def _reasons(standing: Standing) -> Iterator[Silence]:
    yield from reasons_of_person(standing)
    if not standing.open_roles:
        is_rater = standing.roles == {RATER} and standing.has_answered
        yield Silence.ANSWERED if is_rater else Silence.CLOSED
    if standing.open_roles == {RATER} and standing.is_limited:
        yield Silence.LIMIT
    if standing.open_roles & standing.waits:
        is_new = standing.is_moved and not standing.last_state
        yield Silence.MOVED if is_new else Silence.LATER
    yield from reasons_of_ladder(
        standing,
        put_away=bool(standing.open_roles & standing.put_away),
        otherwise=Silence.NO_STEP,
    )
