"""How does somebody plan a review, and ask the people who are missing?"""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.forms.attempts import posted
from eclt_partners.common.kick import refresh_soon, send_soon
from partners.models import Partnership
from reviews.choices import ReviewKind
from reviews.forms.planning import ScheduleForm
from reviews.models import Instrument
from reviews.selectors.unreached import unreached_count
from reviews.services.planning import schedule_review
from reviews.services.reminders import ask_now
from reviews.views.seats import Seat

_NOBODY: Final = _(
    "Nobody was asked now. Who can be asked by mail has answered, or got a mail about "
    "this review today."
)


def schedule(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Plan a review of a partnership; choosing who answers comes next."""
    actor = acting(request)
    visible = Partnership.objects.visible_to(actor).select_related("country")
    partnership = get_object_or_404(visible, pk=partnership_id)
    require(
        actor,
        Action.SCHEDULE_REVIEW,
        country=partnership.country_id,
        partnership=partnership.pk,
    )
    form = ScheduleForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            review = schedule_review(
                actor=actor,
                now=timezone.now(),
                partnership=partnership,
                kind=ReviewKind(form.cleaned_data["kind"]),
                due_on=form.cleaned_data["due_on"],
            )
        except InvalidInput as refusal:
            form.refuse(refusal.problems)
        else:
            refresh_soon()
            return redirect("reviews:panel", review.pk)
    asked = Instrument.objects.for_new_reviews()
    context = {"form": form, "partnership": partnership, "asked": asked}
    return render(request, "reviews/schedule.html", context)


@require_POST
def invite(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask everybody who has not answered, at once."""
    asked = ask_now(actor=seat.actor, now=seat.now, review=seat.review)
    count = asked.count
    send_soon()
    text = ngettext(
        "%(count)d person was asked by mail.",
        "%(count)d people were asked by mail.",
        count,
    )
    if count:
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _NOBODY)
    if count and asked.mailed_count:
        messages.info(request, _not_again(asked.mailed_count))
    if unreached := unreached_count(seat.review):
        messages.info(request, _call(unreached))
    return redirect(seat.url("hub"))


def _not_again(mailed: int) -> str:
    """Say that some people were passed over, and why."""
    text = ngettext(
        "%(count)d person got a mail about this review today and is not asked again.",
        "%(count)d people got a mail about this review today and are not asked again.",
        mailed,
    )
    return text % {"count": mailed}


def _call(unreached: int) -> str:
    """Say that some people must be asked in another way."""
    text = ngettext(
        "%(count)d person has no e-mail address that works. Ask by phone or on paper.",
        "%(count)d people have no e-mail address that works. Ask by phone or on paper.",
        unreached,
    )
    return text % {"count": unreached}
