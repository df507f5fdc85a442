"""Why does somebody whom a ladder is meant for get no reminder?

Reviews have reasons of their own (`reviews.rules.silence`); the ones here hold for all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Silence(StrEnum):
    """Why nobody writes to a person about something that is open."""

    NOBODY = "nobody"
    LEFT = "left"
    NO_ADDRESS = "no_address"
    BOUNCED = "bounced"
    REFUSED = "refused"
    ANSWERED = "answered"
    REPORTED = "reported"
    MOVED = "moved"
    LIMIT = "limit"
    CLOSED = "closed"
    UNWANTED = "unwanted"
    CANCELLED = "cancelled"
    OVERTAKEN = "overtaken"
    NOT_IN_USE = "not_in_use"
    ALL_SENT = "all_sent"
    NO_STEP = "no_step"
    PASSED = "passed"
    LATER = "later"


# What the newest reminder of a person says when no further step comes.
_OF_LAST: Final = {
    "CANCELLED": Silence.CANCELLED,
    "SUPERSEDED": Silence.OVERTAKEN,
    "SENT": Silence.ALL_SENT,
    "COMPOSED": Silence.ALL_SENT,
    "PLANNED": Silence.ALL_SENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whether a mail can reach a person, and what became of the newest one.

    Attributes:
        is_named: False where a side has nobody for the part, such as no lead.
        has_left: left the organisation, or is no longer active.
        has_address: there is an address to write to.
        has_bounced: mails to the address came back.
        is_refused: the person said: I am not the right person.
        last_state: of the newest reminder of this round; "" = there was none.
    """

    is_named: bool = True
    has_left: bool = False
    has_address: bool = True
    has_bounced: bool = False
    is_refused: bool = False
    last_state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Reach):
    """How one person stands in one open matter.

    Attributes:
        is_settled: the person did what the reminders ask for; others are asked now.
        is_unwanted: a step comes in these days that the person does not want.
        waits: a step in use is still to come.
        put_away: a step that is not in use would still come.
    """

    is_settled: bool = False
    is_unwanted: bool = False
    waits: bool = False
    put_away: bool = False


def why_silent(standing: Standing) -> Silence:
    """Return the first reason that holds; only asked about somebody without a mail."""
    return next(_reasons(standing))


def reasons_of_person(reach: Reach) -> Iterator[Silence]:
    """Yield why no mail can reach a person, whatever it is about."""
    if not reach.is_named:
        yield Silence.NOBODY
    if reach.has_left:
        yield Silence.LEFT
    if not reach.has_address:
        yield Silence.NO_ADDRESS
    if reach.has_bounced:
        yield Silence.BOUNCED
    if reach.is_refused:
        yield Silence.REFUSED


def reasons_of_ladder(
    reach: Reach, *, put_away: bool, otherwise: Silence
) -> Iterator[Silence]:
    """Yield why nothing comes any more; the last one always holds.

    Args:
        reach: of the person.
        put_away: a step that is not in use would have come.
        otherwise: what it is when neither the past nor the set-up tells.
    """
    if reach.last_state in _OF_LAST:
        yield _OF_LAST[reach.last_state]
    yield Silence.NOT_IN_USE if put_away else otherwise


def _reasons(standing: Standing) -> Iterator[Silence]:
    yield from reasons_of_person(standing)
    if standing.is_settled:
        yield Silence.REPORTED
    if standing.is_unwanted:
        yield Silence.UNWANTED
    if standing.waits:
        yield Silence.LATER
    yield from reasons_of_ladder(
        standing, put_away=standing.put_away, otherwise=Silence.PASSED
    )
