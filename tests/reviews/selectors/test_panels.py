"""How far is a review, and whose seat is whose?"""

import pytest

from eclt_partners.common.actor import ANONYMOUS
from partners.choices import Side
from reviews.choices import AnswerMode
from reviews.selectors.panels import progress, progress_of, seat_of, side_of
from reviews.services import panels
from tests.cast import NOW
from tests.reviews.coalitions import planned_for_three
from tests.reviews.factories import (
    answer_all,
    answer_side,
    link_actor,
    make_review,
    seat_of_person,
)

F, P = Side.FOUNDATION, Side.PARTNER


def _counts(review):
    return [(each.done_count, each.asked_count) for each in progress(review).sides]


def test_each_side_shows_how_many_have_sent(cast):
    review = make_review(cast, users=[cast.amina, cast.brian])
    assert _counts(review) == [(0, 2), (0, 1)]
    answer_all(seat_of_person(review, cast.amina))
    assert _counts(review) == [(1, 2), (0, 1)]
    assert (progress(review).heard, progress(review).complete) == ({F}, set())


def test_a_draft_does_not_count(cast):
    review = make_review(cast)
    answer_all(seat_of_person(review, cast.amina), send=False)
    assert _counts(review) == [(0, 1), (0, 1)]


def test_who_left_is_not_asked(cast):
    review = make_review(cast, users=[cast.amina, cast.brian])
    panels.mark_seat_left(
        actor=cast.actor("amina"),
        now=NOW,
        panelist=seat_of_person(review, cast.brian),
    )
    assert _counts(review) == [(0, 1), (0, 1)]


def test_a_side_that_answers_together_gives_one_answer(cast):
    review = make_review(cast, users=[cast.amina, cast.brian], mode=AnswerMode.TOGETHER)
    assert _counts(review) == [(0, 1), (0, 1)]
    answer_all(seat_of_person(review, cast.brian))
    assert progress(review).complete == {F}


def test_a_side_without_people_is_never_complete(cast):
    review = make_review(cast)
    review.panelists.filter(contact=cast.gift).delete()
    answer_side(review, None, 4)
    assert progress(review).complete == {F}
    assert _counts(review) == [(1, 1), (0, 0)]


def test_in_a_coalition_every_party_has_its_row(cast, coalition):
    review, second = coalition
    state = progress(review)
    assert [each.party_id for each in state.of(P)] == [cast.malawi_party.pk, second.pk]
    assert state.heard_by_pair(second.pk) == {F, P}
    assert state.complete == {F, P}


def test_a_coalition_is_complete_when_every_party_is(cast, zuwa):
    review, second = planned_for_three(cast, zuwa)
    answer_side(review, None, 4)
    answer_side(review, cast.malawi_party, 4)
    assert progress(review).complete == {F}
    answer_side(review, second, 2)
    assert progress(review).complete == {F, P}


def test_many_reviews_cost_one_query(cast, coalition, django_assert_num_queries):
    review, _second = coalition
    pulse = make_review(cast, kind="PULSE")
    with django_assert_num_queries(1):
        assert set(progress_of([review, pulse])) == {review.pk, pulse.pk}


def test_everybody_finds_their_own_seat(cast):
    review = make_review(cast)
    gift = link_actor(cast.gift, cast.malawi_partnership)
    assert seat_of(cast.actor("amina"), review) == seat_of_person(review, cast.amina)
    assert seat_of(gift, review) == seat_of_person(review, cast.gift)
    assert side_of(seat_of(gift, review)) == P


@pytest.mark.parametrize("name", ["brian", "chloe", "eve", "dan"])
def test_who_does_not_answer_has_no_seat(cast, name):
    assert seat_of(cast.actor(name), make_review(cast)) is None


def test_a_stranger_has_no_seat(cast):
    assert seat_of(ANONYMOUS, make_review(cast)) is None
