"""What did the people of one review answer? Never shown as it is: see results."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet

from eclt_partners.common.asking import ask_together
from reviews.choices import AssessmentState, CorrectionState, NoRating, WorkAgain
from reviews.models import Answer, Assessment, Correction, Review
from reviews.rules.info_flags import SideAnswers
from reviews.rules.ratings import Rating

Given = Answer | Correction


def sent_assessments(review: Review) -> list[Assessment]:
    """Return all sent answers of a review with their seats. One query."""
    rows = sent_in(review)
    ask_together(rows)
    return list(rows)


def sent_in(review: Review) -> QuerySet[Assessment]:
    """Return all sent answers of a review with their seats, to be asked together."""
    rows = Assessment.objects.filter(
        panelist__review=review, state=AssessmentState.SUBMITTED
    )
    return rows.select_related("panelist").prefetch_related(*what_counts())


def what_counts() -> "tuple[Prefetch[Any], ...]":
    """Return how answers and the corrections that count come with assessments."""
    return (
        Prefetch("answers", queryset=Answer.objects.select_related("dimension")),
        Prefetch("corrections", queryset=counting_corrections()),
    )


def counting_corrections() -> QuerySet[Correction]:
    """Return the corrections that count, to be fetched with assessments."""
    rows = Correction.objects.filter(state=CorrectionState.COUNTED)
    return rows.select_related("dimension")


def answers_now(assessment: Assessment) -> list[Given]:
    """Return the answers that count: of a corrected one the latest correction.

    Args:
        assessment: fetched with `what_counts`, else with two more queries.
    """
    latest = {
        each.dimension_id: each
        for each in assessment.corrections.all()
        if each.state == CorrectionState.COUNTED
    }
    return [latest.get(each.dimension_id, each) for each in assessment.answers.all()]


def counted_by_party(
    assessments: Iterable[Assessment],
) -> dict[int | None, list[Assessment]]:
    """Return the answers that are scored, by party (None = foundation).

    Late answers are stored but not scored (methods B5.3).
    """
    found: dict[int | None, list[Assessment]] = {}
    for assessment in assessments:
        if not assessment.is_late:
            found.setdefault(assessment.panelist.party_id, []).append(assessment)
    return found


def side_answers(assessments: Iterable[Assessment]) -> SideAnswers:
    """Put the answers of one side together, without who said what."""
    given = list(assessments)
    return SideAnswers(
        ratings=ratings_of(given),
        overall=tuple(each.overall for each in given if each.overall is not None),
        work_again=tuple(
            WorkAgain(each.work_again) for each in given if each.work_again
        ),
        has_comment=any(has_comment(each) for each in given),
    )


def ratings_of(assessments: Iterable[Assessment]) -> Mapping[str, list[Rating]]:
    """Return dimension -> one rating per rater."""
    found: dict[str, list[Rating]] = {}
    for assessment in assessments:
        for answer in answers_now(assessment):
            found.setdefault(answer.dimension.code, []).append(_rating(answer))
    return found


def has_comment(assessment: Assessment) -> bool:
    """Tell whether somebody wrote anything in words."""
    texts = [assessment.keep, assessment.change, assessment.unsaid]
    return any(texts) or any(answer.evidence for answer in answers_now(assessment))


def _rating(answer: Given) -> Rating:
    return NoRating(answer.no_rating) if answer.rating is None else answer.rating
