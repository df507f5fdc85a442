"""Where does somebody go who said that a person may be in danger?

Everybody who answers can open the page, so that a look at the history of a browser
does not tell who reported something.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import send_soon
from partners.choices import IncidentWish
from partners.forms.incidents import DangerNoteForm
from partners.models import Incident
from partners.safety_words import who_calls, who_knows
from partners.selectors.incidents import has_safeguarding_lead
from partners.services.incidents import report_incident
from reviews.views.seats import Seat


def safety(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Say what happens now, and take more words for the safeguarding lead."""
    seat.own_panelist()
    form = DangerNoteForm(posted(request))
    told = attempt(
        form,
        lambda: tell_of_danger(seat, None, form.cleaned_data["note"]),
    )
    if told is None:
        context = seat.context(
            form=form,
            check_url=seat.url("check"),
            who_knows=who_knows(has_lead=_has_lead(seat)),
        )
        return render(request, "answer/safety.html", context)
    say_who_calls(request, seat)
    return redirect(seat.url("check"))


def say_who_calls(request: HttpRequest, seat: Seat) -> None:
    """Tell somebody who has reported a danger what happens now."""
    messages.success(request, who_calls(has_lead=_has_lead(seat)))


def tell_of_danger(seat: Seat, wish: IncidentWish | None, note: str = "") -> Incident:
    """Report for the person in the seat, and let the mail leave at once.

    Without a wish, words are added to what the person has said.
    """
    incident = report_incident(
        actor=seat.actor,
        now=seat.now,
        partnership=seat.review.partnership,
        wish=wish,
        note=note,
    )
    send_soon()
    return incident


def _has_lead(seat: Seat) -> bool:
    return has_safeguarding_lead(seat.review.partnership.country_id)
