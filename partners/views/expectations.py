"""Which pages hold what each side expects? The same for both sides."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from eclt_partners.common.actions import Action
from eclt_partners.common.forms.attempts import attempt, posted
from partners.forms.expectations import ExpectationsForm, LookBackForm
from partners.forms.revised import attempt_seen
from partners.forms.sides import FOUNDATION
from partners.models import PartnershipParty
from partners.selectors.expectations import (
    expectations_seen,
    sides_of,
    words_in_short,
)
from partners.selectors.sides import parties_seen
from partners.services import expectations as services
from partners.services.together import require_voice
from partners.views.chairs import Chair


@require_safe
def expectations(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Show what each side expects, and whether both have confirmed it."""
    sides = sides_of(chair.partnership, chair.party_id)
    rows = [story.row for side in sides for story in side.stories]
    name = services.CONFIRMED[chair.side]
    context = chair.context(
        sides=[(side, _write_url(chair, side.party_id, side.key)) for side in sides],
        seen=services.stamp_of(rows),
        is_complete=all(not side.lacks for side in sides),
        waits=sum(getattr(row, name) is None for row in rows),
    )
    return render(request, "partners/plans/expectations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def expectations_write(request: HttpRequest, chair: Chair, who: int) -> HttpResponse:
    """Write what one side expects, and one thing it is unsure about."""
    party = _party(chair, who)
    chair.require(Action.PLAN_TOGETHER)
    require_voice(chair.actor, chair.partnership, party)
    rows = list(chair.partnership.expectations.filter(party=party))
    form = ExpectationsForm(posted(request), rows=rows)
    saved = attempt_seen(
        form,
        lambda: services.write_expectations(
            actor=chair.actor,
            now=chair.now,
            partnership=chair.partnership,
            party=party,
            texts=form.texts(),
            doubt=form.cleaned_data["doubt"],
            seen=form.seen_stamp,
        ),
    )
    if saved is None:
        is_entered = party is not None and not chair.is_partner
        context = chair.context(form=form, party=party, is_entered=is_entered)
        page = "partners/plans/expectations_write.html"
        return render(request, page, context, status=form.status)
    messages.success(request, _("It is saved. Both sides confirm it now."))
    return redirect(chair.url("expectations"))


@require_POST
def expectations_confirm(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Confirm everything that is written, for the own side."""
    services.confirm_expectations(
        actor=chair.actor,
        now=chair.now,
        partnership=chair.partnership,
        seen=request.POST.get("seen", ""),
    )
    messages.success(request, _("Your side has confirmed."))
    return redirect(chair.url("expectations"))


@require_http_methods(["GET", "HEAD", "POST"])
def expectations_look(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Note what a talk found had become of the expectations."""
    chair.require(Action.RECORD_TALK)
    rows = list(expectations_seen(chair.partnership, chair.party_id))
    form = LookBackForm(posted(request), rows=rows)
    saved = attempt(
        form,
        lambda: services.look_back(
            actor=chair.actor,
            now=chair.now,
            partnership=chair.partnership,
            looks=form.looks(),
        ),
    )
    if saved is None:
        sides = words_in_short(rows)
        context = chair.context(form=form, has_rows=bool(rows), sides=sides)
        return render(request, "partners/plans/expectations_look.html", context)
    messages.success(request, _("It is noted."))
    return redirect(chair.url("expectations"))


def _party(chair: Chair, who: int) -> PartnershipParty | None:
    """Return the party of an address; 0 is the foundation."""
    if str(who) == FOUNDATION:
        return None
    for party in parties_seen(chair.partnership, chair.party_id):
        if party.pk == who:
            return party
    raise Http404


def _write_url(chair: Chair, party_id: int | None, key: str) -> str:
    """Return where to write the words of a side, or "" for those of the other."""
    is_others = chair.is_partner and party_id is None
    if is_others or not chair.may_write:
        return ""
    return chair.url("expectations_write", key)
