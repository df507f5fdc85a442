"""What does somebody see first of a review?"""

import json
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from eclt_partners.common.actions import Action
from reviews.choices import ReviewState
from reviews.rules.states import may_open_on
from reviews.selectors.opened import has_targets, progress_at_opening
from reviews.selectors.own_answers import OwnAnswers
from reviews.views.pages import (
    duration_text,
    has_result,
    hub_tasks,
    lead_part,
    next_url,
    review_title,
    side_rows,
    state_sentence,
    who_reads,
)
from reviews.views.seats import Seat

_WAITING = frozenset({ReviewState.SCHEDULED, ReviewState.OPEN})
_CANCELLABLE = _WAITING | {ReviewState.CLOSED}


def hub(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show a review: what to answer, who else answers, and what comes after."""
    state = progress_at_opening(seat.review)
    context = seat.context(
        title=review_title(seat),
        state_sentence=state_sentence(seat),
        **_own_part(seat),
        **lead_part(seat, state),
        sides=side_rows(seat, state),
        opens_on=may_open_on(seat.review.due_on),
        open_since=_open_since(seat),
        missed_on=seat.review.missed_on(today=seat.today),
        all_url=seat.url("answer_all"),
        paper_url=seat.url("paper"),
        result_url=seat.url("result"),
        corrections_url=_corrections_url(seat),
        has_result=has_result(seat),
        may=_rights(seat),
    )
    template = "answer/hub.html" if seat.is_partner else "reviews/hub.html"
    return render(request, template, context)


def _open_since(seat: Seat) -> date | None:
    """Return the country's day on which people began to be asked, while they are."""
    opened = seat.review.opened_at
    if opened is None or seat.review.state != ReviewState.OPEN:
        return None
    return seat.review.partnership.country.today(now=opened)


def _own_part(seat: Seat) -> dict[str, Any]:
    """Return what the person has to answer; nothing where they hold no seat."""
    if seat.panelist is None or seat.panelist.left_at is not None:
        return {
            "own": None,
            "answers_now": False,
            "tasks": [],
            "next_url": "",
            "duration": "",
            "shell_pages": "[]",
            "who_reads": [],
        }
    own = seat.own_answers()
    is_wanted = not own.is_sent and bool(own.questions)
    return {
        "own": own,
        "answers_now": is_wanted and seat.may_answer,
        "tasks": hub_tasks(seat, own) if is_wanted else [],
        "next_url": next_url(seat, own) if is_wanted else "",
        "duration": duration_text(len(own.questions)),
        "shell_pages": json.dumps(_shell_pages(seat, own)),
        "who_reads": []
        if seat.review.state == ReviewState.CANCELLED
        else who_reads(seat),
    }


def _shell_pages(seat: Seat, own: OwnAnswers) -> list[str]:
    """Return the pages that a device keeps so that answering goes on offline."""
    questions = [seat.url("answer", each.code) for each in own.questions]
    return [*questions, seat.url("closing")]


def _corrections_url(seat: Seat) -> str:
    """Return where sent answers are corrected; "" for people who have sent none."""
    if not has_targets(seat.actor, seat.review):
        return ""
    return seat.url("corrections")


def _rights(seat: Seat) -> dict[str, bool]:
    """Say which buttons a person of the foundation gets."""
    state = seat.review.state
    schedules = seat.may(Action.SCHEDULE_REVIEW)
    return {
        "set_panel": state in _WAITING and schedules,
        "invite": state == ReviewState.OPEN and schedules,
        "record_talk": seat.talk_is_next and seat.may(Action.RECORD_TALK),
        "type_in": state == ReviewState.OPEN and seat.may(Action.RECORD_TALK),
        "cancel": state in _CANCELLABLE and seat.may(Action.CANCEL_REVIEW),
    }
