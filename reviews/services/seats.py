"""Who may write in which seat of a review, and may anybody now?"""

from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from reviews.choices import AnswerMode, AssessmentState, ReviewState
from reviews.models import Assessment, Panelist, ReviewSide
from reviews.selectors.panels import is_own_seat, is_sent_in_time
from reviews.selectors.questions import asked_codes

ANSWERABLE = frozenset({ReviewState.OPEN, ReviewState.CLOSED, ReviewState.TALK_HELD})


def right_in_seat(actor: Actor, seat: Panelist) -> Action:
    """Return the right it takes to write in a seat: the own one, or another's."""
    own = is_own_seat(actor, seat)
    return Action.ANSWER_REVIEW if own else Action.RECORD_TALK


def require_seat(actor: Actor, seat: Panelist) -> None:
    """Refuse all but the rater and those who may type in for somebody else.

    Raises:
        NotPermitted: it is another person's seat, or its person has left it.
    """
    partnership = seat.review.partnership
    require(
        actor,
        right_in_seat(actor, seat),
        country=partnership.country_id,
        partnership=partnership.pk,
    )
    if seat.left_at is not None:
        raise NotPermitted("this person no longer answers this review")


def seat_of_assessment(assessment: Assessment) -> Panelist:
    """Return the seat of some answers, with its review and country. One query."""
    return Panelist.objects.select_related(
        "review__partnership__country", "review__instrument"
    ).get(assessment=assessment)


def locked_draft(actor: Actor, assessment: Assessment) -> tuple[Panelist, Assessment]:
    """Return the seat and its locked draft, when the actor may write it now.

    Raises:
        NotPermitted: the seat is another person's.
        IllegalTransition: the answers were sent, or the review takes none.
    """
    seat = seat_of_assessment(assessment)
    require_seat(actor, seat)
    draft = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if draft.state != AssessmentState.DRAFT:
        raise IllegalTransition(draft.state, AssessmentState.DRAFT)
    refuse_unless_answerable(seat)
    return seat, draft


def refuse_unless_answerable(seat: Panelist) -> None:
    """Refuse when the review takes no answers, or the side has given its one answer.

    Late answers are taken until the review is completed (methods B5.3).

    Raises:
        IllegalTransition: the review does not take answers (now).
        InvalidInput: the side answers together and has answered.
    """
    review = seat.review
    if review.state not in ANSWERABLE or not asked_codes(review):
        raise IllegalTransition(review.state, ReviewState.OPEN)
    others = _seats_beside(seat) if _answers_together(seat) else []
    if any(is_sent_in_time(other) for other in others):
        raise InvalidInput({"": _("Your organisation has already sent its answers.")})


def keys_answered_for(seat: Panelist) -> list[str]:
    """Return the keys of everybody who need not be asked once a seat has sent."""
    others = _seats_beside(seat) if _answers_together(seat) else []
    return [each.key for each in (seat, *others)]


def _answers_together(seat: Panelist) -> bool:
    return ReviewSide.objects.filter(
        review=seat.review_id, party=seat.party_id, mode=AnswerMode.TOGETHER
    ).exists()


def _seats_beside(seat: Panelist) -> list[Panelist]:
    return list(
        Panelist.objects.filter(review=seat.review_id, party=seat.party_id)
        .exclude(pk=seat.pk)
        .select_related("assessment")
    )
