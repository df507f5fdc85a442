"""Which pages let administrators set up the kinds of agreement?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.forms.kinds import KindForm
from agreements.models import AgreementKind
from agreements.selectors.kinds import kinds as all_kinds
from agreements.services.kinds import add_kind, change_kind
from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.forms.attempts import attempt, posted


@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """All kinds of agreement by name."""
    require(acting(request), Action.MANAGE_KINDS)
    return render(request, "setup/kinds.html", {"kinds": all_kinds()})


@require_http_methods(["GET", "HEAD", "POST"])
def kind_new(request: HttpRequest) -> HttpResponse:
    """Add a kind of agreement."""
    actor = acting(request)
    require(actor, Action.MANAGE_KINDS)
    form = KindForm(posted(request))
    added = attempt(
        form,
        lambda: add_kind(actor=actor, now=timezone.now(), fields=form.kind_fields()),
    )
    if added is None:
        return render(request, "setup/kind_form.html", {"form": form})
    messages.success(request, _("%(name)s is added.") % {"name": added.name})
    return redirect("agreements:kinds")


@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: HttpRequest, code: str) -> HttpResponse:
    """Rename a kind of agreement, retire it, or take it up again."""
    actor = acting(request)
    require(actor, Action.MANAGE_KINDS)
    found = get_object_or_404(AgreementKind, pk=code)
    form = KindForm(posted(request), kind=found)
    changed = attempt(
        form,
        lambda: change_kind(
            actor=actor, now=timezone.now(), kind=found, fields=form.kind_fields()
        ),
    )
    if changed is None:
        return render(request, "setup/kind_form.html", {"form": form, "kind": found})
    messages.success(request, _("Your changes are saved."))
    return redirect("agreements:kinds")
