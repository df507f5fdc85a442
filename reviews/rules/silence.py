"""Why does somebody who belongs to a review get no reminder of it?"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reviews.choices import ReviewKind, ReviewState


class Silence(StrEnum):
    """Why nobody writes to a person about a review."""

    LEFT = "left"
    NO_ADDRESS = "no_address"
    BOUNCED = "bounced"
    ANSWERED = "answered"
    MOVED = "moved"
    LIMIT = "limit"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    OVERTAKEN = "overtaken"
    NOT_IN_USE = "not_in_use"
    ALL_SENT = "all_sent"
    NO_STEP = "no_step"
    LATER = "later"


RATER, LEAD = "RATER", "LEAD"
_ASKED_FOR_ANSWERS: Final = frozenset({RATER, LEAD})


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands in one review.

    Attributes:
        roles: in which roles: "RATER", "LEAD", "MANAGER", "DIRECTOR", "FACILITATOR".
        has_left: left the organisation, or left the people who answer.
        has_address: there is an address to write to.
        has_bounced: mails to the address came back.
        has_answered: the own answer, or the one of the side, is in.
        is_limited: got as many mails about this review as anybody may get.
        last_state: of the newest reminder of this round; "" = there was none.
        waits: the roles for which a step in use is still to come.
        put_away: the roles for which a step that is not in use would have come.
        is_moved: the review was moved to a later day.
    """

    roles: frozenset[str]
    state: ReviewState
    kind: ReviewKind
    has_left: bool = False
    has_address: bool = True
    has_bounced: bool = False
    has_answered: bool = False
    is_limited: bool = False
    last_state: str = ""
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
    yield from _of_the_person(standing)
    if not standing.open_roles:
        is_rater = standing.roles == {RATER} and standing.has_answered
        yield Silence.ANSWERED if is_rater else Silence.CLOSED
    if standing.open_roles == {RATER} and standing.is_limited:
        yield Silence.LIMIT
    if standing.open_roles & standing.waits:
        is_new = standing.is_moved and not standing.last_state
        yield Silence.MOVED if is_new else Silence.LATER
    yield from _of_the_ladder(standing)


def _of_the_person(standing: Standing) -> Iterator[Silence]:
    if standing.has_left:
        yield Silence.LEFT
    if not standing.has_address:
        yield Silence.NO_ADDRESS
    if standing.has_bounced:
        yield Silence.BOUNCED


def _of_the_ladder(standing: Standing) -> Iterator[Silence]:
    known = {
        "CANCELLED": Silence.CANCELLED,
        "SUPERSEDED": Silence.OVERTAKEN,
        "SENT": Silence.ALL_SENT,
        "COMPOSED": Silence.ALL_SENT,
        "PLANNED": Silence.ALL_SENT,
    }
    if standing.last_state in known:
        yield known[standing.last_state]
    is_put_away = standing.open_roles & standing.put_away
    yield Silence.NOT_IN_USE if is_put_away else Silence.NO_STEP
