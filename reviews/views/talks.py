"""How is the talk of both sides recorded and confirmed?"""

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eclt_partners.common.actions import Action
from eclt_partners.common.errors import IllegalTransition, InvalidInput, StaleObject
from eclt_partners.common.forms.attempts import posted
from eclt_partners.common.kick import refresh_soon, send_soon
from partners.choices import Side
from reviews.choices import ReviewState
from reviews.forms.follow_ups import FollowUpForm
from reviews.forms.talks import (
    ActionForm,
    ConfirmForm,
    TalkForm,
    action_initial,
    talk_initial,
)
from reviews.selectors.candidates import partner_speakers
from reviews.services.confirmations import ask_to_confirm
from reviews.services.recording import record_mark
from reviews.services.talks import confirm_talk, record_talk
from reviews.views.changes import ended_changes
from reviews.views.follow_ups import (
    close_chosen,
    earlier_actions,
    follow_up_forms,
    tell_of_overtaken,
)
from reviews.views.pages import review_title
from reviews.views.results import record_of
from reviews.views.seats import Seat

FIRST_ACTIONS = 2


def talk(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Write down the talk, or correct what was written before both confirmed."""
    seat.require(Action.RECORD_TALK)
    if not seat.talk_is_next:
        raise IllegalTransition(seat.review.state, ReviewState.TALK_HELD)
    form = TalkForm(
        posted(request),
        initial=talk_initial(seat.review.talk),
        stamp=_mark(seat),
    )
    actions = _action_forms(request, seat)
    earlier = follow_up_forms(seat.review, posted(request))
    everything = (form, *actions, *earlier)
    if request.method == "POST" and all(each.is_valid() for each in everything):
        _record(seat, form, actions, earlier)
        if not form.errors:
            tell_of_overtaken(request, earlier_actions(seat.review), actor=seat.actor)
            messages.success(request, _("The talk is recorded. Both sides confirm it."))
            return redirect(seat.url("result"))
    context = seat.context(
        form=everything,
        talk_form=form,
        earlier=earlier,
        first_actions=actions[:FIRST_ACTIONS],
        more_actions=actions[FIRST_ACTIONS:],
        has_more=any(_is_begun(each) for each in actions[FIRST_ACTIONS:]),
        title=review_title(seat),
        result_url=seat.url("result"),
        changes=ended_changes(seat),
        is_correction=seat.review.state == ReviewState.TALK_HELD,
        record=record_of(seat) if form.is_stale else None,
        actions=seat.review.actions.all(),
    )
    return render(request, "reviews/talk.html", context, status=form.status)


@require_POST
def confirm(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Say for the own side that the record is fair."""
    confirm_talk(
        actor=seat.actor,
        now=seat.now,
        review=seat.review,
        side=seat.side,
        seen=request.POST.get("seen", ""),
    )
    refresh_soon()
    messages.success(request, _("You confirmed that this is a fair record."))
    return redirect(seat.url("result"))


def confirm_for_partner(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Enter that a person of the partner confirmed; it stays visible who entered it."""
    seat.require(Action.RECORD_TALK)
    if seat.review.talk is None:
        seat.require_state(ReviewState.TALK_HELD)
    people = partner_speakers(seat.review.partnership)
    form = ConfirmForm(people, posted(request), stamp=_mark(seat))
    if request.method == "POST" and form.is_valid():
        try:
            confirm_talk(
                actor=seat.actor,
                now=seat.now,
                review=seat.review,
                side=Side.PARTNER,
                for_key=form.cleaned_data["for_key"],
                seen=form.seen_stamp,
            )
        except InvalidInput as refusal:
            form.refuse(refusal.problems)
        else:
            refresh_soon()
            messages.success(request, _("Noted that the partner confirmed the record."))
            return redirect(seat.url("result"))
    # A second press is answered above: the first may have completed the review.
    seat.require_state(ReviewState.TALK_HELD)
    context = seat.context(
        form=form,
        title=_("Enter that the partner confirmed?"),
        consequences=[
            _("Do this only when the person said to you that the record is fair."),
            _("Your name stays visible as the one who entered it."),
            _("When both sides have confirmed, the review is completed."),
        ],
        action_label=_("The partner confirmed"),
        cancel_url=seat.url("result"),
        is_danger=False,
    )
    return render(request, "components/confirm_page.html", context)


def _mark(seat: Seat) -> str:
    return record_mark(seat.review.talk, seat.review.actions.all())


def _is_begun(form: ActionForm) -> bool:
    return bool(form.initial) or form.has_changed()


def _action_forms(request: HttpRequest, seat: Seat) -> list[ActionForm]:
    known = list(seat.review.actions.all())
    return [
        ActionForm(posted(request), prefix=f"action-{number}", initial=initial)
        for number, initial in enumerate(action_initial(known), 1)
    ]


def _record(
    seat: Seat,
    form: TalkForm,
    actions: Sequence[ActionForm],
    earlier: Sequence[FollowUpForm],
) -> None:
    """Record the talk and ask the partner to confirm; problems go on the form."""
    drafts = [each.draft for each in actions]
    try:
        with transaction.atomic():
            record_talk(
                actor=seat.actor,
                now=seat.now,
                review=seat.review,
                actions=[draft for draft in drafts if draft is not None],
                seen=form.seen_stamp,
                **form.fields_typed(),
            )
            close_chosen(seat.actor, earlier, now=seat.now)
    except InvalidInput as refusal:
        form.refuse(refusal.problems)
        return
    except StaleObject:
        form.show_newer()
        return
    ask_to_confirm(actor=seat.actor, now=seat.now, review=seat.review)
    refresh_soon()
    send_soon()
