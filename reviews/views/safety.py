"""Where does somebody go who said that a person may be in danger?

Everybody who answers can open the page, so that a look at the history of a browser
does not tell who reported something.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import send_soon
from partners.choices import IncidentWish
from partners.forms.incidents import DangerNoteForm
from partners.models import Incident
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
        context = seat.context(form=form, check_url=seat.url("check"))
        return render(request, "answer/safety.html", context)
    messages.success(request, _("The safeguarding lead calls you within 72 hours."))
    return redirect(seat.url("check"))


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
