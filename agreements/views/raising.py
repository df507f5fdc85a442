"""Which pages raise a change of an agreement, or begin a new agreement?"""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.forms.table import BeginForm, RaiseForm
from agreements.models import Renegotiation
from agreements.selectors.proposals import parties_of
from agreements.selectors.table_page import open_table_of
from agreements.services.beginning import begin_agreement
from agreements.services.raising import raise_change
from agreements.views.chairs import Chair
from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import refresh_soon, send_soon
from partners.models import Partnership
from partners.selectors import partnership_for_forms


@require_http_methods(["GET", "HEAD", "POST"])
def raise_page(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Raise a change in a minute; an open one is joined."""
    chair.require(Action.RAISE_CHANGE)
    parties = [] if chair.is_partner else parties_of(chair.agreement)
    form = RaiseForm(posted(request), parties=parties)
    table = attempt(
        form,
        lambda: raise_change(
            actor=chair.actor,
            now=chair.now,
            agreement=chair.agreement,
            wish=form.wish(),
            for_party=form.party(),
        ),
    )
    if table is None:
        running = open_table_of(chair.agreement)
        context = chair.context(form=form, running=running, back_url=_back(chair))
        return render(request, "agreements/table/raise.html", context)
    return _to_table(request, replace(chair, renegotiation=table))


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Begin a new agreement whose first version both sides write together."""
    actor = acting(request)
    partnership = get_object_or_404(partnership_for_forms(actor), pk=partnership_id)
    _require(actor, partnership)
    form = BeginForm(posted(request), initial=_as_before(request, partnership))
    table = attempt(
        form,
        lambda: begin_agreement(
            actor=actor,
            now=timezone.now(),
            partnership=partnership,
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
        ),
    )
    if table is None:
        context = {"form": form, "partnership": partnership}
        return render(request, "agreements/table/begin.html", context)
    return _begun(request, table)


def _as_before(request: HttpRequest, partnership: Partnership) -> dict[str, str]:
    """Return kind and title of an agreement that was not agreed and is begun anew."""
    again = request.GET.get("again", "")
    if not again.isdecimal():
        return {}
    before = partnership.agreements.filter(pk=int(again[:18])).first()
    return {"kind": before.kind_id, "title": before.title} if before else {}


def _require(actor: Actor, partnership: Partnership) -> None:
    require(
        actor,
        Action.PROPOSE_CHANGE,
        country=partnership.country_id,
        partnership=partnership.pk,
    )


def _begun(request: HttpRequest, table: Renegotiation) -> HttpResponse:
    send_soon()
    messages.success(request, _("The new agreement is begun. Both sides write it."))
    return redirect("agreements:table", table.pk)


def _to_table(request: HttpRequest, chair: Chair) -> HttpResponse:
    send_soon()
    refresh_soon()
    messages.success(request, _("It is noted. The other side gets a mail."))
    return redirect(chair.url("table"))


def _back(chair: Chair) -> str:
    """Return where somebody goes who does not want to raise it."""
    return chair.home_url if chair.is_partner else chair.agreement_url("detail")
