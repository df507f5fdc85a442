"""Which pages show an agreement and register its versions?"""

from datetime import date
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements import selectors
from agreements.forms import AgreementForm, PromiseRows, VersionForm
from agreements.models import Agreement, AgreementVersion
from agreements.selectors.results import standing_results
from agreements.selectors.stories import story_of
from agreements.services.agreements import register_agreement, register_version
from agreements.table_words import ended_words
from agreements.views.chairs import begin_again_url
from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.selectors import names_of
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.forms.attempts import attempt, posted
from partners.models import Partnership
from partners.selectors import open_parties, partnership_for_forms

SAME_AS_BEFORE = ("effective_to", "amount", "currency", "rate", "rate_on")


@require_safe
def agreement_detail(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """One agreement: what holds now, the promises of both sides, all versions."""
    agreement = _in_scope(request, agreement_id)
    partnership = agreement.partnership
    today = partnership.country.today(now=timezone.now())
    page = selectors.agreement_page(agreement, today=today)
    may = partial(
        acting(request).may, country=partnership.country_id, partnership=partnership.pk
    )
    context = {
        "page": page,
        "agreement": agreement,
        "partnership": partnership,
        "parties": agreement.parties.select_related("partner"),
        "today": today,
        "story": story_of(agreement, page.rows),
        "names": names_of(row.version.created_by for row in page.rows),
        "ended": ended_words(page.tables[0], today) if page.came_to_nothing else "",
        "begin_url": begin_again_url(agreement)
        if may(Action.PROPOSE_CHANGE) and not partnership.has_ended
        else "",
        "results": standing_results([agreement]),
        "may_record": may(Action.RECORD_RESULT),
        "may_raise": may(Action.RAISE_CHANGE),
        "may_register": may(Action.REGISTER),
        "may_report": may(Action.CONFIRM_RECORD),
    }
    return render(request, "agreements/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_new(request: HttpRequest, partnership_id: int) -> HttpResponse:
    """Register an agreement on paper with its first version."""
    actor = acting(request)
    partnership = get_object_or_404(partnership_for_forms(actor), pk=partnership_id)
    _require(request, partnership)
    rows = PromiseRows(posted(request), parties=open_parties(partnership))
    form = _agreement_form(request, rows, partnership)
    agreement = attempt(
        form,
        lambda: register_agreement(
            actor=actor,
            now=timezone.now(),
            partnership=partnership,
            fields=form.agreement_fields(),
            version=form.version_fields(),
            promises=rows.drafts(),
        ),
        rows=rows,
    )
    if agreement is None:
        context = {
            "form": form,
            "rows": rows,
            "all_forms": [form, *rows],
            "partnership": partnership,
        }
        return render(request, "agreements/new.html", context)
    messages.success(request, _("The agreement is registered."))
    return redirect("agreements:detail", agreement.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def version_new(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Register the next version of an agreement."""
    agreement = _in_scope(request, agreement_id)
    _require(request, agreement.partnership)
    head = selectors.head_of(agreement)
    if head is None:
        # Its first version is written at the table, so that both sides agree to it.
        messages.info(request, _("This agreement has no version yet."))
        return redirect("agreements:detail", agreement.pk)
    parties = open_parties(agreement.partnership)
    rows = PromiseRows(posted(request), parties=parties, base=head)
    form = _version_form(request, rows, head)
    version = attempt(
        form,
        lambda: register_version(
            actor=acting(request),
            now=timezone.now(),
            agreement=agreement,
            base_number=form.cleaned_data["base_number"],
            fields=form.version_fields(),
            promises=rows.drafts(),
        ),
        rows=rows,
    )
    if version is None:
        context = {
            "form": form,
            "rows": rows,
            "all_forms": [form, *rows],
            "agreement": agreement,
            "head": head,
        }
        return render(request, "agreements/version_new.html", context)
    text = _("Version %(number)s is registered.")
    messages.success(request, text % {"number": version.number})
    return redirect("agreements:detail", agreement.pk)


def _agreement_form(
    request: HttpRequest, rows: PromiseRows, partnership: Partnership
) -> AgreementForm:
    if rows.wants_more:
        return AgreementForm(initial=request.POST.dict())
    initial = {"currency": partnership.country.currency, "rate_on": _today(partnership)}
    return AgreementForm(posted(request), initial=initial)


def _version_form(
    request: HttpRequest, rows: PromiseRows, head: AgreementVersion
) -> VersionForm:
    if rows.wants_more:
        return VersionForm(initial=request.POST.dict())
    initial = {name: getattr(head, name) for name in SAME_AS_BEFORE}
    return VersionForm(posted(request), initial={**initial, "base_number": head.number})


def _today(partnership: Partnership) -> date:
    return partnership.country.today(now=timezone.now())


def _in_scope(request: HttpRequest, agreement_id: int) -> Agreement:
    in_scope = selectors.agreements_in_scope(acting(request))
    return get_object_or_404(in_scope, pk=agreement_id)


def _require(request: HttpRequest, partnership: Partnership) -> None:
    require(
        acting(request),
        Action.REGISTER,
        country=partnership.country_id,
        partnership=partnership.pk,
    )
