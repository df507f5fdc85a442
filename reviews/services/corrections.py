"""How is an answer corrected after it was sent?

What was sent stays. A correction is a new record with a reason; it counts at once
while the review is open, and with somebody's agreement once results were seen.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind, require
from eclt_partners.common.errors import (
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from eclt_partners.common.states import check_transition
from reviews.choices import CorrectionState, ReviewState
from reviews.models import Assessment, Correction, Panelist, Review
from reviews.models.corrections import REASON_MAX
from reviews.rules.corrections import NEXT, counts_at_once, refusal
from reviews.selectors.answers import Given, answers_now
from reviews.selectors.corrections import correction_facts
from reviews.selectors.panels import is_own_seat
from reviews.services.refusals import GivenAnswer, check_given
from reviews.services.rescoring import rescore
from reviews.services.seats import require_seat, seat_of_assessment
from reviews.services.steps import lock_review, record_on


@transaction.atomic
def correct_answer(
    *,
    actor: Actor,
    now: datetime,
    assessment: Assessment,
    given: GivenAnswer,
    reason: str,
    send_key: UUID,
) -> Correction:
    """Correct one answer that was sent; sending the same form again changes nothing.

    Args:
        actor: the rater, or whoever typed the answers in.
        now: when, aware.
        assessment: the sent answers.
        given: the answer that should count.
        reason: why, for both sides to read.
        send_key: made by the form, unique over all corrections.

    Returns:
        The correction; it counts already, or waits for agreement.

    Raises:
        NotPermitted: neither the own answers nor typed in by the actor.
        IllegalTransition: these answers are not corrected (any more).
        InvalidInput: no reason, no answer, the same answer, one that waits already.
        StaleObject: the form belongs to other answers.
    """
    require_seat(actor, seat := seat_of_assessment(assessment))
    review = lock_review(seat.review_id)
    require_seat(actor, seat := seat_of_assessment(assessment))
    known = Correction.objects.filter(send_key=send_key).first()
    if known is not None:
        return _repeated(known, assessment)
    _refuse_unless_correctable(actor, seat, review, assessment)
    why = _checked_reason(reason)
    sent = _answer_to(assessment, given)
    correction = _written(
        assessment, sent, given, actor=actor, now=now, reason=why, send_key=send_key
    )
    if counts_at_once(ReviewState(review.state)):
        _decide(correction, CorrectionState.COUNTED, actor=actor, now=now)
    step = "made" if correction.state == CorrectionState.COUNTED else "asked"
    facts = {"on_behalf": not is_own_seat(actor, seat)}
    record_on(review, f"reviews.correction.{step}", actor=actor, now=now, facts=facts)
    return correction


@transaction.atomic
def agree_to_correction(
    *, actor: Actor, now: datetime, correction: Correction
) -> Correction:
    """Let a correction count: the review gets its next score, with the reason.

    Raises:
        NotPermitted: no right to agree here, or the actor asked for it.
        IllegalTransition: it is decided already.
        InvalidInput: the review lapsed, or a later one was compared with it.
    """
    review, waiting = _decidable(actor, correction)
    if refusal(correction_facts(review, waiting.assessment)) is not None:
        raise InvalidInput({"": _("This result does not change any more.")})
    _decide(waiting, CorrectionState.COUNTED, actor=actor, now=now)
    party_id = waiting.assessment.panelist.party_id
    scores = rescore(review, party_id=party_id, reason=waiting.reason, now=now)
    record_on(
        review,
        "reviews.correction.agreed",
        actor=actor,
        now=now,
        facts={"scores": len(scores)},
    )
    return waiting


@transaction.atomic
def decline_correction(
    *, actor: Actor, now: datetime, correction: Correction, note: str
) -> Correction:
    """Decline a correction; what was sent goes on to count.

    Args:
        actor: the neutral helper, or a director.
        now: when, aware.
        correction: one that waits.
        note: why, for the person who asked.

    Raises:
        NotPermitted: no right to agree here, or the actor asked for it.
        IllegalTransition: it is decided already.
        InvalidInput: there is no reason.
    """
    review, waiting = _decidable(actor, correction)
    if not note.strip():
        raise InvalidInput({"note": _("Write why it is declined.")})
    waiting.decided_note = note.strip()[:REASON_MAX]
    _decide(waiting, CorrectionState.DECLINED, actor=actor, now=now)
    record_on(review, "reviews.correction.declined", actor=actor, now=now)
    return waiting


def _written(
    assessment: Assessment,
    sent: Given,
    given: GivenAnswer,
    *,
    actor: Actor,
    now: datetime,
    reason: str,
    send_key: UUID,
) -> Correction:
    return Correction.objects.create(
        assessment=assessment,
        dimension=sent.dimension,
        rating=given.rating,
        no_rating=given.no_rating,
        evidence=given.evidence,
        language=given.language,
        reason=reason,
        state=CorrectionState.ASKED,
        asked_at=now,
        asked_by=actor.key,
        send_key=send_key,
    )


def _repeated(known: Correction, assessment: Assessment) -> Correction:
    if known.assessment_id != assessment.pk:
        raise StaleObject("this form was used for other answers")
    return known


def _refuse_unless_correctable(
    actor: Actor, seat: Panelist, review: Review, assessment: Assessment
) -> None:
    typed = assessment.entered_by == actor.key or actor.kind == ActorKind.SYSTEM
    if not typed and not is_own_seat(actor, seat):
        raise NotPermitted("only the rater or whoever typed corrects an answer")
    assessment.refresh_from_db()
    reason = refusal(correction_facts(review, assessment))
    if reason is not None:
        raise IllegalTransition(review.state, reason)


def _checked_reason(reason: str) -> str:
    if not reason.strip():
        raise InvalidInput({"reason": _("Write why the answer is corrected.")})
    if len(reason.strip()) > REASON_MAX:
        text = _("The reason must be %(count)d characters or less.")
        raise InvalidInput({"reason": text % {"count": REASON_MAX}})
    return reason.strip()


def _answer_to(assessment: Assessment, given: GivenAnswer) -> Given:
    """Return the answer that counts now, when the given one may follow it."""
    check_given(given)
    by_code = {each.dimension.code: each for each in answers_now(assessment)}
    sent = by_code.get(given.dimension)
    if sent is None:
        raise InvalidInput({"dimension": _("This review does not ask this question.")})
    values = (given.rating, given.no_rating, given.evidence)
    if values == (sent.rating, sent.no_rating, sent.evidence):
        raise InvalidInput({"rating": _("This is the answer that counts already.")})
    waits = assessment.corrections.filter(
        dimension=sent.dimension, state=CorrectionState.ASKED
    )
    if waits.exists():
        raise InvalidInput({"": _("A correction of this answer waits already.")})
    return sent


def _decidable(actor: Actor, correction: Correction) -> tuple[Review, Correction]:
    """Return the locked review and the correction that waits, for somebody else."""
    seat = seat_of_assessment(correction.assessment)
    place = seat.review.partnership
    require(
        actor,
        Action.AGREE_CORRECTION,
        country=place.country_id,
        partnership=place.pk,
    )
    review = lock_review(seat.review_id)
    waiting = Correction.objects.select_related("assessment__panelist").get(
        pk=correction.pk
    )
    if actor.key == waiting.asked_by or is_own_seat(actor, seat):
        raise NotPermitted("nobody agrees to a correction of their own")
    return review, waiting


def _decide(
    waiting: Correction, state: CorrectionState, *, actor: Actor, now: datetime
) -> None:
    check_transition(NEXT, CorrectionState(waiting.state), state)
    waiting.state = state
    waiting.decided_at = now
    waiting.decided_by = actor.key
    waiting.save(update_fields=["state", "decided_at", "decided_by", "decided_note"])
