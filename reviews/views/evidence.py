"""How does a person add photos and files to an own answer, after saving it?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eclt_partners.common.forms.attempts import attempt, posted
from reviews.forms.evidence import EvidenceForm
from reviews.models import Assessment
from reviews.selectors.evidence import own_evidence
from reviews.selectors.own_answers import OwnAnswers
from reviews.services.evidence import MOST_FILES, add_evidence, take_back_evidence
from reviews.views.replies import go_on
from reviews.views.seats import Seat


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    """Show the own files of one answer, add one, or take one back."""
    own = seat.own_answers()
    question, assessment = own.question(code), own.assessment
    if question is None:
        raise Http404
    if assessment is None or own.is_sent or not seat.may_answer:
        return redirect(seat.url("hub"))
    if code not in own.answers:
        return redirect(seat.url("answer", code))
    if "take_back" in request.POST:
        return _take_back(request, seat, assessment, code)
    form = EvidenceForm(posted(request), request.FILES or None)
    if attempt(form, lambda: _add(seat, assessment, code, form)) is not None:
        messages.success(request, _("The file is added to your answer."))
        return go_on(request, seat.url("evidence", code))
    context = seat.context(
        form=form, question=question, **_files(seat, own, assessment, code)
    )
    return render(request, "answer/evidence.html", context)


def _files(
    seat: Seat, own: OwnAnswers, assessment: Assessment, code: str
) -> dict[str, Any]:
    """Return the files of the answer and where to go on."""
    files = own_evidence(assessment, code)
    following = own.after(code)
    return {
        "files": files,
        "may_add": len(files) < MOST_FILES,
        "answer_url": seat.url("answer", code),
        "next_url": seat.url("answer", following.code)
        if following
        else seat.url("closing"),
    }


def _add(seat: Seat, assessment: Assessment, code: str, form: EvidenceForm) -> object:
    return add_evidence(
        actor=seat.actor,
        now=seat.now,
        assessment=assessment,
        dimension=code,
        upload=form.upload,
        audience=form.cleaned_data["audience"],
        client_key=form.cleaned_data["idempotency_key"],
    )


def _take_back(
    request: HttpRequest, seat: Seat, assessment: Assessment, code: str
) -> HttpResponse:
    wanted = request.POST["take_back"]
    found = [each for each in own_evidence(assessment, code) if str(each.pk) == wanted]
    for each in found:
        take_back_evidence(
            actor=seat.actor, now=seat.now, assessment=assessment, evidence=each
        )
        messages.success(request, _("The file is taken back."))
    return redirect(seat.url("evidence", code))
