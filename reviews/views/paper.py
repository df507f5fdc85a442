"""How do people answer on paper, and how is that typed in for them?

A typist starts from an empty page: nobody reads what another person saved. Who typed
stays visible for ever (methods B5.9).
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.forms.attempts import posted
from eclt_partners.common.kick import refresh_soon
from reviews.choices import Audience, NoRating, WorkAgain
from reviews.forms.answers import AnswerForm, ClosingForm, SendForm
from reviews.models import Panelist
from reviews.services.answers import (
    save_answers,
    save_closing,
    start_assessment,
    submit_assessment,
)
from reviews.services.seats import ANSWERABLE
from reviews.views.pages import review_title, who_reads
from reviews.views.seats import Seat


def paper(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show all questions on a page for printing; both sides may."""
    context = seat.context(
        title=review_title(seat), pdf_url=seat.url("paper_pdf"), **paper_parts(seat)
    )
    return render(request, "answer/paper.html", context)


def paper_parts(seat: Seat) -> dict[str, Any]:
    """Return what stands on the paper, printed from the page or as a PDF."""
    return {
        "due_on": seat.review.due_on,
        "questions": seat.questions(),
        "closing": seat.closing_texts(),
        "reasons": NoRating.labels,
        "again": WorkAgain.labels,
        "audiences": Audience.labels,
        "who_reads": who_reads(seat) if seat.panelist else [],
    }


def choose_person(request: HttpRequest, seat: Seat) -> HttpResponse:
    """List the people on the panel, whoever has answered: the list tells nothing."""
    _require_typist(seat)
    people = seat.review.panelists.filter(left_at=None).select_related(
        "user", "contact"
    )
    rows = [
        {"name": _name(each), "url": seat.url("enter", str(each.pk))} for each in people
    ]
    context = seat.context(rows=rows, title=review_title(seat))
    return render(request, "reviews/choose_person.html", context)


def enter(request: HttpRequest, seat: Seat, panelist_id: int) -> HttpResponse:
    """Type in what somebody answered on paper or by phone, and send it at once."""
    _require_typist(seat)
    person = _person(seat, panelist_id)
    if hasattr(person, "assessment"):
        return _refuse(request, seat, person)
    forms = _forms(request, seat)
    sending = SendForm(posted(request))
    if request.method == "POST" and all(form.is_valid() for form in (*forms, sending)):
        _send(seat, person, forms, sending)
        if not forms[0].errors:
            refresh_soon()
            text = _("The answers of %(name)s are in. It stays visible that you typed.")
            messages.success(request, text % {"name": _name(person)})
            return redirect(seat.url("hub"))
    context = seat.context(
        form=forms, sending=sending, person=_name(person), title=review_title(seat)
    )
    return render(request, "reviews/enter.html", context)


def _require_typist(seat: Seat) -> None:
    seat.require(Action.RECORD_TALK)
    seat.require_state(*sorted(ANSWERABLE))


def _refuse(request: HttpRequest, seat: Seat, person: Panelist) -> HttpResponse:
    """Go back to the list: the person answers already, or has answered."""
    text = _("%(name)s has begun to answer. Nothing can be typed in any more.")
    messages.info(request, text % {"name": _name(person)})
    return redirect(seat.url("choose_person"))


def _person(seat: Seat, panelist_id: int) -> Panelist:
    """Return the seat of somebody who answers.

    Raises:
        Http404: nobody on this panel.
    """
    found = (
        Panelist.objects.select_related("review", "user", "contact")
        .filter(review=seat.review, left_at=None, pk=panelist_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _name(person: Panelist) -> str:
    return str(person.user or person.contact or "")


def _forms(request: HttpRequest, seat: Seat) -> Sequence[AnswerForm | ClosingForm]:
    answers = [
        AnswerForm(each, posted(request), prefix=each.code) for each in seat.questions()
    ]
    closing = ClosingForm(seat.closing_texts(), posted(request), prefix="closing")
    # Paper may lie about: what concerns safety is told by voice.
    del closing.fields["safety"]
    return [*answers, closing]


def _send(
    seat: Seat,
    person: Panelist,
    forms: Sequence[AnswerForm | ClosingForm],
    sending: SendForm,
) -> None:
    actor, now = seat.actor, seat.now
    try:
        with transaction.atomic():
            draft = start_assessment(actor=actor, now=now, panelist=person)
            given = [form.given for form in forms if isinstance(form, AnswerForm)]
            save_answers(actor=actor, now=now, assessment=draft, given=given)
            for form in forms:
                if isinstance(form, ClosingForm):
                    save_closing(
                        actor=actor, now=now, assessment=draft, closing=form.closing
                    )
            submit_assessment(
                actor=actor,
                now=now,
                assessment=draft,
                send_key=sending.cleaned_data["idempotency_key"],
            )
    except InvalidInput as refusal:
        forms[0].refuse(refusal.problems)
