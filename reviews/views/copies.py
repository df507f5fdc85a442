"""Which PDFs does somebody take along: the own answers, the questions, the result?

Each says what its page says to the same person, and no more.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eclt_partners.common.pdf import pdf_response
from eclt_partners.common.words import plain_datetime
from partners.choices import Side
from partners.selectors.people import people_names
from reviews.choices import AnswerMode, NoRating, WorkAgain
from reviews.models import Answer
from reviews.rules.blind import Viewer
from reviews.selectors.questions import ClosingTexts, Question
from reviews.selectors.results import ReviewResult, review_result
from reviews.selectors.sent_answers import SentAnswers, sent_answers
from reviews.views.pages import review_title, who_reads
from reviews.views.paper import paper_parts
from reviews.views.results import shown_parts
from reviews.views.seats import Seat
from reviews.words import status_text

Part = dict[str, Any]


@require_safe
def answers_pdf(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Return the own answers as they were sent; nobody else gets them here."""
    sent = sent_answers(seat.own_panelist())
    if sent is None:
        return redirect(seat.url("hub"))
    context = {
        "title": _("Your answers"),
        "facts": _sending_facts(seat, sent),
        "is_late": sent.assessment.is_late,
        "is_together": sent.mode == AnswerMode.TOGETHER,
        "answers": [_answer_part(*pair) for pair in sent.pairs],
        "given": sent.assessment,
        "closing": seat.closing_texts(),
        "work_again": _again(sent),
        "comments": _own_comments(sent, seat.closing_texts()),
        "who_reads": who_reads(seat),
    }
    return _pdf("answers", seat, context)


@require_safe
def paper_pdf(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Return the questions for answering on paper; both sides may have them."""
    return _pdf(
        "paper", seat, {"title": _("The questions on paper"), **paper_parts(seat)}
    )


@require_safe
def result_pdf(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Return what the reader may see of the result, to be taken into the talk."""
    found = review_result(seat.actor, seat.review, today=seat.today)
    parts = shown_parts(seat, found)
    if not found.is_unveiled and parts["record"] is None:
        return redirect(seat.url("result"))
    context = {
        **parts,
        "title": _("What both sides said"),
        "made_for": _made_for(found),
        "pairs": [
            {**part, "status_text": status_text(part["status"])}
            for part in parts["pairs"]
        ],
    }
    return _pdf("result", seat, context)


def _pdf(name: str, seat: Seat, context: Part) -> HttpResponse:
    """Draw one of the sheets; its file name tells strangers nothing."""
    frame = {
        "subtitle": review_title(seat),
        "page_url": settings.SITE_URL + seat.url("hub"),
        "today": seat.today,
    }
    return pdf_response(
        f"pdf/{name}.html",
        {**context, **frame},
        now=seat.now,
        filename=f"review-{seat.review.pk}-{name}",
    )


def _sending_facts(seat: Seat, sent: SentAnswers) -> list[Part]:
    panelist = sent.assessment.panelist
    names = people_names([panelist.key, sent.assessment.entered_by])
    side = panelist.party.partner.name if panelist.party else settings.FOUNDATION_NAME
    facts = [
        (_("Partnership"), seat.review.partnership.name),
        (_("Answered by"), names.get(panelist.key, "")),
        (_("Answered for"), side),
        (_("Sent"), plain_datetime(sent.assessment.sent_at or seat.now)),
    ]
    typist = names.get(sent.assessment.entered_by, "") if sent.is_typed_for else ""
    if typist:
        facts.append((_("Typed in by"), typist))
    return [{"label": label, "value": value} for label, value in facts]


def _answer_part(question: Question, answer: Answer) -> Part:
    """Return a question with the sentence that was chosen, in the answer's language."""
    reason = "" if answer.rating else NoRating(answer.no_rating).label
    return {
        "question": question,
        "rating": answer.rating,
        "chosen": question.anchors[answer.rating - 1] if answer.rating else "",
        "reason": reason,
        "evidence": answer.evidence,
    }


def _again(sent: SentAnswers) -> str:
    code = sent.assessment.work_again
    return str(WorkAgain(code).label) if code else ""


def _own_comments(sent: SentAnswers, asked: ClosingTexts) -> list[Part]:
    """Return the own comments with who may read each."""
    given = sent.assessment
    comments = [
        (asked.keep, given.keep, "", given.get_keep_audience_display()),
        (
            asked.change,
            given.change,
            given.change_principle,
            given.get_change_audience_display(),
        ),
        (asked.unsaid, given.unsaid, "", given.get_unsaid_audience_display()),
    ]
    return [
        {"title": title, "text": text, "principle": principle, "readers": readers}
        for title, text, principle, readers in comments
        if text
    ]


def _made_for(found: ReviewResult) -> str:
    """Say for whose eyes a copy is."""
    if found.viewer == Viewer.HELPER:
        return _(
            "Copy of the neutral helper. It shows what only the neutral helper may see. "
            "Do not hand it out, and show it to neither side."
        )
    if found.viewer.speaks_for(Side.PARTNER):
        return _(
            "Copy of the partner. It shows what the partner may see. What is marked "
            "“Only my side” is not for the other side."
        )
    return _(
        "Copy of the foundation. It shows what the foundation may see. What is marked "
        "“Only my side” is not for the other side."
    )
