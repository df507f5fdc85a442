"""What did each person answer? For the neutral helper only, once results are shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F
from django.utils.translation import gettext as _

from eclt_partners.common.actor import Actor
from partners.choices import Side
from reviews.choices import NoRating, ReviewState
from reviews.models import Answer, Assessment, Panelist, Review
from reviews.rules.blind import may_see_answers
from reviews.selectors.answers import Given, answers_now, sent_assessments
from reviews.selectors.panels import progress, side_of
from reviews.selectors.results import viewer_of


@dataclass(frozen=True, slots=True)
class PersonAnswers:
    """What one person sent.

    Attributes:
        name: the person's name today; raters of earlier records have none.
        is_late: it came after closing and is not scored.
        values: dimension -> "4", or the words of a reason; with what was sent first
            when it was corrected.
        notes: (dimension, text) of the notes under the questions.
    """

    name: str
    is_late: bool
    values: dict[str, str]
    notes: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SideOfPeople:
    """The people of one side: the foundation, or one party."""

    side: Side
    name: str
    people: Sequence[PersonAnswers]


def raw_answers(actor: Actor, review: Review) -> list[SideOfPeople] | None:
    """Return single answers by side, or None for everybody but the helper.

    For the helper, too, while results are hidden. The caller notes the reading
    (`services.answers.record_raw_reading`). A fixed number of queries.

    Raises:
        NotPermitted: the review belongs to a partnership the actor may not see.
    """
    viewer = viewer_of(actor, review)
    state, found = ReviewState(review.state), progress(review)
    answered = found.complete if state == ReviewState.OPEN else found.heard
    if not may_see_answers(viewer, state, answered):
        return None
    sent = {each.panelist_id: each for each in sent_assessments(review)}
    return [_side(seats, sent) for seats in _seats_by_side(review, sent)]


def are_erased(review: Review) -> bool:
    """Tell whether the single answers of a review were deleted. One query."""
    gone = Assessment.objects.filter(panelist__review=review, erased_at__isnull=False)
    return gone.exists()


def _seats_by_side(review: Review, sent: Collection[int]) -> list[list[Panelist]]:
    """Return the seats that have sent, the foundation first, then each party."""
    seats = review.panelists.filter(pk__in=list(sent)).select_related(
        "user", "contact", "party__partner"
    )
    ordered = seats.order_by(F("party").asc(nulls_first=True), "pk")
    return [list(group) for _party, group in groupby(ordered, key=_party_of)]


def _party_of(seat: Panelist) -> int | None:
    return seat.party_id


def _side(seats: list[Panelist], sent: Mapping[int, Assessment]) -> SideOfPeople:
    party = seats[0].party
    return SideOfPeople(
        side=side_of(seats[0]),
        name=party.partner.name if party else "",
        people=[_person(seat, sent[seat.pk]) for seat in seats],
    )


def _person(seat: Panelist, assessment: Assessment) -> PersonAnswers:
    person = seat.user or seat.contact
    sent_first = {each.dimension_id: each for each in assessment.answers.all()}
    answers = answers_now(assessment)
    return PersonAnswers(
        name=person.name if person else _("Name not held"),
        is_late=assessment.is_late,
        values={
            each.dimension.code: _value(each, sent_first[each.dimension_id])
            for each in answers
        },
        notes=[
            (each.dimension.code, each.evidence) for each in answers if each.evidence
        ],
    )


def _value(answer: Given, sent_first: Answer) -> str:
    if answer == sent_first:
        return _level(answer)
    return _("%(now)s (corrected; before: %(before)s)") % {
        "now": _level(answer),
        "before": _level(sent_first),
    }


def _level(answer: Given) -> str:
    if answer.rating is None:
        return str(NoRating(answer.no_rating).label)
    return str(answer.rating)
