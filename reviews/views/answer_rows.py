"""How are a person's own answers listed, to check or to correct?"""

from typing import Any

from django.utils.translation import gettext as _

from reviews.choices import NoRating, WorkAgain
from reviews.models import Assessment
from reviews.selectors.answers import Given
from reviews.selectors.own_answers import OwnAnswers
from reviews.selectors.questions import Question
from reviews.views.seats import Seat

Row = dict[str, Any]


def check_rows(seat: Seat, own: OwnAnswers) -> list[Row]:
    """List the answers with a way to change each."""
    rows = [
        {
            "label": each.title,
            "value": answer_text(each, own.answers.get(each.code)),
            "change_url": f"{seat.url('answer', each.code)}?back=check",
        }
        for each in own.questions
    ]
    return [*rows, *_closing_rows(seat, own.assessment)]


def missing_rows(seat: Seat, own: OwnAnswers) -> list[Row]:
    """List the questions without an answer with the way to each."""
    return [
        {
            "title": each.title,
            "change_url": f"{seat.url('answer', each.code)}?back=check",
        }
        for each in own.missing
    ]


def answer_text(question: Question, answer: Given | None) -> str:
    """Write an answer as a reader sees it: the level with its sentence, and the note."""
    if answer is None:
        return ""
    if answer.rating is None:
        chosen = str(NoRating(answer.no_rating).label)
    else:
        chosen = f"{answer.rating} \N{EN DASH} {question.anchors[answer.rating - 1]}"
    return f"{chosen}\n{answer.evidence}" if answer.evidence else chosen


def _closing_rows(seat: Seat, assessment: Assessment | None) -> list[Row]:
    given = assessment or Assessment()
    overall = "" if given.overall is None else _("%d of 10") % given.overall
    again = WorkAgain(given.work_again).label if given.work_again else ""
    pairs = [
        (_("Overall, how healthy"), overall),
        (_("Work together again"), str(again)),
        *(
            (label, _with_audience(given, name))
            for name, label in (
                ("keep", _("What to keep")),
                ("change", _("What to change")),
                ("unsaid", _("Not yet said")),
            )
        ),
    ]
    url = seat.url("closing")
    return [
        {"label": label, "value": value, "change_url": url} for label, value in pairs
    ]


def _with_audience(given: Assessment, name: str) -> str:
    text = getattr(given, name)
    if not text:
        return ""
    if name == "change" and given.change_principle:
        touched = _("Touches our principle: %(principle)s") % {
            "principle": given.change_principle
        }
        text = f"{text}\n{touched}"
    readers = getattr(given, f"get_{name}_audience_display")()
    return _("%(text)s\n(Read by: %(readers)s)") % {"text": text, "readers": readers}
