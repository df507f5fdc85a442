"""Which pages stand before a change is declined, taken back or put aside?

And the page on which a director notes why one lapsed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
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


@dataclass(frozen=True, slots=True)
class Ending:
    """What a page says before a change ends or rests.

    Attributes:
        state: of the change afterwards.
        title: the question.
        label: of the button.
        consequences: what the button brings, one sentence each.
        done: what is said afterwards.
    """

    state: RenegotiationState
    title: Lazy
    label: Lazy
    consequences: Sequence[Lazy]
    done: Lazy


_NOTHING_AGREED: Final = _("It ends here, and nothing is agreed.")
_GOES_ON: Final = _("The change ends here. What is agreed now goes on as it is.")
DECLINED: Final = Ending(
    state=RenegotiationState.DECLINED,
    title=_("Decline this change?"),
    label=_("Decline the change"),
    consequences=(
        _GOES_ON,
        _("The other side reads your reason and what would make it possible."),
        _("It stays readable, and both sides see it again at the next review."),
    ),
    done=_("The change is declined. The other side knows."),
)
WITHDRAWN: Final = Ending(
    state=RenegotiationState.WITHDRAWN,
    title=_("Take this wish back?"),
    label=_("Take it back"),
    consequences=(
        _GOES_ON,
        _("Open proposals of both sides end with it; they stay readable."),
        _("You can raise it again at any time."),
    ),
    done=_("The wish is taken back. The other side knows."),
)
DECLINED_NEW: Final = Ending(
    state=RenegotiationState.DECLINED,
    title=_("Decline this agreement?"),
    label=_("Decline the agreement"),
    consequences=(
        _NOTHING_AGREED,
        _("The other side reads your reason and what would make it possible."),
        _("It stays readable, and a new agreement can be begun at any time."),
    ),
    done=_("The agreement is declined. The other side knows."),
)
WITHDRAWN_NEW: Final = Ending(
    state=RenegotiationState.WITHDRAWN,
    title=_("Take this new agreement back?"),
    label=_("Take it back"),
    consequences=(
        _NOTHING_AGREED,
        _("Open proposals of both sides end with it; they stay readable."),
        _("You can begin a new agreement at any time."),
    ),
    done=_("The new agreement is taken back. The other side knows."),
)
PARKED: Final = Ending(
    state=RenegotiationState.PARKED,
    title=_("Put this change aside?"),
    label=_("Put it aside"),
    consequences=(
        _("Nobody is reminded until that day."),
        _("Either side can take it up again at any time."),
        _("Meanwhile another change of this agreement may be raised."),
    ),
    done=_("The change is put aside. The other side knows."),
)
LAPSE_NOTED: Final = Ending(
    state=RenegotiationState.LAPSED,
    title=_("Note why nothing came of it"),
    label=_("Keep the note"),
    consequences=(
        _("Both sides read your note, and a mail tells them of it."),
        _("It stays as you write it. Either side can raise the change again."),
    ),
    done=_("The note is kept. Both sides read it."),
)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Decline the wish of the other side, with what would make it possible."""
    form = DeclineForm(posted(request))
    return _end(
        request,
        chair,
        form,
        DECLINED_NEW if chair.table.is_new else DECLINED,
        lambda: endings.decline(
            actor=chair.actor,
            now=chair.now,
            renegotiation=chair.table,
            reason=ChangeReason(form.cleaned_data["reason"]),
            text=form.cleaned_data["text"],
            would_be_possible=form.cleaned_data["would_be_possible"],
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Take the own wish back."""
    form = WithdrawForm(posted(request))
    return _end(
        request,
        chair,
        form,
        WITHDRAWN_NEW if chair.table.is_new else WITHDRAWN,
        lambda: endings.withdraw(
            actor=chair.actor,
            now=chair.now,
            renegotiation=chair.table,
            text=form.cleaned_data["text"],
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def park(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Put a change aside until a day."""
    form = ParkForm(posted(request))
    return _end(
        request,
        chair,
        form,
        PARKED,
        lambda: endings.park(
            actor=chair.actor,
            now=chair.now,
            renegotiation=chair.table,
            until=form.cleaned_data["until"],
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lapse_note(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Note why nothing came of a change that lapsed."""
    chair.require(Action.SIGN_MAJOR)
    if not chair.table.wants_note:
        raise IllegalTransition(chair.table.state, RenegotiationState.LAPSED)
    form = LapseNoteForm(posted(request))
    return _ask(
        request,
        chair,
        form,
        LAPSE_NOTED,
        lambda: note_lapse(
            actor=chair.actor,
            now=chair.now,
            renegotiation=chair.table,
            text=form.cleaned_data["text"],
        ),
    )


def _end(
    request: HttpRequest,
    chair: Chair,
    form: PlainForm,
    ending: Ending,
    change: Callable[[], Renegotiation],
) -> HttpResponse:
    """Ask, and end the change when the form is sent and right."""
    _check(chair, ending.state)
    return _ask(request, chair, form, ending, change)


def _ask(
    request: HttpRequest,
    chair: Chair,
    form: PlainForm,
    ending: Ending,
    change: Callable[[], Renegotiation],
) -> HttpResponse:
    if attempt(form, change) is not None:
        return back(request, chair, str(ending.done))
    context = chair.context(
        form=form,
        title=ending.title,
        action_label=ending.label,
        consequences=ending.consequences,
        cancel_url=chair.url("table"),
    )
    return render(request, "components/confirm_page.html", context)


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
