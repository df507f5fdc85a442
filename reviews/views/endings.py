"""How does a review end without a talk: cancelled, or completed with one side?"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.forms.attempts import posted
from eclt_partners.common.kick import refresh_soon
from reviews.choices import ReviewState
from reviews.forms.planning import ReasonForm
from reviews.services.planning import cancel_review
from reviews.services.talks import complete_without_talk
from reviews.views.seats import Seat


def cancel(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Cancel a review, after saying what that means."""
    seat.require(Action.CANCEL_REVIEW)
    states = (ReviewState.SCHEDULED, ReviewState.OPEN, ReviewState.CLOSED)
    words = {
        "title": _("Cancel this review?"),
        "consequences": [
            _("Nobody can answer it any more, and its reminders stop."),
            _("Answers that were sent are kept, but not scored."),
            _("The reason stays visible to everybody who may see this review."),
            _("The next full review is due about 30 days later."),
        ],
        "action_label": _("Cancel the review"),
        "is_danger": True,
    }
    done = _("The review was cancelled.")
    return _ask(request, seat, cancel_review, words, done, states)


def complete(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Complete a review that only one side answered (rulings 8)."""
    seat.require(Action.RECORD_TALK)
    words = {
        "title": _("Complete this review without a talk?"),
        "consequences": [
            _("Only one side answered, so there is no health index."),
            _("The status stays grey: we do not know yet."),
            _("The next review gets its date now."),
        ],
        "action_label": _("Complete without a talk"),
        "is_danger": False,
    }
    done = _("The review is completed, without an index.")
    return _ask(request, seat, complete_without_talk, words, done, [ReviewState.CLOSED])


def _ask(
    request: HttpRequest,
    seat: Seat,
    service: Callable[..., object],
    words: dict[str, Any],
    done: str,
    states: Iterable[ReviewState],
) -> HttpResponse:
    """Show what will happen and ask for the reason, then do it.

    Whether it can be done is for the service to say, which knows a wish that was
    fulfilled already; the page is shown in these states alone.
    """
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            service(actor=seat.actor, now=seat.now, review=seat.review, reason=reason)
        except InvalidInput as refusal:
            form.refuse(refusal.problems)
        else:
            refresh_soon()
            messages.success(request, done)
            return redirect(seat.url("hub"))
    seat.require_state(*states)
    context = seat.context(form=form, cancel_url=seat.url("hub"), **words)
    return render(request, "components/confirm_page.html", context)
