"""What did one person send, in the words in which it was asked?

Only for the person who answered. A review may ask other questions later, when the
partnership has moved to another stage, and the reader may have changed the language:
what was answered stays as it was.
"""

from dataclasses import dataclass

from django.db.models import Prefetch

from eclt_partners.common.asking import ask_together
from reviews.choices import AnswerMode, AssessmentState
from reviews.models import Answer, Assessment, Panelist, ReviewSide
from reviews.selectors.questions import Question, questions


@dataclass(frozen=True, slots=True)
class SentAnswers:
    """One person's answers, locked.

    Attributes:
        assessment: when they were sent, and the closing questions.
        pairs: each question in the language of its answer, with the answer.
        mode: how the side answers: each person alone, or one answer together.
    """

    assessment: Assessment
    pairs: tuple[tuple[Question, Answer], ...]
    mode: AnswerMode

    @property
    def is_typed_for(self) -> bool:
        """True when somebody else typed the answers in."""
        return self.assessment.entered_by != self.assessment.panelist.key


def sent_answers(panelist: Panelist) -> SentAnswers | None:
    """Return what the person in a seat has sent, or None before that.

    Two queries: the answers, and the words of the questions.
    """
    rows = Assessment.objects.filter(panelist=panelist, state=AssessmentState.SUBMITTED)
    rows = rows.select_related("panelist__party__partner").prefetch_related(
        Prefetch("answers", Answer.objects.select_related("dimension"))
    )
    sides = ReviewSide.objects.filter(
        review=panelist.review_id, party=panelist.party_id
    )
    ask_together(rows, sides)
    assessment, side = next(iter(rows), None), next(iter(sides), None)
    if assessment is None:
        return None
    given = list(assessment.answers.all())
    asked = {
        language: {
            each.code: each for each in questions(panelist.review.instrument, language)
        }
        for language in sorted({each.language for each in given})
    }
    return SentAnswers(
        assessment=assessment,
        pairs=tuple(
            (asked[each.language][each.dimension.code], each) for each in given
        ),
        mode=AnswerMode(side.mode) if side else AnswerMode.INDIVIDUAL,
    )
