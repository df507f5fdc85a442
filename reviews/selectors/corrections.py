"""Which sent answers may somebody correct, and which corrections wait?"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from reviews.choices import AssessmentState, CorrectionState, ReviewState
from reviews.models import Assessment, Correction, Review
from reviews.rules.corrections import CorrectionFacts
from reviews.selectors.answers import Given, answers_now, what_counts
from reviews.selectors.panels import is_own_seat


@dataclass(frozen=True, slots=True)
class Target:
    """The sent answers of one person that somebody may ask to correct.

    Attributes:
        assessment: what was sent, with its seat.
        is_own: the person's own answers; otherwise those they typed in.
        answers: dimension -> the answer that counts.
        latest: dimension -> the latest correction, whatever became of it.
    """

    assessment: Assessment
    is_own: bool
    answers: Mapping[str, Given]
    latest: Mapping[str, Correction]


def targets(actor: Actor, review: Review) -> list[Target]:
    """Return what an actor may ask to correct: own answers, and those typed in.

    A fixed number of queries. Whether it is still the time for it, `correction_facts`
    and the rules say.
    """
    rows = (
        Assessment.objects.filter(
            panelist__review=review,
            panelist__left_at=None,
            state=AssessmentState.SUBMITTED,
        )
        .select_related("panelist__user", "panelist__contact")
        .prefetch_related(*what_counts())
        .order_by("panelist")
    )
    ask_together(rows)
    found = [each for each in rows if _is_own(actor, each) or _typed(actor, each)]
    latest: dict[int, dict[str, Correction]] = {each.pk: {} for each in found}
    asked = Correction.objects.filter(assessment__in=found).select_related("dimension")
    for correction in asked:
        latest[correction.assessment_id][correction.dimension.code] = correction
    return [
        Target(
            assessment=each,
            is_own=_is_own(actor, each),
            answers={given.dimension.code: given for given in answers_now(each)},
            latest=latest[each.pk],
        )
        for each in found
    ]


def correction_facts(review: Review, assessment: Assessment) -> CorrectionFacts:
    """Return what decides whether sent answers may be corrected. One query."""
    return CorrectionFacts(
        state=ReviewState(review.state),
        is_sent=assessment.state == AssessmentState.SUBMITTED,
        is_late=assessment.is_late,
        is_erased=assessment.erased_at is not None,
        is_compared=_is_compared(review),
    )


def waiting_corrections(review: Review) -> QuerySet[Correction]:
    """Return the corrections of a review that wait for agreement, oldest first."""
    return Correction.objects.filter(
        assessment__panelist__review=review, state=CorrectionState.ASKED
    ).select_related("assessment__panelist")


def _is_compared(review: Review) -> bool:
    """Tell whether a later full review has its score, compared with this one."""
    if review.closed_at is None:
        return False
    later = Review.objects.full().filter(
        partnership=review.partnership_id, closed_at__gt=review.closed_at
    )
    return later.filter(scores__isnull=False).exists()


def _is_own(actor: Actor, assessment: Assessment) -> bool:
    return is_own_seat(actor, assessment.panelist)


def _typed(actor: Actor, assessment: Assessment) -> bool:
    return assessment.entered_by == actor.key
