"""How does one person of either side answer a review, screen by screen?"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclt_partners.common.errors import IllegalTransition, InvalidInput
from eclt_partners.common.forms.attempts import posted
from eclt_partners.common.kick import refresh_soon
from reviews.forms.answers import (
    AnswerForm,
    ClosingForm,
    SendForm,
    answer_initial,
    closing_initial,
)
from reviews.selectors.evidence import own_evidence
from reviews.selectors.opened import progress_at_opening
from reviews.selectors.own_answers import OwnAnswers
from reviews.selectors.questions import Question
from reviews.services.answers import (
    save_answers,
    save_closing,
    start_assessment,
    submit_assessment,
)
from reviews.views.answer_rows import check_rows, missing_rows
from reviews.views.pages import has_result, shown_by, who_reads
from reviews.views.replies import Forms, conflict, go_on
from reviews.views.safety import say_who_calls, tell_of_danger
from reviews.views.seats import Seat


def answer(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    """Ask one question; saving leads to the next one without an answer."""
    own = seat.shown_answers(as_shell="shell" in request.GET)
    question = own.question(code)
    if question is None:
        raise Http404
    form = _answer_form(request, own, question)
    if request.method == "POST" and form.is_valid():
        refusal = _save(request, seat, [form])
        if refusal or not form.errors:
            return refusal or go_on(request, _after(request, seat, own, code), [form])
    elif elsewhere := _elsewhere(seat, own):
        return redirect(elsewhere)
    context = seat.context(
        form=form,
        question=question,
        own=own,
        place=own.questions.index(question) + 1,
        files_count=0 if "shell" in request.GET else _files_count(own, code),
        draft_key=seat.draft_key(code),
        following_url=_following_url(seat, own, code),
    )
    return render(request, "answer/dimension.html", context)


def answer_all(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask everything on one page; what is left out can be answered later."""
    own = seat.own_answers()
    forms = _all_forms(request, seat, own)
    _tell_of_danger_first(request, seat, forms)
    if request.method == "POST" and _are_good(forms):
        refusal = _save(request, seat, forms)
        if refusal or _are_good(forms):
            return refusal or go_on(request, _after_closing(seat, forms), forms)
    elif elsewhere := _elsewhere(seat, own):
        return redirect(elsewhere)
    context = seat.context(form=forms, own=own, draft_key=seat.draft_key("all"))
    return render(request, "answer/all.html", context)


def closing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask for the overall feeling and for comments."""
    own = seat.shown_answers(as_shell="shell" in request.GET)
    form = ClosingForm(
        seat.closing_texts(),
        posted(request),
        initial=closing_initial(own.assessment),
        principles=seat.principles(),
    )
    _tell_of_danger_first(request, seat, [form])
    if request.method == "POST" and form.is_valid():
        refusal = _save(request, seat, [form])
        if refusal or not form.errors:
            following = _after_closing(seat, [form], stops="stop" in request.POST)
            return refusal or go_on(request, following, [form])
    elif elsewhere := _elsewhere(seat, own):
        return redirect(elsewhere)
    context = seat.context(form=form, own=own, draft_key=seat.draft_key("closing"))
    return render(request, "answer/closing.html", context)


def check(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show all answers before they are sent and locked."""
    own = seat.own_answers()
    if elsewhere := _elsewhere(seat, own):
        return redirect(elsewhere)
    form = SendForm(posted(request))
    if request.method == "POST" and form.is_valid():
        _send(seat, own, form)
        if not form.errors:
            return go_on(request, seat.url("done"))
    context = seat.context(
        form=form,
        own=own,
        missing=missing_rows(seat, own),
        files=own_evidence(own.assessment),
        rows=check_rows(seat, own),
        who_reads=who_reads(seat),
        draft_key=seat.draft_key("send"),
    )
    return render(request, "answer/check.html", context)


