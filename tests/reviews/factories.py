"""How do tests get a review in the state they need?

`make_review(cast, state=...)` walks a review of the Malawi partnership through the
real services, so that it looks as it would in the product: Amina and Brian answer for
the foundation, Gift for the partner.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.selectors import actor_of_link, actor_of_user
from eclt_partners.common.actor import SYSTEM, Actor
from partners.choices import OwnerSide, Side, Stage
from partners.models import Contact, Partnership, PartnershipParty
from reviews.choices import AnswerMode, NoRating, ReviewKind, ReviewState
from reviews.models import Assessment, Panelist, Review
from reviews.selectors.panels import progress
from reviews.selectors.questions import asked_codes
from reviews.services import answers, planning, talks
from reviews.services.planning import PanelChoice, SideChoice
from reviews.services.refusals import GivenAnswer
from tests.again import built_once
from tests.cast import NOW, Cast
from tests.reviews.ladder import DUE

GOOD = 4
Rating = int | NoRating


def make_review(
    cast: Cast,
    *,
    state: ReviewState = ReviewState.OPEN,
    kind: ReviewKind = ReviewKind.FULL,
    due_on: date | None = None,
    now: datetime = NOW,
    foundation: Rating | Mapping[str, Rating] | None = GOOD,
    partner: Rating | Mapping[str, Rating] | None = GOOD,
    users: Sequence[object] | None = None,
    contacts: Sequence[Contact] | None = None,
    mode: AnswerMode = AnswerMode.INDIVIDUAL,
) -> Review:
    """Return a review of the Malawi partnership in `state`.

    Ratings count from CLOSED on: one number for all questions, or code -> number;
    None leaves that side silent (the review then closes after its window).
    """
    wish = Wish(
        state=state,
        kind=kind,
        due_on=due_on,
        now=now,
        foundation=_as_items(foundation),
        partner=_as_items(partner),
        users=tuple(each.pk for each in users or [cast.amina]),
        contacts=tuple(each.pk for each in contacts or [cast.gift]),
        mode=mode,
    )
    made = built_once(wish, lambda: _walk(cast, wish).pk)
    return fresh(Review(pk=made))


@dataclass(frozen=True, slots=True)
class Wish:
    """Everything that decides which review is made; ratings as pairs."""

    state: ReviewState
    kind: ReviewKind
    due_on: date | None
    now: datetime
    foundation: object
    partner: object
    users: tuple[int, ...]
    contacts: tuple[int, ...]
    mode: AnswerMode


def _as_items(ratings: Rating | Mapping[str, Rating] | None) -> object:
    return tuple(ratings.items()) if isinstance(ratings, Mapping) else ratings


def _as_ratings(items: object) -> Any:
    return dict(items) if isinstance(items, tuple) else items


def _walk(cast: Cast, wish: Wish) -> Review:
    """Walk a new review through the services up to the state that is wished for."""
    now, state = wish.now, wish.state
    later = timedelta(days=60 if state == ReviewState.SCHEDULED else 14)
    review = planning.schedule_review(
        actor=SYSTEM,
        now=now,
        partnership=cast.malawi_partnership,
        kind=wish.kind,
        due_on=wish.due_on or (now + later).date(),
        panel=PanelChoice(
            (
                SideChoice(None, wish.users, wish.mode),
                SideChoice(cast.malawi_party.pk, wish.contacts, wish.mode),
            )
        ),
    )
    if state in {ReviewState.SCHEDULED, ReviewState.OPEN}:
        return review
    if state == ReviewState.CANCELLED:
        return planning.cancel_review(
            actor=SYSTEM, now=now, review=review, reason="The office moved."
        )
    answer_side(review, None, _as_ratings(wish.foundation), now=now)
    answer_side(review, cast.malawi_party, _as_ratings(wish.partner), now=now)
    if fresh(review).state == ReviewState.OPEN:
        planning.advance_reviews(now=now + timedelta(days=31))
    if state == ReviewState.CLOSED:
        return review
    return _after_closing(cast, fresh(review), state, now=now)


def _after_closing(
    cast: Cast, review: Review, state: ReviewState, *, now: datetime
) -> Review:
    if state == ReviewState.LAPSED:
        planning.advance_reviews(now=now + timedelta(days=92))
        return fresh(review)
    if len(progress(review).heard) == 1:
        return talks.complete_without_talk(
            actor=SYSTEM, now=review.closed_at, review=review, reason="No answer."
        )
    hold_talk(review, now=now)
    if state == ReviewState.COMPLETED:
        confirm_both(cast, review, now=now)
    return fresh(review)


def answer_side(
    review: Review,
    party: PartnershipParty | None,
    ratings: Rating | Mapping[str, Rating] | None,
    *,
    now: datetime = NOW,
) -> None:
    """Answer and send every seat of one side, each with the same ratings."""
    if ratings is None:
        return
    for seat in review.panelists.filter(party=party, left_at=None):
        answer_all(seat, ratings, now=now)


def answer_all(
    panelist: Panelist,
    ratings: Rating | Mapping[str, Rating] = GOOD,
    *,
    now: datetime = NOW,
    actor: Actor = SYSTEM,
    send: bool = True,
    closing: answers.Closing | None = None,
    evidence: str = "",
) -> Assessment:
    """Answer all questions of a seat; codes that are left out get a 4."""
    draft = answers.start_assessment(actor=actor, now=now, panelist=panelist)
    given = [
        _given(code, ratings.get(code, GOOD), evidence)
        if isinstance(ratings, Mapping)
        else _given(code, ratings, evidence)
        for code in asked_codes(panelist.review)
    ]
    answers.save_answers(actor=actor, now=now, assessment=draft, given=given)
    if closing is not None:
        answers.save_closing(actor=actor, now=now, assessment=draft, closing=closing)
    return send_answers(draft, now=now, actor=actor) if send else draft


def _given(code: str, answer: Rating, evidence: str) -> GivenAnswer:
    if isinstance(answer, int):
        return GivenAnswer(code, answer, evidence=evidence)
    return GivenAnswer(code, None, str(answer), evidence)


def send_answers(
    assessment: Assessment, *, now: datetime = NOW, actor: Actor = SYSTEM
) -> Assessment:
    """Send a draft."""
    return answers.submit_assessment(
        actor=actor, now=now, assessment=assessment, send_key=uuid4()
    )


def hold_talk(
    review: Review, *, now: datetime = NOW, actor: Actor = SYSTEM, **changes: object
) -> object:
    """Record a talk with one action; `changes` replace single arguments."""
    today = review.partnership.country.today(now=now)
    record = {
        "held_on": today,
        "people": "Amina, Gift",
        "language": "English",
        "strong": "We answer within days.",
        "hurts": "Payments came late.",
        "next_steps": "Pay on time and say it early.",
        "actions": [
            talks.ActionDraft(
                "Pay within 15 working days.",
                OwnerSide.FOUNDATION,
                today + timedelta(days=30),
            )
        ],
    }
    return talks.record_talk(actor=actor, now=now, review=review, **record | changes)


def confirm_both(cast: Cast, review: Review, *, now: datetime = NOW) -> Review:
    """Confirm the record for both sides: Amina, then Gift by link."""
    talks.confirm_talk(
        actor=actor_of_user(cast.amina), now=now, review=review, side=Side.FOUNDATION
    )
    return talks.confirm_talk(
        actor=link_actor(cast.gift, cast.malawi_partnership, LinkPurpose.HOME),
        now=now,
        review=review,
        side=Side.PARTNER,
    )


def link_actor(
    contact: Contact,
    partnership: Partnership,
    purpose: LinkPurpose = LinkPurpose.REVIEW,
) -> Actor:
    """Return the actor of a partner link, without the link's row."""
    return actor_of_link(
        PartnerLink(
            contact_id=contact.pk, partnership_id=partnership.pk, purpose=purpose
        )
    )


def seat_of_person(review: Review, person: object) -> Panelist:
    """Return the seat of a user or a contact."""
    field = "contact" if isinstance(person, Contact) else "user"
    return review.panelists.get(**{field: person})


def fresh(review: Review) -> Review:
    """Return the review as it stands in the database now."""
    return Review.objects.select_related("partnership__country", "instrument").get(
        pk=review.pk
    )


def review_alone(cast: Cast) -> Review:
    """A planned review in Malawi; nothing in Uganda could owe a mail."""
    Partnership.objects.filter(pk=cast.uganda_partnership.pk).update(
        stage=Stage.CONCLUDED
    )
    return make_review(cast, state=ReviewState.SCHEDULED, due_on=DUE)
