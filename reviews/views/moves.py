"""How do leads move a review, object to a move, and confirm who answers?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eclt_partners.common.errors import NotPermitted, StaleObject
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import refresh_soon, send_soon
from partners.choices import Side
from partners.models import PartnershipParty
from reviews.choices import SnoozeReason
from reviews.forms.snooze import SnoozeForm
from reviews.rules.snooze import latest_day, refusal
from reviews.selectors.snoozes import snooze_facts, told_of_move
from reviews.services.panels import confirm_panel
from reviews.services.snoozes import object_to_snooze, snooze_review
from reviews.views.pages import may_move, review_title
from reviews.views.seats import Seat
from reviews.words import snooze_refusal_words


def snooze(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Move a review to a later day; when that may not be, say why."""
    if not may_move(seat):
        raise NotPermitted("only leads and managers move a review")
    facts = snooze_facts(seat.review, today=seat.today)
    why_not = refusal(facts)
    form = SnoozeForm(posted(request), latest=latest_day(facts))
    moved = attempt(
        form,
        lambda: snooze_review(
            actor=seat.actor,
            now=seat.now,
            review=seat.review,
            to_on=form.cleaned_data["to_on"],
            reason=SnoozeReason(form.cleaned_data["reason"]),
        ),
    )
    if moved is None:
        context = seat.context(
            form=form,
            title=review_title(seat),
            why_not=snooze_refusal_words(why_not) if why_not else "",
        )
        return render(request, "reviews/snooze.html", context)
    send_soon()
    refresh_soon()
    if told_of_move(moved):
        messages.success(request, _("The date is moved. The other side was told."))
    else:
        text = _(
            "The date is moved. No mail reaches a lead of the other side: please tell "
            "them yourself."
        )
        messages.warning(request, text)
    return redirect(seat.url("hub"))


@require_POST
def object_to(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Take back the last move of the other side."""
    object_to_snooze(actor=seat.actor, now=seat.now, review=seat.review)
    refresh_soon()
    messages.success(request, _("You objected. The earlier day counts again."))
    return redirect(seat.url("hub"))


@require_POST
def confirm_people(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Confirm for the own side who answers."""
    party = _own_party(seat)
    try:
        confirm_panel(
            actor=seat.actor,
            now=seat.now,
            review=seat.review,
            side=Side.PARTNER if party else Side.FOUNDATION,
            party=party,
            seen=request.POST.get("seen", ""),
        )
    except StaleObject:
        messages.warning(request, _("Somebody changed the list. Please read it again."))
    else:
        messages.success(request, _("You confirmed who answers for your side."))
    return redirect(seat.url("hub"))


def _own_party(seat: Seat) -> PartnershipParty | None:
    """Return the party a person of the partner leads; None for the foundation."""
    if seat.contact is None:
        return None
    led = seat.review.partnership.parties.filter(
        partner_lead=seat.contact, to_on=None
    ).first()
    if led is None:
        raise NotPermitted("only the lead of the partner confirms who answers")
    return led
