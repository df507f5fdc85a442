"""Which page shows what would become of a list, and takes the next step?"""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.kick import refresh_soon
from eclt_partners.dashboards.views.attachments import attachment
from eclt_partners.documents.choices import ContentType
from eclt_partners.exchange.choices import ListState, ListStep
from eclt_partners.exchange.forms import QuestionsForm
from eclt_partners.exchange.left_out import left_out_csv
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.services.importing import import_list
from eclt_partners.exchange.services.jobs import MOVED, UNDONE
from eclt_partners.exchange.services.lists import (
    answer_questions,
    is_large,
    lines_of,
    verdicts_of,
)
from eclt_partners.exchange.services.undoing import may_undo, undo_list
from eclt_partners.exchange.views.doors import own_list, who_imports
from eclt_partners.exchange.views.list_parts import list_parts, questions_of
from eclt_partners.exchange.views.sending import in_background, see_other, work_on

ANSWER: Final = "answer"


@require_http_methods(["GET", "HEAD", "POST"])
def one_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show what would become of a list; a POST takes the step that it names."""
    kept = own_list(request, list_id)
    who_imports(request)
    if request.method != "POST":
        return _page(request, kept)
    # Who tries again on the page of work that failed names no step.
    step = request.POST.get("step") or kept.asked_step
    if step == ANSWER:
        return _answer(request, kept)
    if step == ListStep.WRITE:
        return _write(request, kept)
    if step == ListStep.UNDO:
        return _undo(request, kept)
    if kept.state in {ListState.SENT, ListState.CHECKED}:
        return work_on(who_imports(request), kept)
    return see_other("exchange:list", kept.pk)


@require_safe
def left_out(request: HttpRequest, list_id: int) -> HttpResponseBase:
    """Hand out the rows that are not imported, each with its reason."""
    kept = own_list(request, list_id)
    who_imports(request)
    with override(kept.language):
        content = left_out_csv(
            lines_of(kept), verdicts_of(kept), language=kept.language
        )
    answer = HttpResponse(content if request.method == "GET" else b"")
    name = f"left-out-{kept.pk}.csv"
    return attachment(answer, name=name, content_type=ContentType.CSV)


def _answer(request: HttpRequest, kept: PartnerImport) -> HttpResponse:
    """Keep what was said about partners that look the same, and check again."""
    actor = who_imports(request)
    form = QuestionsForm(request.POST, questions=questions_of(kept))
    if not form.is_valid():
        return _page(request, kept, form)
    if not (answers := form.answers()):
        messages.info(request, _("You answered no question."))
        return see_other("exchange:list", kept.pk)
    now = timezone.now()
    answer_questions(actor=actor, kept_id=kept.pk, answers=answers, now=now)
    return work_on(actor, kept)


def _write(request: HttpRequest, kept: PartnerImport) -> HttpResponse:
    """Import a list, at once or in the background when it is large."""
    actor = who_imports(request)
    if is_large(kept):
        return in_background(actor, kept, ListStep.WRITE)
    if import_list(actor=actor, kept_id=kept.pk, now=timezone.now()):
        refresh_soon()
        messages.success(request, _("Your list is imported."))
    else:
        messages.warning(request, gettext(MOVED))
    return see_other("exchange:list", kept.pk)


def _undo(request: HttpRequest, kept: PartnerImport) -> HttpResponse:
    """Take an imported list back, at once or in the background when it is large."""
    actor = who_imports(request)
    if is_large(kept) and may_undo(kept, now=timezone.now()):
        return in_background(actor, kept, ListStep.UNDO)
    try:
        undo_list(actor=actor, kept_id=kept.pk, now=timezone.now())
    except InvalidInput as refusal:
        messages.error(request, refusal.problems[""])
    else:
        refresh_soon()
        messages.success(request, gettext(UNDONE))
    return see_other("exchange:list", kept.pk)


def _page(
    request: HttpRequest, kept: PartnerImport, form: QuestionsForm | None = None
) -> HttpResponse:
    context = {
        "kept": kept,
        "form": form or QuestionsForm(questions=questions_of(kept)),
        **list_parts(who_imports(request), kept, now=timezone.now()),
    }
    return render(request, "exchange/list.html", context)
