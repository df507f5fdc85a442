"""Which page asks what became of the actions of a partnership?"""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action as Right
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.forms.attempts import posted
from eclt_partners.common.kick import refresh_soon
from partners.models import Partnership
from reviews.choices import ActionState
from reviews.forms.follow_ups import FollowUpForm
from reviews.models import Action, Review
from reviews.services.follow_ups import close_action


def actions(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Ask what became of the open actions, and show those that are over."""
    actor = acting(request)
    visible = Partnership.objects.visible_to(actor).select_related("country")
    partnership = get_object_or_404(visible, pk=partnership_id)
    require(
        actor,
        Right.RECORD_TALK,
        country=partnership.country_id,
        partnership=partnership.pk,
    )
    found = Action.objects.filter(review__partnership=partnership)
    forms = _forms(found, posted(request))
    if request.method == "POST" and all(form.is_valid() for form in forms):
        tell_of_overtaken(request, found, actor=actor)
        count = close_chosen(actor, forms, now=timezone.now())
        if count:
            refresh_soon()
            messages.success(request, _("It is noted."))
        return redirect("dashboards:partnership", partnership.pk)
    over = found.exclude(state=ActionState.OPEN).order_by("-closed_on", "-pk")
    context = {"form": forms, "partnership": partnership, "over": over}
    return render(request, "reviews/actions.html", context)


def earlier_actions(review: Review) -> QuerySet[Action]:
    """Return the actions of the other reviews of the partnership."""
    all_of_them = Action.objects.filter(review__partnership=review.partnership_id)
    return all_of_them.exclude(review=review)


def follow_up_forms(review: Review, given: QueryDict | None) -> list[FollowUpForm]:
    """Return one form per open action of the reviews before this one."""
    return _forms(earlier_actions(review), given)


def tell_of_overtaken(
    request: HttpRequest, found: QuerySet[Action], *, actor: Actor
) -> None:
    """Say where somebody else noted meanwhile what became of an action.

    Its question is gone from the page, and with it what the reader chose there.
    """
    over = found.exclude(state=ActionState.OPEN).exclude(closed_by=actor.key)
    for action in over.order_by("pk"):
        if request.POST.get(f"{_prefix(action)}-outcome"):
            told = _("Somebody else has noted what became of “%(action)s”: %(state)s.")
            facts = {"action": action.text, "state": action.get_state_display()}
            messages.warning(request, told % facts)


def close_chosen(actor: Actor, forms: Sequence[FollowUpForm], *, now: datetime) -> int:
    """Close the actions for which something was chosen; return how many."""
    chosen = [(form.action, form.result) for form in forms if form.result is not None]
    for action, result in chosen:
        close_action(actor=actor, now=now, action=action, **(result or {}))
    return len(chosen)


def _forms(found: QuerySet[Action], given: QueryDict | None) -> list[FollowUpForm]:
    rows = found.filter(state=ActionState.OPEN).order_by("due_on", "pk")
    return [FollowUpForm(row, given, prefix=_prefix(row)) for row in rows]


def _prefix(action: Action) -> str:
    return f"earlier-{action.pk}"
