"""Which pages show and take what an agreement reached and spent?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from agreements import selectors
from agreements.forms.results import CorrectionForm, ResultForm, TakeBackForm
from agreements.models import Agreement, PeriodResult
from agreements.selectors.results import (
    currencies_of,
    results_in_scope,
    results_page,
    targets_to_count,
)
from agreements.services.results import (
    correct_result,
    record_result,
    set_serves_children,
    take_back_result,
)
from eclt_partners.accounts.requests import acting
from eclt_partners.accounts.selectors import names_of
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import require
from eclt_partners.common.banners import say_done
from eclt_partners.common.errors import StaleObject
from eclt_partners.common.forms.attempts import attempt, posted
from partners.models import Partnership

RESULTS = "agreements:results"


@require_safe
def results(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Everything recorded of one agreement, with what was corrected."""
    agreement = _in_scope(request, agreement_id)
    partnership = agreement.partnership
    page = results_page(agreement)
    lines = [*page.standing, *page.taken_back]
    rows = [row for line in lines for row in (line.result, *line.earlier)]
    context = {
        "agreement": agreement,
        "partnership": partnership,
        "page": page,
        "names": names_of(row.recorded_by for row in rows),
        "may_record": acting(request).may(
            Action.RECORD_RESULT,
            country=partnership.country_id,
            partnership=partnership.pk,
        ),
        "has_version": agreement.versions.exists(),
    }
    return render(request, "agreements/results.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def result_new(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Record what an agreement reached and spent in one period."""
    agreement = _in_scope(request, agreement_id)
    _require(request, agreement.partnership)
    currencies = currencies_of(agreement)
    if not currencies:
        messages.info(request, _("This agreement has no version yet."))
        return redirect("agreements:detail", agreement.pk)
    targets = targets_to_count(agreement)
    form = ResultForm(posted(request), currencies=currencies, targets=targets)
    recorded = attempt(
        form,
        lambda: record_result(
            actor=acting(request),
            now=timezone.now(),
            agreement=agreement,
            fields=form.result_fields(),
            client_key=form.cleaned_data["idempotency_key"],
        ),
    )
    if recorded is None:
        context = {"form": form, "agreement": agreement, "result": None}
        return render(request, "agreements/result_form.html", context)
    say_done(
        request,
        _("The result is recorded, and both sides see it."),
        url=reverse("agreements:result_take_back", args=[recorded.pk]),
        label=_("Take it back"),
    )
    return redirect(RESULTS, agreement.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def result_correct(request: HttpRequest, result_id: int) -> HttpResponse:
    """Put a result right; what stood there stays readable."""
    result = _standing(request, result_id)
    targets = targets_to_count(result.agreement)
    form = CorrectionForm(
        posted(request),
        currencies=currencies_of(result.agreement),
        targets=targets,
        initial=CorrectionForm.saved(result, targets),
    )
    corrected = attempt(
        form,
        lambda: correct_result(
            actor=acting(request),
            now=timezone.now(),
            result=result,
            fields=form.result_fields(),
            reason=form.cleaned_data["reason"],
            client_key=form.cleaned_data["idempotency_key"],
        ),
    )
    if corrected is None:
        context = {"form": form, "agreement": result.agreement, "result": result}
        return render(request, "agreements/result_form.html", context)
    messages.success(request, _("The result is corrected."))
    return redirect(RESULTS, result.agreement_id)


@require_http_methods(["GET", "HEAD", "POST"])
def result_take_back(request: HttpRequest, result_id: int) -> HttpResponse:
    """Take back a result that should not have been recorded."""
    result = _standing(request, result_id)
    form = TakeBackForm(posted(request))
    taken = attempt(
        form,
        lambda: take_back_result(
            actor=acting(request),
            now=timezone.now(),
            result=result,
            reason=form.cleaned_data["reason"],
            client_key=form.cleaned_data["idempotency_key"],
        ),
    )
    if taken is None:
        context = {
            "form": form,
            "title": _("Take back the result"),
            "consequences": [
                _("It counts nowhere any more."),
                _("It stays readable, with your reason."),
            ],
            "action_label": _("Take it back"),
            "cancel_url": reverse(RESULTS, args=[result.agreement_id]),
            "is_danger": True,
        }
        return render(request, "components/confirm_page.html", context)
    messages.success(request, _("The result is taken back."))
    return redirect(RESULTS, result.agreement_id)


@require_POST
def serves_children(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """Say whether an agreement serves children directly."""
    agreement = _in_scope(request, agreement_id)
    set_serves_children(
        actor=acting(request),
        now=timezone.now(),
        agreement=agreement,
        serves=request.POST.get("serves") == "yes",
    )
    messages.success(request, _("It is noted."))
    return redirect(RESULTS, agreement.pk)


def _in_scope(request: HttpRequest, agreement_id: int) -> Agreement:
    in_scope = selectors.agreements_in_scope(acting(request))
    return get_object_or_404(in_scope, pk=agreement_id)


def _standing(request: HttpRequest, result_id: int) -> PeriodResult:
    """Load a result that counts; a form that is sent twice is the service's matter.

    Raises:
        NotPermitted: no right to record here.
        StaleObject: it was corrected or taken back.
    """
    result = get_object_or_404(results_in_scope(acting(request)), pk=result_id)
    _require(request, result.agreement.partnership)
    if request.method != "POST" and not hasattr(result, "period"):
        raise StaleObject("this result was corrected or taken back")
    return result


def _require(request: HttpRequest, partnership: Partnership) -> None:
    require(
        acting(request),
        Action.RECORD_RESULT,
        country=partnership.country_id,
        partnership=partnership.pk,
    )
