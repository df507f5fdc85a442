"""Who lets a correction count once both sides have seen the result?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import refresh_soon
from reviews.forms.corrections import DecisionForm
from reviews.models import Correction
from reviews.selectors.corrections import waiting_corrections
from reviews.selectors.panels import is_own_seat, side_of
from reviews.services.corrections import agree_to_correction, decline_correction
from reviews.views.pages import review_title
from reviews.views.seats import Seat


def decide(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show the oldest correction that waits, without its person or content."""
    seat.require(Action.AGREE_CORRECTION)
    waiting = [each for each in waiting_corrections(seat.review) if _may(seat, each)]
    shown = waiting[0] if waiting else None
    form = DecisionForm(posted(request), initial={"shown": shown.pk if shown else None})
    if attempt(form, lambda: _decide(seat, form)):
        refresh_soon()
        messages.success(request, _decided_text(form))
        return redirect(seat.url("decide"))
    context = seat.context(
        form=form,
        waiting=shown,
        side=side_of(shown.assessment.panelist) if shown else "",
        title=review_title(seat),
        result_url=seat.url("result"),
    )
    return render(request, "reviews/decide.html", context)


def _may(seat: Seat, waiting: Correction) -> bool:
    """Tell whether somebody else asked: nobody agrees to a correction of their own."""
    is_own = is_own_seat(seat.actor, waiting.assessment.panelist)
    return not is_own and waiting.asked_by != seat.actor.key


def _decide(seat: Seat, form: DecisionForm) -> Correction:
    correction = get_object_or_404(
        Correction,
        pk=form.cleaned_data["shown"],
        assessment__panelist__review=seat.review,
    )
    actor, now = seat.actor, seat.now
    if form.is_agreed:
        return agree_to_correction(actor=actor, now=now, correction=correction)
    note = form.cleaned_data["note"]
    return decline_correction(actor=actor, now=now, correction=correction, note=note)


def _decided_text(form: DecisionForm) -> str:
    if form.is_agreed:
        return _("The correction counts. The result is computed again.")
    return _("The correction is declined. The result stays as it is.")
