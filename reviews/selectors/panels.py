"""Who answers a review, and who has?"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, QuerySet

from eclt_partners.common.actor import Actor
from eclt_partners.common.asking import ask_together
from eclt_partners.common.rules.marks import mark_of
from partners.choices import Side
from partners.models import PartnershipParty
from reviews.choices import AnswerMode, AssessmentState
from reviews.models import Assessment, Panelist, Review, ReviewSide

FOUNDATION_PARTY = None
_SENT = AssessmentState.SUBMITTED


@dataclass(frozen=True, slots=True)
class SideProgress:
    """How far one side of one review is; counts only, never names.

    Attributes:
        side: foundation or partner.
        party_id: the party, or None for the foundation.
        mode: each person alone, or one answer together.
        asked_count: answers that are expected: seats not left, or 1 together.
        done_count: answers that were sent in time.
        is_confirmed: the lead confirmed who answers.
    """

    side: Side
    party_id: int | None
    mode: AnswerMode
    asked_count: int
    done_count: int
    is_confirmed: bool

    @property
    def is_complete(self) -> bool:
        """True when everybody asked has sent (and somebody was asked)."""
        return 0 < self.asked_count <= self.done_count

    @property
    def is_heard(self) -> bool:
        """True when at least one answer was sent in time."""
        return self.done_count > 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is: the foundation first, then each party."""

    sides: tuple[SideProgress, ...]

    @property
    def complete(self) -> frozenset[Side]:
        """The sides of which every party is complete."""
        return self._where(lambda each: each.is_complete, every=True)

    @property
    def heard(self) -> frozenset[Side]:
        """The sides from which at least one answer was sent in time."""
        return self._where(lambda each: each.is_heard, every=False)

    def heard_by_pair(self, party_id: int | None) -> frozenset[Side]:
        """Return the sides heard in one pair foundation-party."""
        return frozenset(
            each.side
            for each in self.sides
            if each.is_heard and each.party_id in {FOUNDATION_PARTY, party_id}
        )

    def of(self, side: Side) -> tuple[SideProgress, ...]:
        """Return the rows of one side; the partner's side may have several."""
        return tuple(each for each in self.sides if each.side == side)

    def _where(
        self, holds: Callable[[SideProgress], bool], *, every: bool
    ) -> frozenset[Side]:
        quantifier = all if every else any
        return frozenset(
            side
            for side in Side
            if self.of(side) and quantifier(map(holds, self.of(side)))
        )


