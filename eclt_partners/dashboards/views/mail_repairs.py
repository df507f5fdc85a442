"""Which pages send a mail again, or settle a doubt about one?"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import GateBlocked, IllegalTransition
from eclt_partners.common.forms import PlainForm
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.dashboards.forms.mail_repairs import AgainForm, SettleForm
from eclt_partners.dashboards.selectors.mails import messages_in_scope
from eclt_partners.notifications.choices import OutgoingState
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import resend, settle
from eclt_partners.notifications.services.repairing import ENDED

ResultT = TypeVar("ResultT")


@require_http_methods(["GET", "HEAD", "POST"])
def message_again(request: HttpRequest, message_id: int) -> HttpResponse:
    """Send a mail again, after asking why."""
    actor, found = _mine(request, message_id)
    if found.state not in ENDED:
        raise IllegalTransition(found.state, OutgoingState.QUEUED)
    form = AgainForm(posted(request))
    new = _attempt(
        form,
        lambda: resend(
            found, actor=actor, now=timezone.now(), why=form.cleaned_data["why"]
        ),
    )
    if new is None:
        title, label = _("Send this mail again?"), _("Send again")
        return _ask(request, form, found, title, label, _of_again(found))
    messages.success(request, _("A second mail waits to go out."))
    return redirect("dashboards:message", new.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def message_settle(request: HttpRequest, message_id: int) -> HttpResponse:
    """Say what became of a mail in doubt, and how one knows."""
    actor, found = _mine(request, message_id)
    if found.state != OutgoingState.UNCONFIRMED:
        raise IllegalTransition(found.state, OutgoingState.SENT)
    form = SettleForm(posted(request))
    done = _attempt(form, lambda: _settled(actor, found, form))
    if done is None:
        title, label = _("What became of this mail?"), _("Save")
        return _ask(request, form, found, title, label, _of_settling(found))
    messages.success(request, _("The doubt is settled."))
    return redirect("dashboards:message", found.pk)


def _mine(request: HttpRequest, message_id: int) -> tuple[Actor, Outgoing]:
    """Return who asks and the message, for people who read and mend mails there."""
    actor = acting(request)
    found = get_object_or_404(messages_in_scope(actor), pk=message_id)
    for action in (Action.SEE_LEDGER, Action.REPAIR_MAIL):
        require(
            actor,
            action,
            country=found.country_code or None,
            partnership=found.partnership_id,
        )
    return actor, found


def _settled(actor: Actor, found: Outgoing, form: SettleForm) -> bool:
    settle(
        found,
        actor=actor,
        now=timezone.now(),
        arrived=form.has_arrived,
        why=form.cleaned_data["why"],
    )
    return True


def _attempt(form: PlainForm, change: Callable[[], ResultT]) -> ResultT | None:
    """Run a change; what stands in its way is said above the form."""
    try:
        return attempt(form, change)
    except GateBlocked as blocked:
        form.refuse({"": " ".join(blocked.reasons)})
        return None


def _of_again(found: Outgoing) -> Sequence[str]:
    to = _("A second mail goes to %(address)s: “%(subject)s”")
    return [to % _named(found), _("The person may get the same mail twice.")]


def _of_settling(found: Outgoing) -> Sequence[str]:
    about = _("It is about the mail to %(address)s: “%(subject)s”")
    return [
        about % _named(found),
        _("If it arrived, nothing more is sent."),
        _("If it did not arrive, the same mail is sent once more."),
    ]


def _named(found: Outgoing) -> dict[str, str]:
    return {"address": found.to_address, "subject": found.subject or "…"}


def _ask(
    request: HttpRequest,
    form: PlainForm,
    found: Outgoing,
    title: str,
    label: str,
    consequences: Sequence[str],
) -> HttpResponse:
    context = {
        "title": title,
        "consequences": consequences,
        "action_label": label,
        "cancel_url": reverse("dashboards:message", args=[found.pk]),
        "is_danger": False,
        "form": form,
    }
    return render(request, "components/confirm_page.html", context)
