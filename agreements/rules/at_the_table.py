"""What may somebody do now at the table of a renegotiation (methods E3)?

Both sides speak as long as the table is open; leads decide for their side, and only
the side that was asked declines what the other one wishes. The services ask again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from agreements.choices import RenegotiationState
from agreements.rules.negotiation import OPEN


class TableAct(StrEnum):
    """What the page of a table offers."""

    ACKNOWLEDGE = "acknowledge"
    WRITE = "write"
    TALK = "talk"
    CONFIRM = "confirm"
    CONFIRM_FOR = "confirm_for"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    PARK = "park"
    RESUME = "resume"
    HELPER = "helper"
    NOTES = "notes"
    NOTE_LAPSE = "note_lapse"
    ASK_LINK = "ask_link"


@dataclass(frozen=True, slots=True)
class Guest:
    """Who looks at the table.

    Attributes:
        is_partner: of the partner's side.
        speaks: may say and write something here.
        leads: is a lead of the own side, or steps in for one.
        confirms: may confirm records.
        keeps_notes: may keep private notes.
        ends: may write down that nothing was agreed.
        is_raiser: of the foundation or of the partner that raised the wish.
        shares_wish: of the side that raised it; in a coalition perhaps another partner.
    """

    is_partner: bool
    speaks: bool = False
    leads: bool = False
    confirms: bool = False
    keeps_notes: bool = False
    ends: bool = False
    is_raiser: bool = False
    shares_wish: bool = False


@dataclass(frozen=True, slots=True)
class TableStand:
    """How the table stands.

    Attributes:
        state: as stored.
        is_unread: nobody of the other side said that the wish was read.
        is_helped: the neutral helper was asked.
        wants_note: it lapsed, and nobody wrote down yet why.
        is_talk_noted: the talk is written down.
        has_foundation_confirmed: its record of the talk.
        has_partner_confirmed: its record of the talk.
    """

    state: RenegotiationState
    is_unread: bool = False
    is_helped: bool = False
    wants_note: bool = False
    is_talk_noted: bool = False
    has_foundation_confirmed: bool = False
    has_partner_confirmed: bool = False


def acts_open(guest: Guest, stand: TableStand) -> frozenset[TableAct]:
    """Return what this guest may do now."""
    acts = {*_recording(guest, stand), *_aside(guest, stand)}
    if guest.speaks:
        acts.update(_speaking(guest, stand))
    if guest.speaks and guest.leads:
        acts.update(_deciding(guest, stand))
    return frozenset(acts)


def _speaking(guest: Guest, stand: TableStand) -> Iterator[TableAct]:
    is_parked = stand.state == RenegotiationState.PARKED
    if is_parked:
        yield TableAct.RESUME
    if guest.is_raiser and (is_parked or stand.state in OPEN):
        yield TableAct.WITHDRAW
    if stand.state not in OPEN:
        return
    yield from (TableAct.WRITE, TableAct.TALK)
    if stand.is_unread and not guest.shares_wish:
        yield TableAct.ACKNOWLEDGE
    if not stand.is_helped:
        yield TableAct.HELPER


def _deciding(guest: Guest, stand: TableStand) -> Iterator[TableAct]:
    if stand.state not in OPEN:
        return
    if not guest.shares_wish:
        yield TableAct.DECLINE
    if stand.state != RenegotiationState.AGREED:
        yield TableAct.PARK


def _recording(guest: Guest, stand: TableStand) -> Iterator[TableAct]:
    """What may follow on the record of the talk: leads confirm it for their side."""
    if not (stand.is_talk_noted and guest.confirms):
        return
    own = (
        stand.has_partner_confirmed
        if guest.is_partner
        else stand.has_foundation_confirmed
    )
    if guest.leads and not own:
        yield TableAct.CONFIRM
    if not guest.is_partner and not stand.has_partner_confirmed:
        yield TableAct.CONFIRM_FOR


def _aside(guest: Guest, stand: TableStand) -> Iterator[TableAct]:
    """What stands beside the table: notes, the end, the way in."""
    is_alive = stand.state in OPEN or stand.state == RenegotiationState.PARKED
    if guest.keeps_notes:
        yield TableAct.NOTES
    if stand.wants_note and guest.ends and not guest.is_partner:
        yield TableAct.NOTE_LAPSE
    if guest.is_partner and not guest.speaks and is_alive:
        yield TableAct.ASK_LINK
