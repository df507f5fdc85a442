"""How does one person answer a review?

A draft is saved answer by answer and locked once sent. Everybody answers their own
seat; whoever may record talks may type in for somebody else, and that stays visible
for ever (`entered_by`, methods B5.9).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from eclt_partners.audit import services as audit
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from reviews.choices import AssessmentState, ReviewState
from reviews.models import Answer, Assessment, Panelist, Review
from reviews.selectors.panels import is_own_seat
from reviews.services.refusals import (
    Closing,
    GivenAnswer,
    check_answer,
    check_closing,
    refuse_gaps,
    refuse_used_key,
)
from reviews.services.reminders import cancel_for_review
from reviews.services.seats import (
    keys_answered_for,
    locked_draft,
    refuse_unless_answerable,
    require_seat,
    seat_of_assessment,
)
from reviews.services.steps import close_if_due, lock_review, place_of, record_on


@transaction.atomic
def start_assessment(*, actor: Actor, now: datetime, panelist: Panelist) -> Assessment:
    """Return the draft of a seat, making it when there is none yet.

    Args:
        actor: the rater, or somebody typing in for the rater.
        now: when, aware.
        panelist: the seat.

    Raises:
        NotPermitted: the seat is another person's, or the person has left it.
        IllegalTransition: the review does not take answers (now).
        InvalidInput: the side answers together and has answered.
    """
    require_seat(actor, panelist)
    refuse_unless_answerable(panelist)
    assessment, is_new = Assessment.objects.get_or_create(
        panelist=panelist, defaults={"started_at": now, "entered_by": actor.key}
    )
    if is_new:
        _record("started", actor, assessment, panelist, now=now)
    return assessment


@transaction.atomic
def save_answers(
    *, actor: Actor, now: datetime, assessment: Assessment, given: Sequence[GivenAnswer]
) -> list[Answer]:
    """Save answers of a draft, all or none; saving again replaces them.

    Args:
        actor: the rater, or somebody typing in for the rater.
        now: when, aware.
        assessment: the draft.
        given: at most one answer for each question that the review asks.

    Raises:
        NotPermitted: the seat is another person's.
        IllegalTransition: the answers were sent, or the review takes none.
        InvalidInput: neither a level nor a reason, an unknown question, a long text.
    """
    seat, draft = locked_draft(actor, assessment)
    for each in given:
        check_answer(seat.review, each)
    questions = {each.code: each for each in seat.review.instrument.dimensions.all()}
    saved = Answer.objects.bulk_create(
        [
            Answer(
                assessment=draft,
                dimension=questions[each.dimension],
                rating=each.rating,
                no_rating=each.no_rating,
                evidence=each.evidence,
                language=each.language,
                saved_at=now,
            )
            for each in given
        ],
        update_conflicts=True,
        unique_fields=["assessment", "dimension"],
        update_fields=["rating", "no_rating", "evidence", "language", "saved_at"],
    )
    if saved:
        facts = {"dimensions": [each.dimension for each in given]}
        _record("saved", actor, draft, seat, now=now, facts=facts)
    return saved


@transaction.atomic
def save_closing(
    *, actor: Actor, now: datetime, assessment: Assessment, closing: Closing
) -> Assessment:
    """Save what is asked after the ten questions; saving again replaces it.

    Raises:
        NotPermitted: the seat is another person's.
        IllegalTransition: the answers were sent, or the review takes none.
        InvalidInput: a number that is not 0 to 10, an unknown word, a long text.
    """
    seat, draft = locked_draft(actor, assessment)
    check_closing(closing)
    values = asdict(closing)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(values))
    _record("closing_saved", actor, draft, seat, now=now)
    return draft


@transaction.atomic
def submit_assessment(
    *, actor: Actor, now: datetime, assessment: Assessment, send_key: UUID
) -> Assessment:
    """Send the answers of one seat; they are locked from then on.

    When this makes both sides complete, the review closes and its scores are stored
    in the same transaction, under a lock on the review. Sending again, by the same
    form or another one, changes nothing and returns what was sent.

    Args:
        actor: the rater, or somebody typing in for the rater.
        now: when, aware.
        assessment: the draft.
        send_key: made by the form, unique over all assessments.

    Raises:
        NotPermitted: the seat is another person's.
        IllegalTransition: the review takes no answers (any more).
        InvalidInput: a question has no answer yet (field = its code).
        StaleObject: the form belongs to another assessment.
    """
    require_seat(actor, seat := seat_of_assessment(assessment))
    review = lock_review(seat.review_id)
    # Meanwhile the review may be over, or the seat somebody else's.
    require_seat(actor, seat := seat_of_assessment(assessment))
    sent = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if sent.state == AssessmentState.SUBMITTED:
        return sent
    refuse_unless_answerable(seat)
    refuse_gaps(review, sent)
    refuse_used_key(send_key)
    sent.state = AssessmentState.SUBMITTED
    sent.sent_at = now
    sent.send_key = send_key
    sent.is_late = review.state != ReviewState.OPEN
    sent.save(update_fields=["state", "sent_at", "send_key", "is_late"])
    _record("sent", actor, sent, seat, now=now, facts={"is_late": sent.is_late})
    for key in keys_answered_for(seat):
        cancel_for_review(review=review, recipient_key=key, now=now)
    close_if_due(review, now=now)
    return sent


@transaction.atomic
def record_raw_reading(*, actor: Actor, now: datetime, review: Review) -> None:
    """Note that somebody opened single answers (methods I: every view is logged).

    Raises:
        NotPermitted: the actor may not read single answers.
    """
    require(
        actor,
        Action.READ_RAW_ANSWERS,
        country=review.partnership.country_id,
        partnership=review.partnership_id,
    )
    record_on(review, "reviews.answers.read", actor=actor, now=now)


def _record(
    step: str,
    actor: Actor,
    assessment: Assessment,
    seat: Panelist,
    *,
    now: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write what was done, never what was answered."""
    audit.record(
        f"reviews.assessment.{step}",
        actor=actor,
        subject=assessment,
        now=now,
        place=place_of(seat.review),
        facts={"on_behalf": not is_own_seat(actor, seat), **(facts or {})},
    )