@dataclass(frozen=True, slots=True)
class Panels:
    """Who sits in some reviews.

    Attributes:
        sides: how each side answers.
        seats: the people, with what they wrote.
        parties: the present parties, each with the key of its partnership.
    """

    sides: Iterable[ReviewSide]
    seats: Iterable[Panelist]
    parties: Iterable[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PanelQuestions(Panels):
    """The same, still to be asked."""

    sides: QuerySet[ReviewSide]
    seats: QuerySet[Panelist]
    parties: QuerySet[PartnershipParty, Any]

    @property
    def questions(self) -> tuple[QuerySet[Any, Any], ...]:
        """All of them."""
        return (self.sides, self.seats, self.parties)


def side_mark(review: Review, party_id: int | None) -> str:
    """Return what a page remembers of who answers for one side, and how.

    Args:
        review: with its sides and seats, or as it is in the database.
        party_id: the party, or None for the foundation.
    """
    sides = [each for each in review.sides.all() if each.party_id == party_id]
    said = [f"{each.mode} {each.people_consulted}" for each in sides]
    return mark_of((*said, *sorted(keys_of_side(review, party_id))))


def keys_of_side(review: Review, party_id: int | None) -> list[str]:
    """Return the keys of those who answer for one side; a party, or the foundation."""
    return [
        each.key
        for each in review.panelists.all()
        if each.party_id == party_id and each.left_at is None
    ]


def keys_still_asked(review: Review) -> set[str]:
    """Return the keys of those who have a seat and have not sent in time."""
    seats = [each for each in review.panelists.all() if each.left_at is None]
    return {each.key for each in seats if not is_sent_in_time(each)}


def progress(review: Review) -> Progress:
    """Return how far one review is. One query."""
    return progress_of([review])[review.pk]


def progress_of(reviews: Iterable[Review]) -> dict[int, Progress]:
    """Return how far several reviews are, by review id. One query in all."""
    wanted = list(reviews)
    panels = panels_of(
        [review.pk for review in wanted], {review.partnership_id for review in wanted}
    )
    ask_together(*panels.questions)
    return progress_in(panels, wanted)


def panels_of(
    reviews: Collection[int] | QuerySet[Review], partnership_ids: Collection[int]
) -> PanelQuestions:
    """Return what tells how far reviews are, to be asked.

    Args:
        reviews: the reviews or their ids.
        partnership_ids: the partnerships they belong to.
    """
    return PanelQuestions(
        sides=ReviewSide.objects.filter(review__in=reviews),
        seats=Panelist.objects.filter(review__in=reviews).select_related("assessment"),
        parties=PartnershipParty.objects.filter(
            to_on__isnull=True, partnership__in=partnership_ids
        ).values_list("pk", "partnership"),
    )


def progress_in(panels: Panels, reviews: Iterable[Review]) -> dict[int, Progress]:
    """Return how far these reviews are, by review id."""
    wanted = {review.pk: review.partnership_id for review in reviews}
    modes = {(row.review_id, row.party_id): row for row in panels.sides}
    seats: dict[tuple[int, int | None], list[Panelist]] = defaultdict(list)
    for seat in panels.seats:
        seats[seat.review_id, seat.party_id].append(seat)
    parties: dict[int, set[int]] = defaultdict(set)
    for party_id, partnership_id in panels.parties:
        parties[partnership_id].add(party_id)
    asked: dict[int, set[int]] = defaultdict(set)
    for review_id, seated in seats:
        if seated is not None:
            asked[review_id].add(seated)
    return {
        review_id: Progress(
            tuple(
                _side(party_id, modes.get(key), seats[key])
                for party_id in (
                    FOUNDATION_PARTY,
                    *sorted(asked[review_id] | parties[partnership_id]),
                )
                for key in [(review_id, party_id)]
            )
        )
        for review_id, partnership_id in wanted.items()
    }


def seat_of(actor: Actor, review: Review) -> Panelist | None:
    """Return the actor's own seat in a review, also after leaving it. One query."""
    if actor.user_id is not None:
        return review.panelists.filter(user=actor.user_id).first()
    if actor.contact_id is not None:
        return review.panelists.filter(contact=actor.contact_id).first()
    return None


def is_own_seat(actor: Actor, panelist: Panelist) -> bool:
    """Tell whether a seat is the actor's own."""
    if panelist.user_id is not None:
        return panelist.user_id == actor.user_id
    return panelist.contact_id is not None and panelist.contact_id == actor.contact_id


def side_of(panelist: Panelist) -> Side:
    """Return the side a seat speaks for."""
    return Side.FOUNDATION if panelist.party_id is None else Side.PARTNER


def open_seats_of_user(user_id: int | None) -> QuerySet[Panelist, Panelist]:
    """Return seats of the foundation from which somebody still owes an answer.

    Where a side gives one answer together, the answer of one serves all.
    """
    seats = Panelist.objects.filter(user=user_id, left_at=None)
    sent = Panelist.objects.filter(
        review=OuterRef("review"), party=None, assessment__state=_SENT
    )
    together = ReviewSide.objects.filter(
        review=OuterRef("review"), party=None, mode=AnswerMode.TOGETHER
    )
    return seats.exclude(assessment__state=_SENT).exclude(
        Exists(sent), Exists(together)
    )


def first_answered_on(review: Review) -> date | None:
    """Return the day in the country of the first answer that counts. One query."""
    sent = Assessment.objects.filter(
        panelist__review=review, state=_SENT, is_late=False
    ).aggregate(first=Min("sent_at"))["first"]
    return review.partnership.country.today(now=sent) if sent else None


def is_sent_in_time(panelist: Panelist) -> bool:
    """Tell whether a seat's answers count: sent, and not after closing."""
    assessment = getattr(panelist, "assessment", None)
    return bool(
        assessment
        and assessment.state == AssessmentState.SUBMITTED
        and not assessment.is_late
    )


def _side(
    party_id: int | None, row: ReviewSide | None, seats: list[Panelist]
) -> SideProgress:
    mode = AnswerMode(row.mode) if row else AnswerMode.INDIVIDUAL
    highest = 1 if mode == AnswerMode.TOGETHER else len(seats)
    done = sum(is_sent_in_time(seat) for seat in seats)
    asked = sum(_is_asked(seat) for seat in seats)
    return SideProgress(
        side=Side.FOUNDATION if party_id is None else Side.PARTNER,
        party_id=party_id,
        mode=mode,
        asked_count=min(asked, highest),
        done_count=min(done, highest),
        is_confirmed=bool(row and row.confirmed_at),
    )


def _is_asked(seat: Panelist) -> bool:
    return seat.left_at is None or is_sent_in_time(seat)