def done(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Say that the answers are in and what happens next; may be opened again."""
    own = seat.own_answers()
    if not own.is_sent:
        return redirect(seat.url("hub"))
    context = seat.context(
        own=own,
        who_reads=who_reads(seat),
        has_result=has_result(seat),
        is_one_sided=has_result(seat) and _is_one_sided(seat),
        result_url=seat.url("result"),
        closes_on=shown_by(seat),
        ask_home_url=seat.url("ask_home") if seat.is_partner else "",
        next_day_url=seat.url("next_day"),
        pdf_url=seat.url("answers_pdf"),
        corrections_url=seat.url("corrections"),
        draft_key=seat.draft_key(""),
    )
    return render(request, "answer/done.html", context)


def _is_one_sided(seat: Seat) -> bool:
    return len(progress_at_opening(seat.review).heard) == 1


def _files_count(own: OwnAnswers, code: str) -> int:
    return len(own_evidence(own.assessment, code))


def _elsewhere(seat: Seat, own: OwnAnswers) -> str:
    """Return where to go when there is nothing to answer here (any more), or ""."""
    if own.is_sent:
        return seat.url("done")
    return "" if seat.may_answer else seat.url("hub")


def _answer_form(
    request: HttpRequest, own: OwnAnswers, question: Question, **more: Any
) -> AnswerForm:
    return AnswerForm(
        question,
        posted(request),
        initial=answer_initial(own.answers.get(question.code)),
        last_time=own.last_time.get(question.code),
        **more,
    )


def _all_forms(request: HttpRequest, seat: Seat, own: OwnAnswers) -> Forms:
    answers = [
        _answer_form(request, own, each, prefix=each.code, may_be_empty=True)
        for each in own.questions
    ]
    last = ClosingForm(
        seat.closing_texts(),
        posted(request),
        prefix="closing",
        initial=closing_initial(own.assessment),
        principles=seat.principles(),
    )
    return [*answers, last]


def _are_good(forms: Forms) -> bool:
    return not any(form.errors for form in forms)


def _save(request: HttpRequest, seat: Seat, forms: Forms) -> HttpResponse | None:
    """Save valid forms; return a page when that would cost somebody's words.

    That is so when the review takes no answers now, or when an answer was changed
    elsewhere since this page was opened.
    """
    if any(form.is_in_conflict for form in forms):
        return conflict(request, seat, forms)
    try:
        with transaction.atomic():
            _save_forms(seat, forms)
    except InvalidInput as refusal:
        forms[0].refuse(refusal.problems)
    except IllegalTransition:
        context = seat.context(texts=_typed_texts(forms))
        return render(request, "answer/too_late.html", context, status=409)
    return None


def _save_forms(seat: Seat, forms: Forms) -> None:
    actor, now = seat.actor, seat.now
    draft = start_assessment(actor=actor, now=now, panelist=seat.own_panelist())
    given = [
        form.given
        for form in forms
        if isinstance(form, AnswerForm) and form.is_answered and not form.is_untouched
    ]
    save_answers(actor=actor, now=now, assessment=draft, given=given)
    for form in _closing_forms(forms):
        if not form.is_untouched:
            save_closing(actor=actor, now=now, assessment=draft, closing=form.closing)


def _tell_of_danger_first(request: HttpRequest, seat: Seat, forms: Forms) -> None:
    """Report a danger before anything else can fail: a gap, a conflict, a review over.

    Asking again while the report is new changes nothing.
    """
    if request.method != "POST":
        return
    for form in _closing_forms(forms):
        form.is_valid()
        if form.danger is not None:
            tell_of_danger(seat, form.danger)
            say_who_calls(request, seat)


def _closing_forms(forms: Forms) -> list[ClosingForm]:
    return [form for form in forms if isinstance(form, ClosingForm)]


def _after_closing(seat: Seat, forms: Forms, *, stops: bool = False) -> str:
    """Return where to go after the closing step; first of all, to safety."""
    if any(form.danger is not None for form in _closing_forms(forms)):
        return seat.url("safety")
    return seat.url("hub" if stops else "check")


def _typed_texts(forms: Forms) -> list[dict[str, str]]:
    """Return what was typed, so that a review that is over costs nobody a word."""
    return [
        {"label": str(field.label), "value": str(field.value())}
        for form in forms
        for field in form.visible_fields()
        if field.value() and not field.name.endswith(("_audience", "safety"))
    ]


def _send(seat: Seat, own: OwnAnswers, form: SendForm) -> None:
    key: UUID = form.cleaned_data["idempotency_key"]
    if own.missing or own.assessment is None:
        count = len(own.missing)
        text = ngettext(
            "%(count)d question has no answer yet",
            "%(count)d questions have no answer yet",
            count,
        )
        form.add_error(None, text % {"count": count})
        return
    try:
        submit_assessment(
            actor=seat.actor, now=seat.now, assessment=own.assessment, send_key=key
        )
    except InvalidInput as refusal:
        form.refuse({"": refusal.problems.get("", _("Answer all questions first"))})
        return
    refresh_soon()


def _after(request: HttpRequest, seat: Seat, own: OwnAnswers, code: str) -> str:
    """Return where to go once an answer is saved."""
    if "stop" in request.POST:
        return seat.url("hub")
    if "file" in request.POST:
        return seat.url("evidence", code)
    if request.GET.get("back") == "check":
        return seat.url("check")
    following = own.after(code)
    return seat.url("answer", following.code) if following else seat.url("closing")


def _following_url(seat: Seat, own: OwnAnswers, code: str) -> str:
    """Return the page after this question, answered or not: the way on offline."""
    codes = [each.code for each in own.questions]
    later = codes[codes.index(code) + 1 :]
    return seat.url("answer", later[0]) if later else seat.url("closing")
