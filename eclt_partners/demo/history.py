"""How do completed reviews of earlier years become rows?

They count as completed on their date with their talk held; raters are registered
without a name. Sent assessments are locked by a trigger, so answers are written
while the assessments are drafts and sent in one update afterwards.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import SYSTEM
from eclt_partners.demo.reading import DIMENSIONS, ReviewRow
from eclt_partners.demo.telling import ReviewStory
from partners.models import Partnership, PartnershipParty, Talk
from reviews.choices import (
    ActionState,
    AssessmentState,
    PanelistOrigin,
    ReviewKind,
    ReviewState,
)
from reviews.models import (
    Action,
    Answer,
    Assessment,
    Instrument,
    Panelist,
    Review,
    ReviewSide,
)
from reviews.services.scoring import read_health, store_scores

INSTRUMENT = "RHR-1"
NOTHING_SAID = ReviewStory()
# Whose (None is the foundation), the ratings, and what was written beside them.
SideSaid = tuple[PartnershipParty | None, Sequence[int] | None, Mapping[str, str]]


def load_reviews(
    rows: Sequence[ReviewRow],
    partnership: Partnership,
    party: PartnershipParty,
    stories: Mapping[date, ReviewStory],
    *,
    now: datetime,
) -> int:
    """Write the completed reviews that are not there yet, oldest first.

    Scores are computed by the same service as for reviews held in the product. What
    was said in a review is in `stories`, by its day.

    Returns:
        How many reviews were new.
    """
    known = set(partnership.reviews.values_list("completed_on", flat=True))
    new = [row for row in rows if row.on not in known]
    if not new:
        return 0
    instrument = Instrument.objects.prefetch_related("dimensions").get(code=INSTRUMENT)
    for row in new:
        story = stories.get(row.on, NOTHING_SAID)
        _load_review(row, partnership, party, instrument, story, now=now)
    return len(new)


def _load_review(
    row: ReviewRow,
    partnership: Partnership,
    party: PartnershipParty,
    instrument: Instrument,
    story: ReviewStory,
    *,
    now: datetime,
) -> None:
    held_at = datetime.combine(row.on, time(12), UTC)
    review = _create_review(
        row, partnership, instrument, story, held_at=held_at, now=now
    )
    sides: Sequence[SideSaid] = (
        (None, row.foundation, story.foundation),
        (party, row.partner, story.partner),
    )
    ReviewSide.objects.bulk_create(
        ReviewSide(review=review, party=side) for side, _ratings, _said in sides
    )
    _create_assessments(review, sides, sent_at=held_at)
    _create_actions(review, story)
    store_scores(review=review, now=held_at)
    read_health(review=review)
    audit.record(
        "reviews.review.registered",
        actor=SYSTEM,
        subject=review,
        now=now,
        place=Place(partnership.country_id, partnership.pk),
        facts={"completed_on": row.on.isoformat()},
    )


def _create_review(
    row: ReviewRow,
    partnership: Partnership,
    instrument: Instrument,
    story: ReviewStory,
    *,
    held_at: datetime,
    now: datetime,
) -> Review:
    talk = Talk.objects.create(
        partnership=partnership,
        held_on=row.on,
        is_registered=True,
        foundation_confirmed_at=held_at,
        foundation_confirmed_by=SYSTEM.key,
        partner_confirmed_at=held_at,
        partner_confirmed_by=SYSTEM.key,
        created_at=now,
        created_by=SYSTEM.key,
        **story.talk,
    )
    return Review.objects.create(
        partnership=partnership,
        instrument=instrument,
        kind=ReviewKind.FULL,
        state=ReviewState.COMPLETED,
        due_on=row.on,
        original_due_on=row.on,
        opened_at=held_at,
        closed_at=held_at,
        completed_at=held_at,
        completed_on=row.on,
        talk=talk,
        is_registered=True,
        created_at=now,
        created_by=SYSTEM.key,
    )


def _create_assessments(
    review: Review, sides: Sequence[SideSaid], *, sent_at: datetime
) -> None:
    """Write the answers of the sides that answered, and send them together."""
    heard = [(side, ratings, said) for side, ratings, said in sides if ratings]
    seats = Panelist.objects.bulk_create(
        Panelist(
            review=review, party=side, origin=PanelistOrigin.REGISTERED, is_lead=True
        )
        for side, _ratings, _said in heard
    )
    assessments = Assessment.objects.bulk_create(
        Assessment(panelist=seat, started_at=sent_at, entered_by=SYSTEM.key, **said)
        for seat, (_side, _ratings, said) in zip(seats, heard, strict=True)
    )
    dimensions = {each.code: each for each in review.instrument.dimensions.all()}
    Answer.objects.bulk_create(
        Answer(
            assessment=assessment,
            dimension=dimensions[code],
            rating=rating,
            saved_at=sent_at,
        )
        for assessment, (_side, ratings, _said) in zip(assessments, heard, strict=True)
        for code, rating in zip(DIMENSIONS, ratings, strict=True)
    )
    Assessment.objects.filter(panelist__in=seats).update(
        state=AssessmentState.SUBMITTED, sent_at=sent_at
    )


def _create_actions(review: Review, story: ReviewStory) -> None:
    """Write what both agreed to do; what was done says whether it helped."""
    if not story.actions:
        return
    Action.objects.bulk_create(
        Action(
            review=review,
            side=side,
            text=text,
            due_on=due_on,
            state=ActionState.DONE if helped else ActionState.OPEN,
            closed_on=due_on if helped else None,
            closed_by=SYSTEM.key if helped else "",
            helped=helped,
            created_on=review.due_on,
        )
        for side, text, due_on, helped in story.actions
    )
