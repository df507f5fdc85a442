"""Which pages hold what each side checked of the other? The same for both sides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.common.actions import Action
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import refresh_soon
from partners.choices import CheckKind
from partners.forms.checks import CheckForm, InterestsForm
from partners.selectors.checks import checks_page
from partners.selectors.sides import parties_seen
from partners.services import checks as services
from partners.views.chairs import Chair


@require_safe
def checks(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Show the checks of both sides and until when they are valid."""
    page = checks_page(chair.partnership, chair.party_id, today=chair.today)
    return render(request, "partners/plans/checks.html", chair.context(page=page))


@require_http_methods(["GET", "HEAD", "POST"])
def check_new(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Note a check that one side made of the other."""
    chair.require(Action.PLAN_TOGETHER)
    form = CheckForm(
        posted(request),
        parties=parties_seen(chair.partnership, chair.party_id),
        is_partner=chair.is_partner,
    )
    saved = attempt(
        form,
        lambda: services.record_check(
            actor=chair.actor,
            now=chair.now,
            partnership=chair.partnership,
            party=form.chosen_party,
            kind=CheckKind(form.cleaned_data["kind"]),
            direction=form.chosen_direction,
            fields=form.check_fields(),
        ),
    )
    if saved is None:
        context = chair.context(form=form)
        return render(request, "partners/plans/check.html", context)
    return _saved(request, chair)


@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Say which conflicts of interest the own side has; "none" is an answer."""
    chair.require(Action.PLAN_TOGETHER)
    form = InterestsForm(
        posted(request),
        parties=parties_seen(chair.partnership, chair.party_id),
        is_partner=chair.is_partner,
    )
    saved = attempt(
        form,
        lambda: services.state_interests(
            actor=chair.actor,
            now=chair.now,
            partnership=chair.partnership,
            party=chair.party or form.cleaned_data.get("who"),
            text=form.cleaned_data["text"],
        ),
    )
    if saved is None:
        context = chair.context(form=form)
        return render(request, "partners/plans/interests.html", context)
    return _saved(request, chair)


def _saved(request: HttpRequest, chair: Chair) -> HttpResponse:
    refresh_soon()
    messages.success(request, _("It is saved. Both sides see it."))
    return redirect(chair.url("checks"))
