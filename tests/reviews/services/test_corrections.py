"""How is a sent answer corrected, and what follows from it?"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actor import SYSTEM
from eclt_partners.common.errors import (
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from partners.choices import EventKind, Side, Status
from partners.models import Event, HealthReading
from reviews.choices import CorrectionState, NoRating, ReviewKind, ReviewState
from reviews.models import Answer, Correction, Review, ReviewScore
from reviews.selectors.readings import completed_scores
from reviews.services import corrections
from reviews.services.refusals import GivenAnswer
from tests.cast import NOW
from tests.reviews.factories import (
    answer_all,
    answer_side,
    fresh,
    link_actor,
    make_review,
    seat_of_person,
)

WHY = "A sentence was misread."
COMPLETED = ReviewState.COMPLETED


@pytest.fixture
def gift(cast):
    return link_actor(cast.gift, cast.malawi_partnership)


def correct(actor, review, person, *, now=NOW, reason=WHY, key=None, **given):
    values = {"dimension": "D1", "rating": 1} | given
    return corrections.correct_answer(
        actor=actor,
        now=now,
        assessment=seat_of_person(review, person).assessment,
        given=GivenAnswer(**values),
        reason=reason,
        send_key=key or uuid4(),
    )


def agree(actor, correction, *, now=NOW):
    return corrections.agree_to_correction(actor=actor, now=now, correction=correction)


def scores_of(review):
    rows = ReviewScore.objects.filter(review=review).order_by("party", "number")
    return [(row.number, str(row.index), row.reason) for row in rows]


def entries(step):
    return AuditEntry.objects.filter(verb=f"reviews.correction.{step}")


def test_while_the_review_is_open_a_correction_counts_at_once_and_in_the_first_score(
    cast, gift
):
    review = make_review(cast)
    answer_side(review, cast.malawi_party, 4)
    made = correct(gift, review, cast.gift)
    assert made.state == CorrectionState.COUNTED
    answer_side(review, None, 4)
    assert scores_of(review) == [(1, "71.25", "")]
    assert entries("made").get().actor_key == gift.key


def test_what_was_sent_stays_as_it_was_sent(cast, gift):
    review = make_review(cast)
    answer_side(review, cast.malawi_party, 4)
    correct(gift, review, cast.gift)
    assert set(Answer.objects.values_list("rating", flat=True)) == {4}


@pytest.mark.parametrize("state", [ReviewState.CLOSED, ReviewState.TALK_HELD])
def test_once_both_sides_saw_the_result_a_correction_waits(cast, gift, state):
    review = make_review(cast, state=state)
    asked = correct(gift, review, cast.gift)
    assert asked.state == CorrectionState.ASKED
    assert scores_of(review) == [(1, "75.00", "")]
    agree(cast.actor("eve"), asked)
    assert scores_of(review) == [(1, "75.00", ""), (2, "71.25", WHY)]
    assert not HealthReading.objects.exists()


@pytest.mark.parametrize("who", ["eve", "dan"])
def test_after_completion_the_helper_or_a_director_agrees(cast, gift, who):
    review = make_review(cast, state=COMPLETED)
    agree(cast.actor(who), correct(gift, review, cast.gift))
    assert scores_of(review)[-1] == (2, "71.25", WHY)
    assert entries("agreed").get().facts == {"scores": 1}
    indexes = HealthReading.objects.order_by("id").values_list("index", "as_of")
    assert [(str(index), day) for index, day in indexes] == [
        ("75.00", review.completed_on),
        ("71.25", review.completed_on),
    ]


@pytest.mark.parametrize("who", ["amina", "brian", "chloe", "fay", "ada", "sam"])
def test_nobody_else_agrees_or_declines(cast, gift, who):
    asked = correct(gift, make_review(cast, state=COMPLETED), cast.gift)
    with pytest.raises(NotPermitted):
        agree(cast.actor(who), asked)
    with pytest.raises(NotPermitted):
        corrections.decline_correction(
            actor=cast.actor(who), now=NOW, correction=asked, note="No."
        )


def test_nobody_agrees_to_a_correction_of_their_own(cast):
    review = make_review(cast, users=[cast.dan])
    answer_side(review, None, 4)
    answer_side(review, cast.malawi_party, 4)
    asked = correct(cast.actor("dan"), review, cast.dan)
    with pytest.raises(NotPermitted):
        agree(cast.actor("dan"), asked)
    assert agree(cast.actor("eve"), asked).state == CorrectionState.COUNTED


def test_a_declined_correction_changes_nothing_and_says_why(cast, gift):
    review = make_review(cast, state=COMPLETED)
    asked = correct(gift, review, cast.gift)
    with pytest.raises(InvalidInput):
        corrections.decline_correction(
            actor=cast.actor("eve"), now=NOW, correction=asked, note=" "
        )
    corrections.decline_correction(
        actor=cast.actor("eve"), now=NOW, correction=asked, note="The talk was held."
    )
    assert scores_of(review) == [(1, "75.00", "")]
    assert Correction.objects.get().decided_note == "The talk was held."
    with pytest.raises(IllegalTransition):
        agree(cast.actor("dan"), asked)


def test_whoever_typed_the_answers_in_corrects_them(cast):
    review, eve = make_review(cast), cast.actor("eve")
    answer_all(seat_of_person(review, cast.gift), actor=eve)
    assert correct(eve, review, cast.gift).asked_by == eve.key
    assert entries("made").get().facts == {"on_behalf": True}


def test_somebody_else_who_may_type_in_does_not(cast):
    review = make_review(cast)
    answer_all(seat_of_person(review, cast.gift), actor=cast.actor("eve"))
    with pytest.raises(NotPermitted):
        correct(cast.actor("amina"), review, cast.gift)


@pytest.mark.parametrize("who", ["chloe", "fay", "ada"])
def test_a_stranger_corrects_nothing(cast, who):
    review = make_review(cast)
    answer_side(review, cast.malawi_party, 4)
    with pytest.raises(NotPermitted):
        correct(cast.actor(who), review, cast.gift)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 301}, "reason"),
        ({"rating": 6}, "rating"),
        ({"rating": 4}, "rating"),
        ({"dimension": "D11"}, "dimension"),
    ],
)
def test_a_correction_needs_a_reason_and_another_answer(cast, gift, given, field):
    review = make_review(cast)
    answer_side(review, cast.malawi_party, 4)
    with pytest.raises(InvalidInput) as refused:
        correct(gift, review, cast.gift, **given)
    assert list(refused.value.problems) == [field]


def test_one_answer_has_one_correction_that_waits(cast, gift):
    review = make_review(cast, state=COMPLETED)
    correct(gift, review, cast.gift)
    with pytest.raises(InvalidInput):
        correct(gift, review, cast.gift, rating=2)


def test_a_second_press_shows_the_first_correction(cast, gift):
    review, key = make_review(cast, state=COMPLETED), uuid4()
    first = correct(gift, review, cast.gift, key=key)
    assert correct(gift, review, cast.gift, key=key) == first
    with pytest.raises(StaleObject):
        correct(cast.actor("amina"), review, cast.amina, key=key)


def test_answers_that_are_not_sent_late_or_of_a_lapsed_review_are_not_corrected(
    cast, gift
):
    review = make_review(cast)
    answer_all(seat_of_person(review, cast.gift), send=False)
    with pytest.raises(IllegalTransition):
        correct(gift, review, cast.gift)
    lapsed = make_review(
        cast, kind=ReviewKind.PULSE, state=ReviewState.LAPSED, due_on=NOW.date()
    )
    with pytest.raises(IllegalTransition):
        correct(gift, lapsed, cast.gift, dimension="D3")


def test_a_review_that_the_next_one_was_compared_with_does_not_change(cast, gift):
    first = make_review(cast, state=COMPLETED)
    asked = correct(gift, first, cast.gift)
    later = NOW + timedelta(days=130)
    make_review(cast, state=ReviewState.CLOSED, now=later)
    with pytest.raises(InvalidInput):
        agree(cast.actor("eve"), asked, now=later)
    with pytest.raises(IllegalTransition):
        correct(gift, first, cast.gift, dimension="D2", now=later)


def test_a_review_whose_index_was_corrected_away_is_no_last_time(cast, gift):
    few = dict.fromkeys(["D8", "D9", "D10"], NoRating.NOT_KNOWN)
    first = make_review(cast, state=COMPLETED, foundation=5, partner=few)
    unknown = {"rating": None, "no_rating": NoRating.NOT_KNOWN}
    agree(cast.actor("eve"), correct(gift, first, cast.gift, **unknown))
    assert [row.index is None for row in first.scores.order_by("number")] == [
        False,
        True,
    ]
    later = make_review(
        cast, state=ReviewState.CLOSED, now=NOW + timedelta(days=130), foundation=3
    )
    assert later.scores.get().figures["previous_index"] is None


def test_a_foundation_answer_counts_in_every_pair_a_partner_answer_in_its_own(
    cast, coalition, gift
):
    review, second = coalition
    agree(cast.actor("eve"), correct(gift, review, cast.gift))
    own = correct(cast.actor("amina"), review, cast.amina, dimension="D4")
    agree(cast.actor("eve"), own)
    numbers = ReviewScore.objects.valid().filter(review=review)
    assert dict(numbers.values_list("party", "number")) == {
        cast.malawi_party.pk: 3,
        second.pk: 2,
    }


def test_standing_and_trend_read_the_latest_score(cast, gift):
    review = make_review(cast, state=COMPLETED)
    agree(cast.actor("eve"), correct(gift, review, cast.gift, dimension="D2"))
    (valid,) = completed_scores([cast.malawi_partnership.pk], NOW.date())
    assert (valid.number, valid.status) == (2, Status.RED)


def _planned():
    return Review.objects.full().unfinished().get()


def _calm(cast):
    """No agreement is needed while shaping, so the status comes from ratings."""
    type(cast.malawi_partnership).objects.filter(pk=cast.malawi_partnership.pk).update(
        stage="SHAPING", clause_months=12
    )
    cast.malawi_partnership.refresh_from_db()


def test_a_worse_status_brings_the_next_review_forward(cast, gift):
    _calm(cast)
    review = make_review(cast, state=COMPLETED)
    before = _planned()
    agree(cast.actor("eve"), correct(gift, review, cast.gift, dimension="D2"))
    after = _planned()
    assert after.pk == before.pk
    assert (before.due_on - after.due_on).days > 20
    assert after.round == 2


def test_a_better_status_plans_the_next_review_anew(cast, gift):
    _calm(cast)
    review = make_review(cast, state=COMPLETED, partner={"D2": 1})
    before = _planned()
    agree(cast.actor("eve"), correct(gift, review, cast.gift, dimension="D2", rating=4))
    after = _planned()
    assert fresh(before).state == ReviewState.CANCELLED
    assert after.original_due_on > before.due_on
    assert after.created_by == SYSTEM.key


def test_a_review_planned_anew_is_due_when_the_cadence_asks(cast, gift):
    _calm(cast)
    review = make_review(cast, state=COMPLETED, partner={"D2": 1})
    correction = correct(gift, review, cast.gift, dimension="D2", rating=4)
    before = _planned()
    day = before.due_on - timedelta(days=26)
    Event.objects.create(
        partnership=cast.malawi_partnership,
        kind=EventKind.STRATEGY,
        happened_on=day,
        reported_on=day,
        reported_by="user:1",
        side=Side.FOUNDATION,
    )
    agree(
        cast.actor("eve"),
        correction,
        now=NOW + (before.due_on - NOW.date()) - timedelta(days=20),
    )
    after = _planned()
    assert after.pk != before.pk
    assert after.due_on == before.due_on + timedelta(days=4)


def test_a_day_that_people_have_touched_stays(cast, gift):
    _calm(cast)
    review = make_review(cast, state=COMPLETED, partner={"D2": 1})
    planned = _planned()
    planned.sides.update(confirmed_at=NOW, confirmed_by="user:1")
    agree(cast.actor("eve"), correct(gift, review, cast.gift, dimension="D2", rating=4))
    assert _planned() == planned


@pytest.mark.parametrize(
    "change",
    [
        lambda row: Correction.objects.filter(pk=row.pk).update(rating=5),
        lambda row: Correction.objects.filter(pk=row.pk).update(reason="Another"),
        lambda row: Correction.objects.filter(pk=row.pk).delete(),
        lambda row: Correction.objects.filter(pk=row.pk).update(
            state=CorrectionState.ASKED, decided_at=None
        ),
    ],
)
def test_the_database_keeps_a_decided_correction_as_it_is(cast, gift, change):
    review = make_review(cast)
    answer_side(review, cast.malawi_party, NoRating.NOT_KNOWN)
    made = correct(gift, review, cast.gift)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(made)
