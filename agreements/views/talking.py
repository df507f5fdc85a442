"""Which pages write down the talk about a change, and the notes of each side?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.choices import RenegotiationState
from agreements.forms.table import (
    NoteForm,
    PartnerConfirmForm,
    TableTalkForm,
    talk_initial,
)
from agreements.selectors.proposals import parties_of
from agreements.services.talking import confirm_talk, record_talk, write_private_note
from agreements.views.chairs import Chair
from agreements.views.table import back, table_context
from eclt_partners.common.actions import Action
from eclt_partners.common.errors import IllegalTransition, NotPermitted
from eclt_partners.common.forms.attempts import attempt, posted


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Write down the talk, or correct what was written."""
    chair.require(Action.PROPOSE_CHANGE)
    if not chair.table.is_open:
        raise IllegalTransition(chair.table.state, RenegotiationState.TALKING)
    form = TableTalkForm(posted(request), initial=talk_initial(chair.table.talk))
    recorded = attempt(
        form,
        lambda: record_talk(
            actor=chair.actor,
            now=chair.now,
            renegotiation=chair.table,
            talk=form.talk(),
        ),
    )
    if recorded is None:
        context = chair.context(form=form, is_again=chair.table.talk is not None)
        return render(request, "agreements/table/talk.html", context)
    return back(request, chair, _("The talk is written down. Both sides confirm it."))


@require_POST
def confirmed(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Say for the own side that the record of the talk is right."""
    confirm_talk(
        actor=chair.actor,
        now=chair.now,
        renegotiation=chair.table,
        seen=request.POST.get("seen", ""),
    )
    return back(request, chair, _("You confirmed the record of the talk."))


@require_http_methods(["GET", "HEAD", "POST"])
def confirmed_for(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Enter that a partner confirmed the record; it stays visible who entered it."""
    if chair.is_partner:
        raise NotPermitted("a partner confirms for itself")
    chair.require(Action.CONFIRM_RECORD)
    talk = chair.table.talk
    form = PartnerConfirmForm(
        parties_of(chair.agreement), posted(request), stamp=talk.mark if talk else ""
    )
    done = attempt(
        form,
        lambda: confirm_talk(
            actor=chair.actor,
            now=chair.now,
            renegotiation=chair.table,
            for_party=form.party(),
            seen=form.seen_stamp,
        ),
    )
    if done is not None:
        return back(request, chair, _("Noted that the partner confirmed it."))
    context = chair.context(
        form=form,
        title=_("Enter that the partner confirmed?"),
        consequences=[
            _("Do this only when the partner said to you that the record is right."),
            _("Your name stays visible as the one who entered it."),
        ],
        action_label=_("The partner confirmed"),
        cancel_url=chair.url("table"),
    )
    return render(request, "components/confirm_page.html", context)


@require_POST
def note(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Keep a note that only the own side reads."""
    chair.require(Action.PRIVATE_NOTES)
    form = NoteForm(request.POST)
    written = attempt(
        form,
        lambda: write_private_note(
            actor=chair.actor,
            now=chair.now,
            renegotiation=chair.table,
            text=form.cleaned_data["text"],
        ),
    )
    if written is None:
        context = table_context(chair, form)
        return render(request, "agreements/table/table.html", context)
    return back(request, chair, _("The note is kept for your side alone."))
