"""How does somebody correct an answer that was sent, and who lets it count?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclt_partners.common.errors import IllegalTransition
from eclt_partners.common.forms.attempts import attempt, posted
from eclt_partners.common.kick import refresh_soon
from reviews.choices import AssessmentState, CorrectionState, ReviewState
from reviews.forms.answers import answer_initial
from reviews.forms.corrections import CorrectionForm
from reviews.models import Answer, Correction, Panelist
from reviews.rules.corrections import counts_at_once, refusal
from reviews.selectors.corrections import Target, correction_facts, targets
from reviews.selectors.questions import Question
from reviews.services.corrections import correct_answer
from reviews.services.seats import require_seat
from reviews.views.answer_rows import answer_text
from reviews.views.pages import review_title
from reviews.views.seats import Seat
from reviews.words import correction_refusal_words


def corrections(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List the sent answers that this person may ask to correct."""
    found = [_block(seat, each) for each in targets(seat.actor, seat.review)]
    context = seat.context(title=review_title(seat), blocks=found)
    return render(request, "reviews/corrections.html", context)


def correct(
    request: HttpRequest, seat: Seat, panelist_id: int, code: str
) -> HttpResponse:
    """Ask for the right answer and the reason, show what that means, then do it."""
    target, question = _target(seat, panelist_id), _question(seat, code)
    before = target.answers.get(code) if target.is_own else None
    form = CorrectionForm(question, posted(request), initial=answer_initial(before))
    done = None
    if "confirm" in request.POST:
        done = attempt(form, lambda: _correct(seat, target, form))
    if done is not None:
        return _after(request, seat, done)
    context = seat.context(
        form=form,
        question=question,
        title=review_title(seat),
        rows=_compared(question, target, form) if form.is_bound else [],
        at_once=counts_at_once(ReviewState(seat.review.state)),
        list_url=seat.url("corrections"),
    )
    is_checked = form.is_bound and form.is_valid() and "change" not in request.POST
    page = "correction_check" if is_checked else "correction"
    return render(request, f"reviews/{page}.html", context)


def _block(seat: Seat, target: Target) -> dict[str, Any]:
    """Return one person's sent answers as rows with a way to correct each."""
    reason = refusal(correction_facts(seat.review, target.assessment))
    return {
        "is_own": target.is_own,
        "name": _name(target.assessment.panelist),
        "why_not": correction_refusal_words(reason) if reason else "",
        "rows": [
            _row(seat, target, each, may=reason is None)
            for each in seat.questions()
            if each.code in target.answers
        ],
    }


def _row(
    seat: Seat, target: Target, question: Question, *, may: bool
) -> dict[str, Any]:
    """Return one answer; what somebody typed in is not shown to them again."""
    latest = target.latest.get(question.code)
    waits = latest is not None and latest.state == CorrectionState.ASKED
    address = seat.url("correct", str(target.assessment.panelist_id), question.code)
    return {
        "title": question.title,
        "value": (
            answer_text(question, target.answers[question.code])
            if target.is_own
            else ""
        ),
        "latest": latest,
        "url": address if may and not waits else "",
    }


def _target(seat: Seat, panelist_id: int) -> Target:
    """Return the sent answers of a seat, when this person may correct them now.

    Raises:
        Http404: nobody on this panel.
        NotPermitted: somebody else's seat, and no right to type in.
        IllegalTransition: nothing is there to be corrected, or it is too late.
    """
    panelist = seat.review.panelists.filter(pk=panelist_id).first()
    if panelist is None:
        raise Http404
    require_seat(seat.actor, panelist)
    for each in targets(seat.actor, seat.review):
        if each.assessment.panelist_id == panelist_id:
            reason = refusal(correction_facts(seat.review, each.assessment))
            if reason is None:
                return each
            raise IllegalTransition(seat.review.state, reason)
    # The same answer whether nothing was sent or somebody else typed: it tells nothing.
    raise IllegalTransition(AssessmentState.DRAFT, AssessmentState.SUBMITTED)


def _question(seat: Seat, code: str) -> Question:
    found = (each for each in seat.questions() if each.code == code)
    question = next(found, None)
    if question is None:
        raise Http404
    return question


def _correct(seat: Seat, target: Target, form: CorrectionForm) -> Correction:
    return correct_answer(
        actor=seat.actor,
        now=seat.now,
        assessment=target.assessment,
        given=form.given,
        reason=form.reason_given,
        send_key=form.cleaned_data["idempotency_key"],
    )


def _after(request: HttpRequest, seat: Seat, done: Correction) -> HttpResponse:
    refresh_soon()
    if done.state == CorrectionState.COUNTED:
        messages.success(request, _("The answer is corrected. It counts from now on."))
    else:
        text = _("Your correction waits for the neutral helper or a director.")
        messages.success(request, text)
    return redirect(seat.url("corrections"))


def _compared(
    question: Question, target: Target, form: CorrectionForm
) -> list[dict[str, str]]:
    """Show what counts now beside what would count; the typist sees the new one."""
    if not form.is_valid():
        return []
    given = form.given
    new = Answer(
        rating=given.rating, no_rating=given.no_rating, evidence=given.evidence
    )
    before = target.answers.get(question.code) if target.is_own else None
    rows = [{"label": _("Until now"), "value": answer_text(question, before)}]
    return [
        *(rows if target.is_own else []),
        {"label": _("Corrected"), "value": answer_text(question, new)},
        {"label": _("Reason, read by both sides"), "value": form.reason_given},
    ]


def _name(person: Panelist) -> str:
    return str(person.user or person.contact or "")
