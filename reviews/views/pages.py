"""What stands on the pages of a review, in the words of its reader?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.common.actions import Action
from eclt_partners.common.words import plain_month
from partners.choices import Side
from partners.selectors.people import people_and_leavers
from reviews.choices import AnswerMode, ReviewKind, ReviewState
from reviews.models import Assessment
from reviews.rules.blind import needs_small_side_notice
from reviews.rules.instrument import answering_minutes
from reviews.rules.states import window_ends_on
from reviews.selectors.opened import progress_at_opening, standing_move
from reviews.selectors.own_answers import OwnAnswers
from reviews.selectors.panels import (
    Progress,
    SideProgress,
    first_answered_on,
    keys_of_side,
    keys_still_asked,
    side_mark,
)
from reviews.selectors.snoozes import lead_side, may_object
from reviews.views.seats import Seat

Row = dict[str, Any]


def review_title(seat: Seat) -> str:
    """Name a review: "Review of MW-01 Nyali Trust, November 2026"."""
    names = {
        ReviewKind.PULSE: _("Short pulse of %(name)s, %(month)s"),
        ReviewKind.TALK: _("Talk on one topic with %(name)s, %(month)s"),
    }
    text = names.get(ReviewKind(seat.review.kind), _("Review of %(name)s, %(month)s"))
    month = plain_month(seat.review.due_on)
    return text % {"name": seat.review.partnership.name, "month": month}


def duration_text(question_count: int) -> str:
    """Say how long answering takes."""
    minutes = answering_minutes(question_count)
    text = ngettext(
        "About %(count)d minute. Saved after each step.",
        "About %(count)d minutes. Saved after each step.",
        minutes,
    )
    return text % {"count": minutes}


def hub_tasks(seat: Seat, own: OwnAnswers) -> list[Row]:
    """List the steps of answering with how far each is."""
    steps = [
        {
            "label": each.title,
            "url": seat.url("answer", each.code),
            "state": "done" if each.code in own.answers else "todo",
        }
        for each in own.questions
    ]
    return [
        *steps,
        {
            "label": _("Overall, and in your own words"),
            "hint": _("Optional"),
            "url": seat.url("closing"),
            "state": "done" if _has_closing(own.assessment) else "todo",
        },
        {
            "label": _("Check your answers and send"),
            "url": seat.url("check"),
            "state": "blocked" if own.missing else "todo",
        },
    ]


def next_url(seat: Seat, own: OwnAnswers) -> str:
    """Return where "Start" or "Continue" leads."""
    if own.missing:
        return seat.url("answer", own.missing[0].code)
    return seat.url("check")


@dataclass(frozen=True, slots=True)
class SideRow:
    """How far one side is, for a page: counts, never names."""

    side: str
    name: str
    text: str
    is_complete: bool
    is_confirmed: bool


def side_rows(seat: Seat, state: Progress) -> list[SideRow]:
    """Say for each side who answers, and how many are in."""
    names = {
        party.pk: party.partner.name for party in seat.review.partnership.parties.all()
    }
    return [
        SideRow(
            side=each.side,
            name=names.get(each.party_id or 0, ""),
            text=_progress_text(each),
            is_complete=each.is_complete,
            is_confirmed=each.is_confirmed,
        )
        for each in state.sides
    ]


def may_move(seat: Seat) -> bool:
    """Tell whether a person may move the review: a lead of either side, a manager."""
    led = lead_side(seat.actor, seat.review)
    if led is not None:
        return True
    return not seat.is_partner and seat.may(Action.SNOOZE_REVIEW)


def lead_part(seat: Seat, state: Progress) -> Row:
    """Say what a lead may do here besides answering, with the addresses."""
    is_early = seat.review.state in {ReviewState.SCHEDULED, ReviewState.OPEN}
    moved = standing_move(seat.review) if is_early else None
    if not is_early or not may_move(seat):
        return {"moved": moved, "leads": {}}
    return {
        "moved": moved,
        "leads": {
            "move": True,
            "move_url": seat.url("snooze"),
            "object": moved is not None and may_object(seat.actor, moved),
            "object_url": seat.url("object"),
            "confirm_url": seat.url("confirm_people"),
            **_list_to_confirm(seat, state),
        },
    }


def _list_to_confirm(seat: Seat, state: Progress) -> Row:
    """Return the names of the own side that its lead has yet to confirm, and their mark.

    Nothing where there is nothing to confirm; sentences where somebody has left.
    """
    led = lead_side(seat.actor, seat.review)
    if led is None or seat.review.kind == ReviewKind.TALK:
        return {}
    mine = None if seat.contact is None else _parties_led(seat)
    for own in state.of(led):
        is_mine = mine is None or own.party_id in mine
        if is_mine and own.asked_count and not own.is_confirmed:
            return _people_of(seat, own.party_id)
    return {}


def _people_of(seat: Seat, party_id: int | None) -> Row:
    """Return the names of one side, or sentences about those who have left."""
    names, left = people_and_leavers(keys_of_side(seat.review, party_id))
    if waiting := left & keys_still_asked(seat.review):
        return {"gone": [_gone_text(names[key], seat) for key in waiting]}
    hint = _("If not, tell the foundation before you confirm: it changes the list.")
    return {
        "people": sorted(names.values()),
        "people_seen": side_mark(seat.review, party_id),
        "people_hint": hint if seat.is_partner else "",
    }


def _gone_text(name: str, seat: Seat) -> str:
    """Say that somebody of the own side cannot answer, and how another one can."""
    if seat.is_partner:
        text = _(
            "%(name)s has left and cannot answer. Tell the foundation who answers."
        )
    else:
        text = _("%(name)s has left and cannot answer. Choose who answers instead.")
    return text % {"name": name}


def _parties_led(seat: Seat) -> set[int]:
    me = seat.actor.contact_id
    parties = seat.review.partnership.parties.all()
    return {each.pk for each in parties if each.partner_lead_id == me}


def who_reads(seat: Seat) -> list[str]:
    """Say honestly who reads what a person answers (methods B5.4)."""
    mine = [
        each
        for each in progress_at_opening(seat.review).sides
        if seat.panelist is not None and each.party_id == seat.panelist.party_id
    ]
    is_small = all(needs_small_side_notice(each.asked_count) for each in mine)
    if seat.side == Side.PARTNER:
        small = _(
            "Your organisation has fewer than 5 people answering, so the other side "
            "could guess who said what."
        )
        seen = _(
            "The foundation sees your organisation's average and the comments you "
            "choose to share. It does not see your name."
        )
    else:
        small = _(
            "The foundation has fewer than 5 people answering, so the other side could "
            "guess who said what."
        )
        seen = _(
            "The partner sees the foundation's average and the comments you choose to "
            "share. It does not see your name."
        )
    return [
        *([small] if is_small else []),
        seen,
        _(
            "Your own answers and your notes under each question are read only by you "
            "and by the neutral helper."
        ),
        _("Nobody sees anything of the other side before both sides have answered."),
    ]


def erased_text() -> str:
    """Say that single answers are gone."""
    text = _("The single answers were deleted after %(count)d months.")
    return text % {"count": settings.ANSWERS_KEPT_MONTHS}


def has_result(seat: Seat) -> bool:
    """Tell whether there is something to show of both sides."""
    return seat.review.state not in {
        ReviewState.SCHEDULED,
        ReviewState.OPEN,
        ReviewState.CANCELLED,
    }


def shown_by(seat: Seat) -> date | None:
    """Return the day on which both see the averages at the latest.

    None once it is past: of a review that nobody answered no such day is known.
    """
    day = window_ends_on(seat.review.due_on, first_answered_on(seat.review))
    return day if seat.today < day else None


def _has_closing(given: Assessment | None) -> bool:
    return given is not None and bool(
        given.overall is not None
        or given.work_again
        or given.keep
        or given.change
        or given.unsaid
    )


def counts_text(state: Progress) -> str:
    """Say how far a review is, in one line of a list."""
    parts = []
    for side in Side:
        rows = state.of(side)
        done = sum(each.done_count for each in rows)
        asked = sum(each.asked_count for each in rows)
        values = {"side": side.label, "done": done, "asked": asked}
        parts.append(_("%(side)s %(done)d of %(asked)d") % values)
    return ", ".join(parts)


def _progress_text(each: SideProgress) -> str:
    if not each.asked_count:
        return _("Nobody has been asked yet")
    if each.mode == AnswerMode.TOGETHER:
        if each.done_count:
            return _("One answer together: it is in")
        return _("One answer together: not in yet")
    text = ngettext(
        "%(done)d of %(asked)d has answered",
        "%(done)d of %(asked)d have answered",
        each.done_count,
    )
    return text % {"done": each.done_count, "asked": each.asked_count}


def state_sentence(seat: Seat) -> str:
    """Say in one sentence where the review stands."""
    review = seat.review
    if review.state == ReviewState.OPEN and seat.today > review.due_on:
        return _("Open for answers, and late")
    return str(ReviewState(review.state).label)
