"""What has one person answered so far, now and last time?

Only for the person who answers: nobody else's draft is ever read here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from eclt_partners.common.asking import ask_together
from partners.choices import Side
from reviews.choices import AssessmentState, ReviewKind, ReviewState
from reviews.models import Assessment, Panelist, ReviewScore
from reviews.selectors.answers import Given, answers_now, what_counts
from reviews.selectors.panels import side_of
from reviews.selectors.questions import Question


@dataclass(frozen=True, slots=True)
class LastTime:
    """The answer to one dimension at the review before.

    Attributes:
        on: the day that review was completed.
        value: the level, the code of a reason, or the mean of the side.
        is_own: the person's own answer; otherwise the mean of the person's side.
    """

    on: date
    value: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class OwnAnswers:
    """One person's answers to one review, with the questions asked.

    Attributes:
        questions: what the review asks, in the order of the form.
        assessment: the draft or the sent answers; None before the first answer.
        answers: dimension -> answer, as corrected.
        last_time: dimension -> answer of the review before.
    """

    questions: tuple[Question, ...]
    assessment: Assessment | None
    answers: Mapping[str, Given]
    last_time: Mapping[str, LastTime]

    @property
    def missing(self) -> tuple[Question, ...]:
        """The questions without an answer."""
        return tuple(each for each in self.questions if each.code not in self.answers)

    @property
    def done_count(self) -> int:
        """How many questions have an answer."""
        return len(self.questions) - len(self.missing)

    @property
    def is_sent(self) -> bool:
        """True once the answers are locked."""
        return (
            self.assessment is not None
            and self.assessment.state == AssessmentState.SUBMITTED
        )

    @property
    def saved_at(self) -> datetime | None:
        """When something was saved last."""
        return max((each.saved_at for each in self.answers.values()), default=None)

    def question(self, code: str) -> Question | None:
        """Return one question, or None when the review does not ask it."""
        return next((each for each in self.questions if each.code == code), None)

    def after(self, code: str) -> Question | None:
        """Return the next question without an answer, later ones first."""
        codes = [each.code for each in self.questions]
        place = codes.index(code) + 1 if code in codes else 0
        waiting = [*self.questions[place:], *self.questions[:place]]
        open_ones = {each.code for each in self.missing} - {code}
        return next((each for each in waiting if each.code in open_ones), None)


def own_answers(panelist: Panelist, asked: list[Question]) -> OwnAnswers:
    """Return what the person in a seat has answered. One query."""
    own = Assessment.objects.filter(panelist=panelist).prefetch_related(*what_counts())
    before, of_side = _sent_before(panelist), _scores_before(panelist)
    ask_together(own, before, of_side)
    assessment = next(iter(own), None)
    answers = answers_now(assessment) if assessment else ()
    return OwnAnswers(
        questions=tuple(asked),
        assessment=assessment,
        answers={each.dimension.code: each for each in answers},
        last_time=_own_last_time(before) or _last_time_of_side(panelist, of_side),
    )


def _sent_before(panelist: Panelist) -> QuerySet[Assessment]:
    """Return what the same person sent last in a review of this partnership."""
    if panelist.user_id is None and panelist.contact_id is None:
        return Assessment.objects.none()
    return (
        Assessment.objects.filter(
            panelist__user=panelist.user_id,
            panelist__contact=panelist.contact_id,
            panelist__review__partnership=panelist.review.partnership_id,
            panelist__review__state=ReviewState.COMPLETED,
            panelist__review__instrument=panelist.review.instrument_id,
            state=AssessmentState.SUBMITTED,
        )
        .exclude(panelist__review=panelist.review_id)
        .select_related("panelist__review")
        .prefetch_related(*what_counts())
        .order_by("-panelist__review__completed_on", "-panelist__review")[:1]
    )


def _scores_before(panelist: Panelist) -> QuerySet[ReviewScore]:
    """Return the score of the last full review that asked the same."""
    scores = ReviewScore.objects.filter(
        review__partnership=panelist.review.partnership_id,
        review__kind=ReviewKind.FULL,
        review__state=ReviewState.COMPLETED,
        instrument_code=panelist.review.instrument.code,
    )
    if panelist.party_id is not None:
        scores = scores.filter(party=panelist.party_id)
    return (
        scores.exclude(review=panelist.review_id)
        .select_related("review")
        .order_by("-review__completed_on", "-review", "party", "-number")[:1]
    )


def _own_last_time(before: Iterable[Assessment]) -> dict[str, LastTime]:
    last = next(iter(before), None)
    on = last.panelist.review.completed_on if last else None
    if last is None or on is None:
        return {}
    return {
        each.dimension.code: LastTime(
            on=on, value=str(each.rating or each.no_rating), is_own=True
        )
        for each in answers_now(last)
    }


def _last_time_of_side(
    panelist: Panelist, scores: Iterable[ReviewScore]
) -> dict[str, LastTime]:
    last = next(iter(scores), None)
    if last is None or last.review.completed_on is None:
        return {}
    side = "foundation" if side_of(panelist) == Side.FOUNDATION else "partner"
    on = last.review.completed_on
    return {
        code: LastTime(on=on, value=figures[side], is_own=False)
        for code, figures in last.figures.get("dimensions", {}).items()
        if figures.get(side)
    }
