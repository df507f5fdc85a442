"""Who is waited for in a renegotiation, and until when (methods E3)?"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from agreements.choices import RenegotiationState
from agreements.rules.negotiation import OPEN
from partners.choices import OwnerSide, Side
from partners.rules.method import METHOD, Method

_OTHER: Final = {
    Side.FOUNDATION: OwnerSide.PARTNER,
    Side.PARTNER: OwnerSide.FOUNDATION,
}


class Wait(StrEnum):
    """What a renegotiation waits for."""

    ACKNOWLEDGE = "acknowledge"
    TALK = "talk"
    PROPOSE = "propose"
    ANSWER = "answer"
    SIGN = "sign"
    LOOK_AGAIN = "look_again"


@dataclass(frozen=True, slots=True)
class Moments:
    """What happened so far, and when.

    Attributes:
        raised_by: who wants the change.
        open_since: the day it was raised, or taken up again after it was parked.
        acknowledged_on: the other side said that it has read it.
        talk_asked_on, talk_held_on: a side called for a talk after papers had been
            sent; the last talk about it.
        paper_by, paper_on: who wrote the paper on the table, and the day it was sent.
        first_on: the first day of that text, after which nobody signs it; or None.
        papers_count: how many papers were sent, of both sides together.
        to_accept: sides with somebody who has not accepted it; None: not the writer's.
        agreed_on: both accepted the same text.
        signed: the sides that have signed it.
        parked_until: the day to look again.
    """

    raised_by: Side
    open_since: date
    acknowledged_on: date | None = None
    talk_asked_on: date | None = None
    talk_held_on: date | None = None
    paper_by: Side | None = None
    paper_on: date | None = None
    first_on: date | None = None
    papers_count: int = 0
    to_accept: frozenset[Side] | None = None
    agreed_on: date | None = None
    signed: frozenset[Side] = frozenset()
    parked_until: date | None = None

    @property
    def has_talked(self) -> bool:
        """True when the talk that was asked for has been held."""
        asked_on = self.talk_asked_on or self.open_since
        return self.talk_held_on is not None and self.talk_held_on >= asked_on


@dataclass(frozen=True, slots=True)
class Clock:
    """The one thing that a renegotiation waits for now.

    Attributes:
        wait: what has to happen.
        waiting_for: by whom; JOINT when it takes both.
        since: the first day of waiting, or to look again; reminders count from here.
        due_on: the last day; None when nobody set one.
    """

    wait: Wait
    waiting_for: OwnerSide
    since: date
    due_on: date | None


def clock(
    state: RenegotiationState,
    moments: Moments,
    *,
    answer_days: int | None = None,
    method: Method = METHOD,
) -> Clock | None:
    """Return who is waited for, or None when it is over.

    Args:
        state: where the renegotiation stands.
        moments: what happened so far.
        answer_days: days for an answer in the terms in force; None = 30.
        method: the numbers of the clocks.
    """
    days = answer_days or method.answer_days
    if state == RenegotiationState.PARKED:
        until, since = moments.parked_until, moments.open_since
        return Clock(Wait.LOOK_AGAIN, OwnerSide.JOINT, until or since, until)
    if state not in OPEN:
        return None
    if state == RenegotiationState.AGREED:
        return _signing(moments, days)
    if state in {RenegotiationState.PROPOSED, RenegotiationState.COUNTERED}:
        return _answer(moments, days)
    if state == RenegotiationState.RAISED and moments.acknowledged_on is None:
        waiting_for = _OTHER[moments.raised_by]
        since, days = moments.open_since, method.acknowledge_days
        return Clock(Wait.ACKNOWLEDGE, waiting_for, since, _after(since, days))
    return _talk(moments, days, method)


def _talk(moments: Moments, days: int, method: Method) -> Clock:
    """The first talk is due 14 days after the wish; then whoever wished writes."""
    if moments.talk_held_on is not None and moments.has_talked:
        waiting_for = OwnerSide(moments.raised_by.value)
        since = moments.talk_held_on
        return Clock(Wait.PROPOSE, waiting_for, since, _after(since, days))
    since = moments.talk_asked_on or moments.open_since
    due_on = _after(since, method.first_talk_days)
    return Clock(Wait.TALK, OwnerSide.JOINT, since, due_on)


def _answer(moments: Moments, days: int) -> Clock:
    since = moments.paper_on or moments.open_since
    waiting_for = _OTHER[moments.paper_by or moments.raised_by]
    if moments.to_accept:
        waiting_for = _one_or_both(moments.to_accept)
    return Clock(Wait.ANSWER, waiting_for, since, _after(since, days))


def _signing(moments: Moments, days: int) -> Clock:
    since = moments.agreed_on or moments.open_since
    waiting_for = _one_or_both(frozenset(Side) - moments.signed)
    last = min(_after(since, days), moments.first_on or date.max)
    return Clock(Wait.SIGN, waiting_for, since, max(since, last))


def _one_or_both(missing: frozenset[Side]) -> OwnerSide:
    return OwnerSide(*missing) if len(missing) == 1 else OwnerSide.JOINT


def _after(since: date, days: int) -> date:
    return since + timedelta(days=days)
