"""Who answers a review on both sides, and who chooses that?"""

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.errors import InvalidInput, StaleObject
from eclt_partners.common.forms.attempts import posted
from partners.models import PartnershipParty
from reviews.choices import AnswerMode, ReviewState
from reviews.forms.planning import SideForm
from reviews.models import Panelist, Review
from reviews.selectors.candidates import (
    Candidate,
    foundation_candidates,
    partner_candidates,
)
from reviews.selectors.panels import is_sent_in_time, side_mark
from reviews.services.panels import set_panel
from reviews.views.pages import review_title
from reviews.views.seats import Seat


def panel(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Choose who answers on both sides, and how."""
    seat.require(Action.SCHEDULE_REVIEW)
    forms = _side_forms(request, seat.review)
    if request.method == "POST" and all(form.is_valid() for form in forms):
        _save(seat, forms)
        if not any(form.errors for form in forms):
            messages.success(request, _("Saved who answers."))
            return redirect(seat.url("hub"))
    # A second press is answered above: the first may have closed the review.
    seat.require_state(ReviewState.SCHEDULED, ReviewState.OPEN)
    context = seat.context(form=forms, title=review_title(seat))
    status = max(form.status for form in forms)
    return render(request, "reviews/panel.html", context, status=status)


def _side_forms(request: HttpRequest, review: Review) -> list[SideForm]:
    partnership = review.partnership
    parties = [each for each in partnership.parties.all() if each.to_on is None]
    return [
        _form(request, review, None, foundation_candidates(partnership)),
        *(_form(request, review, each, partner_candidates(each)) for each in parties),
    ]


def _form(
    request: HttpRequest,
    review: Review,
    party: PartnershipParty | None,
    candidates: list[Candidate],
) -> SideForm:
    key = party.pk if party else None
    side = next((each for each in review.sides.all() if each.party_id == key), None)
    able = {each.pk for each in candidates}
    seats = _seats_of(review, key)
    gone = [
        each for each in seats if is_sent_in_time(each) and _person(each) not in able
    ]
    return SideForm(
        party,
        candidates,
        posted(request),
        prefix=f"party-{party.pk}" if party else "foundation",
        stamp=side_mark(review, key),
        is_heard=bool(gone),
        initial={
            "people": [_person(each) for each in seats if each not in gone],
            "mode": side.mode if side else AnswerMode.INDIVIDUAL,
            "people_consulted": side.people_consulted if side else None,
        },
    )


def _seats_of(review: Review, party_id: int | None) -> list[Panelist]:
    """Return who is asked on one side now."""
    return [
        each
        for each in review.panelists.all()
        if each.party_id == party_id and each.left_at is None
    ]


def _person(seat: Panelist) -> int | None:
    return seat.user_id or seat.contact_id


def _save(seat: Seat, forms: Sequence[SideForm]) -> None:
    """Save the sides that changed; all of them or none."""
    changed = [each for each in forms if each.has_changed()]
    form = forms[0]
    try:
        with transaction.atomic():
            for form in changed:
                set_panel(
                    actor=seat.actor,
                    now=seat.now,
                    review=seat.review,
                    is_last=form is changed[-1],
                    **form.values,
                )
    except InvalidInput as refusal:
        form.refuse(refusal.problems)
    except StaleObject:
        form.show_newer()
