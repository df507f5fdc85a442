"""How does the neutral helper open single answers? Each opening is noted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from eclt_partners.common.actions import Action
from eclt_partners.common.errors import IllegalTransition
from reviews.choices import ReviewState
from reviews.selectors.raw_answers import (
    PersonAnswers,
    SideOfPeople,
    are_erased,
    raw_answers,
)
from reviews.services.answers import record_raw_reading
from reviews.views.pages import erased_text, review_title
from reviews.views.seats import Seat
from reviews.words import dimension_name


@require_http_methods(["GET", "HEAD", "POST"])
def single_answers(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Say that opening is noted; the button opens the answers and notes it."""
    seat.require(Action.READ_RAW_ANSWERS)
    sides = raw_answers(seat.actor, seat.review)
    if sides is None:
        raise IllegalTransition(seat.review.state, ReviewState.CLOSED)
    is_erased = are_erased(seat.review)
    context = seat.context(
        title=review_title(seat),
        result_url=seat.url("result"),
        sides=None,
        erased_text=erased_text() if is_erased else "",
    )
    if request.method == "POST" and not is_erased:
        record_raw_reading(actor=seat.actor, now=seat.now, review=seat.review)
        context["sides"] = [_side(each, seat) for each in sides]
    return render(request, "reviews/single_answers.html", context)


def _side(found: SideOfPeople, seat: Seat) -> dict[str, Any]:
    """Put people side by side: one row per question, then their notes."""
    codes = [each.code for each in seat.questions()]
    return {
        "side": found.side,
        "name": found.name,
        "people": found.people,
        "rows": [
            (
                dimension_name(code),
                [each.values.get(code, "") for each in found.people],
            )
            for code in codes
        ],
        "notes": [note for each in found.people for note in _notes(each)],
    }


def _notes(person: PersonAnswers) -> list[dict[str, str]]:
    return [
        {"label": f"{person.name}, {dimension_name(code)}", "value": text}
        for code, text in person.notes
    ]
