"""Which pages stand before a change is declined, taken back or put aside?

And the page on which a director notes why one lapsed.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.choices import ChangeReason, RenegotiationState
from agreements.forms.table import DeclineForm, LapseNoteForm, ParkForm, WithdrawForm
from agreements.models import Renegotiation
from agreements.rules.negotiation import NEXT
from agreements.services import endings
from agreements.services.lapsing import note_lapse
from agreements.views.chairs import Chair
from agreements.views.table import back
from eclt_partners.common.actions import Action
from eclt_partners.common.errors import IllegalTransition
from eclt_partners.common.forms import PlainForm
from eclt_partners.common.forms.attempts import attempt, posted

Ending = Callable[[], Renegotiation]


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Decline the wish of the other side, with what would make it possible."""
    form = DeclineForm(posted(request))
    _check(chair, RenegotiationState.DECLINED)
    done = attempt(
        form,
        lambda: endings.decline(
            actor=chair.actor,
            now=chair.now,
            renegotiation=chair.table,
            reason=ChangeReason(form.cleaned_data["reason"]),
            text=form.cleaned_data["text"],
            would_be_possible=form.cleaned_data["would_be_possible"],
        ),
    )
    if done is not None:
        return back(request, chair, _("The change is declined. The other side knows."))
    consequences = [
        _("The change ends here. What is agreed now goes on as it is."),
        _("The other side reads your reason and what would make it possible."),
        _("It stays readable, and both sides see it again at the next review."),
    ]
    title, label = _("Decline this change?"), _("Decline the change")
    return _page(request, chair, form, title, label, consequences)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Take the own wish back."""
    form = WithdrawForm(posted(request))
    _check(chair, RenegotiationState.WITHDRAWN)
    done = attempt(
        form,
        lambda: endings.withdraw(
            actor=chair.actor,
            now=chair.now,
            renegotiation=chair.table,
            text=form.cleaned_data["text"],
        ),
    )
    if done is not None:
        return back(request, chair, _("The wish is taken back. The other side knows."))
    consequences = [
        _("The change ends here. What is agreed now goes on as it is."),
        _("Open proposals of both sides end with it; they stay readable."),
        _("You can raise it again at any time."),
    ]
    title, label = _("Take this wish back?"), _("Take it back")
    return _page(request, chair, form, title, label, consequences)


@require_http_methods(["GET", "HEAD", "POST"])
def park(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Put a change aside until a day."""
    form = ParkForm(posted(request))
    _check(chair, RenegotiationState.PARKED)
    done = attempt(
        form,
        lambda: endings.park(
            actor=chair.actor,
            now=chair.now,
            renegotiation=chair.table,
            until=form.cleaned_data["until"],
        ),
    )
    if done is not None:
        return back(request, chair, _("The change is put aside. The other side knows."))
    consequences = [
        _("Nobody is reminded until that day."),
        _("Either side can take it up again at any time."),
        _("Meanwhile another change of this agreement may be raised."),
    ]
    title, label = _("Put this change aside?"), _("Put it aside")
    return _page(request, chair, form, title, label, consequences)


@require_http_methods(["GET", "HEAD", "POST"])
def lapse_note(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Note why nothing came of a change that lapsed."""
    chair.require(Action.SIGN_MAJOR)
    if not chair.table.wants_note:
        raise IllegalTransition(chair.table.state, RenegotiationState.LAPSED)
    form = LapseNoteForm(posted(request))
    done = attempt(
        form,
        lambda: note_lapse(
            actor=chair.actor,
            now=chair.now,
            renegotiation=chair.table,
            text=form.cleaned_data["text"],
        ),
    )
    if done is not None:
        return back(request, chair, _("The note is kept. Both sides read it."))
    consequences = [
        _("Both sides read your note, and hear of it by mail."),
        _("It stays as you write it. Either side can raise the change again."),
    ]
    title, label = _("Note why nothing came of it"), _("Keep the note")
    return _page(request, chair, form, title, label, consequences)


def _check(chair: Chair, state: RenegotiationState) -> None:
    """Refuse a page whose button would not work.

    Raises:
        NotPermitted: no right here.
        IllegalTransition: it is over, or too far.
    """
    chair.require(Action.PROPOSE_CHANGE)
    present = RenegotiationState(chair.table.state)
    if state not in NEXT[present]:
        raise IllegalTransition(present, state)


def _page(
    request: HttpRequest,
    chair: Chair,
    form: PlainForm,
    title: str,
    action_label: str,
    consequences: list[str],
) -> HttpResponse:
    context = chair.context(
        form=form,
        title=title,
        action_label=action_label,
        consequences=consequences,
        cancel_url=chair.url("table"),
    )
    return render(request, "components/confirm_page.html", context)
